"""Makes .venv hold the packages of a lock file: python3 newsroom/bootstrap.py LOCKFILE

Standard library only, and syntax that Python 3.6 reads, so that a Python that is too old gets a sentence.
A start that finds everything in place asks neither pip nor the network.
"""

import contextlib
import fcntl
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
PIP_TROUBLES = {
    "NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError": "there is no network",
    "No space left on device": "the disk is full",
    "DO NOT MATCH THE HASHES": "a package that came is not the one that is pinned",
}


class BootstrapError(Exception):
    """What is wrong and what to do about it."""


def main(lock):
    try:
        check_python(sys.version_info, sys.executable)
        with alone(ROOT):
            prepare(ROOT / ".venv", ROOT / lock)
    except BootstrapError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(str(unwritable(ROOT / ".venv", error)))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The next start mends what is unfinished.")


def check_python(version, executable):
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise BootstrapError(
            "Newsroom needs Python {}.{} or newer, but {} is Python {}.{}. Install a newer one, for example "
            "from https://www.python.org/downloads/.".format(*OLDEST_PYTHON, executable, *version[:2])
        )


@contextlib.contextmanager
def alone(folder):
    """Let one start at a time into `folder`. The lock goes with the last process that holds it."""
    descriptor = os.open(folder, os.O_RDONLY)
    # pip inherits it, and may live on for a while when this process is killed.
    os.set_inheritable(descriptor, True)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another start that is at work here …")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def prepare(folder, lock):
    """Make the virtual environment in `folder` hold what `lock` asks for."""
    environment = Environment(folder)
    wanted = requirements(lock.read_text(encoding="utf-8"))
    if not environment.is_sound():
        environment.make()
    if not wanted <= environment.installed():
        environment.install(lock, wanted)


def requirements(text):
    """Return the requirements of a lock file, each with its hashes on one line."""
    lines = [" ".join(line.split()) for line in text.replace("\\\n", " ").splitlines()]
    return {line for line in lines if line and not line.startswith("#")}


class Environment:
    """A virtual environment that knows what was installed in it, and whether that was broken off."""

    def __init__(self, folder):
        self.folder = folder
        self.python = folder / "bin" / "python"
        self.stamp = folder / "installed.txt"
        self.mark = folder / "unfinished"

    def is_sound(self):
        """Its Python runs and is new enough, pip is there, and nothing was broken off."""
        if self.mark.exists() or not self.python.exists():
            return False
        question = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
        return run(self.python, "-c", question).returncode == 0

    def installed(self):
        return requirements(self.stamp.read_text(encoding="utf-8")) if self.stamp.exists() else set()

    def make(self):
        """Make it anew; whatever was in the folder goes."""
        if importlib.util.find_spec("ensurepip") is None:
            raise BootstrapError(
                "This Python comes without its module ensurepip. Install it and start again; "
                "on Debian and Ubuntu with: apt install python3-venv"
            )
        say("Making the folder .venv …")
        result = run(sys.executable, "-m", "venv", "--clear", "--without-pip", self.folder)
        if result.returncode == 0:
            self.mark.touch()
            result = run(self.python, "-Im", "ensurepip", "--default-pip")
        if result.returncode:
            raise unwritable(self.folder, last_line(result.stdout))
        self.mark.unlink()

    def install(self, lock, wanted):
        say(f"Installing {len(wanted)} packages …")
        self.mark.touch()
        result = run(
            self.python, "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes", "-r", lock
        )
        # When pip fails by itself, it leaves everything as it was.
        self.mark.unlink()
        if result.returncode:
            raise BootstrapError(
                f"The packages of {lock.name} could not be installed: {pip_trouble(result.stdout)}. "
                "Mend that and start again."
            )
        self.stamp.write_text("\n".join(sorted(wanted)), encoding="utf-8")


def run(*command):
    """Run a command without questions; its output and its errors are one text."""
    return subprocess.run(  # noqa: S603 – the commands of this file.
        command,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"},
        close_fds=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def unwritable(folder, error):
    return BootstrapError(
        f"Newsroom keeps its packages in {folder}, which could not be made ({error}). "
        "Start a copy of Newsroom in a folder where this user can write."
    )


def pip_trouble(output):
    """Return in a few words why pip failed."""
    for pattern, words in PIP_TROUBLES.items():
        if re.search(pattern, output):
            return words
    return last_line(output).replace("ERROR: ", "").rstrip(".")


def last_line(output):
    return (output.strip().splitlines() or ["no reason was given"])[-1]


def say(sentence):
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
