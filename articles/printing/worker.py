"""The newsroom's side of the engine's process: started when first needed, one for each web process."""

import ctypes
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path

from django.conf import settings

ENGINE = Path(__file__).parent / "engine.py"
SECONDS = 20  # for a story
MEGABYTES = 1024
PATIENCE = 5  # seconds that a document waits for one before it
START = 30  # seconds; a busy machine needs some for WeasyPrint's 200 modules
JOBS = 500  # Then the process makes room for a new one.
LIBRARIES = ("libgobject-2.0", "libpango-1.0", "libpangoft2-1.0", "libharfbuzz", "libfontconfig")
SUFFIXES = ("{}.so.0", "{}.so.1", "{}.so", "{}.0.dylib", "{}.dylib", "{}-0.dll")

REMEDIES = {
    "WeasyPrint": "Install it: “pip install weasyprint”, or the extra “pdf”.",
    "Pango": "Install it: “apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0” on Debian and "
    "Ubuntu, “apk add pango” on Alpine, “brew install pango” on macOS.",
}


class PrintingError(Exception):
    """Why there is no PDF, as a sentence for the log."""


class UnavailableError(PrintingError):
    """There is no engine here."""


class BusyError(PrintingError):
    """The engine is at another document; a few seconds later it may not be."""


class FailedError(PrintingError):
    """This document cannot be set, not now and not later."""


@cache
def lacks() -> str:
    """Return what keeps PDFs from being made here: “WeasyPrint”, “Pango”, or nothing."""
    if importlib.util.find_spec("weasyprint") is None:
        return "WeasyPrint"
    return "" if all(map(is_loaded, LIBRARIES)) else "Pango"


def remedy() -> str:
    """Return what brings what is lacking, as a sentence."""
    return REMEDIES[lacks()]


def is_loaded(library: str) -> bool:
    for suffix in SUFFIXES:
        with suppress(OSError):
            ctypes.CDLL(suffix.format(library))
            return True
    return False


def is_available() -> bool:
    """Whether PDFs are made here."""
    return settings.NEWSROOM_PDF and not lacks()


class Worker:
    """One process of the engine, for one document at a time. Any thread may ask."""

    def __init__(self):
        self.lock = threading.Lock()
        self.process = None

    def render(
        self,
        html: str,
        assets: dict[str, bytes],
        identifier: str,
        seconds: int = SECONDS,
        progress: Callable[[str], None] = lambda step: None,
    ) -> tuple[bytes, int]:
        """Return a PDF and how many pages it has. `identifier`: hexadecimal digits, the document's own.

        `assets` are all that the document can show, by their paths; `progress` is told each step. Raises
        UnavailableError, BusyError where another document takes longer than PATIENCE, and FailedError where this
        one takes longer than `seconds`, more memory than MEGABYTES, or cannot be set at all.
        """
        if not is_available():
            raise UnavailableError("PDFs are not made here: see “manage.py check”.")
        if not self.lock.acquire(timeout=PATIENCE):
            raise BusyError("Another document is being set.")
        is_done = False
        try:
            self._start()
            end = time.monotonic() + seconds
            self._send({"limit": seconds, "identifier": identifier, "assets": [*assets]}, html, assets)
            found = self._answer(end, progress)
            is_done = True
            return found
        finally:
            if not is_done or self.jobs >= JOBS:
                self.stop()
            self.lock.release()

    def _start(self):
        if self.process and self.owner == os.getpid() and self.process.poll() is None:
            return
        if self.process and self.owner == os.getpid():
            self.stop()
        self.owner, self.jobs = os.getpid(), 0
        self.folder = tempfile.mkdtemp(prefix="newsroom-pdf-")
        source, answers = os.pipe()
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", ENGINE, str(answers), str(MEGABYTES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[answers],
            cwd=self.folder,
            env={"TMPDIR": self.folder, "HOME": self.folder, "MALLOC_ARENA_MAX": "2", "LANG": "C.UTF-8"},
        )
        os.close(answers)
        self.source = Connection(source, writable=False)
        self.sink = Connection(os.dup(self.process.stdin.fileno()), readable=False)
        self.process.stdin.close()
        if not self.source.poll(START) or "ready" not in self._received():
            raise UnavailableError("WeasyPrint does not start: see “manage.py check” and the log.")

    def _send(self, job, html, assets):
        self.jobs += 1
        with suppress(BrokenPipeError):  # Then there is no answer, either.
            self.sink.send_bytes(json.dumps(job).encode())
            self.sink.send_bytes(html.encode(errors="replace"))
            for content in assets.values():
                self.sink.send_bytes(content)

    def _answer(self, end, progress):
        while (left := end - time.monotonic()) > 0 and self.source.poll(left):
            answer = self._received()
            if "pages" in answer:
                return self.source.recv_bytes(), answer["pages"]
            if "step" not in answer:
                raise FailedError("The document cannot be set: the engine’s process says why in the log.")
            progress(answer["step"])
        raise FailedError("Setting the document takes too long.")

    def _received(self):
        try:
            return json.loads(self.source.recv_bytes())
        except EOFError:
            return {}

    def stop(self):
        """End the process, whatever it is at, and leave nothing of it."""
        self.process.kill()
        self.process.wait()
        self.source.close()
        self.sink.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.process = None
