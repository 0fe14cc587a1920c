"""Finished PDFs on the disk, by what they are made of: nothing in here can be out of date."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

WAIT = 0.05  # seconds between two looks
FORGOTTEN = 600  # seconds after which a document that could not be set is tried again
SLACK = 0.9  # of the bound is left where it was passed, so that not every further PDF has to make room


class Store:
    """A folder of files: KEY.pdf; KEY.part while one is written, and locked; KEY.failed for what cannot be set.

    What was longest not asked for gives way. Any number of processes share it; one that dies leaves nothing that is
    taken for a PDF, and no lock.
    """

    def __init__(self, folder: Path | None = None, megabytes: int | None = None):
        self.folder = folder or settings.NEWSROOM_VAR / "pdf"
        self.bound = 2**20 * (settings.NEWSROOM_PDF_MB if megabytes is None else megabytes)

    def get(self, key: str) -> bytes | None:
        """Return a PDF, and note that it was asked for."""
        path = self.path(key, "pdf")
        try:
            content = path.read_bytes()
            os.utime(path)
        except FileNotFoundError:
            return None
        return content

    def has_failed(self, key: str) -> bool:
        """Whether this document could not be set a short while ago."""
        try:
            return time.time() - self.path(key, "failed").stat().st_mtime < FORGOTTEN
        except FileNotFoundError:
            return False

    def set_failed(self, key: str) -> None:
        self.path(key, "failed").touch()

    @contextmanager
    def alone(self, key: str, patience: float) -> Iterator[bool]:
        """Hold the right to make one PDF: False where somebody else has held it for `patience` seconds."""
        self.path(key, "part").parent.mkdir(parents=True, exist_ok=True)
        end = time.monotonic() + patience
        descriptor = self._locked(key)
        while descriptor is None and time.monotonic() < end:
            time.sleep(WAIT)
            descriptor = self._locked(key)
        try:
            yield descriptor is not None
        finally:
            if descriptor is not None:
                if self._is_part(descriptor, key):
                    self.path(key, "part").unlink()
                os.close(descriptor)

    def _locked(self, key):
        """Return the file that will be the PDF, open and locked, or None."""
        descriptor = os.open(self.path(key, "part"), os.O_RDWR | os.O_CREAT, 0o600)
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self._is_part(descriptor, key):
                return descriptor
        os.close(descriptor)  # Somebody holds it, or has just been done with it.
        return None

    def _is_part(self, descriptor, key):
        try:
            return os.path.samestat(os.fstat(descriptor), self.path(key, "part").stat())
        except FileNotFoundError:
            return False

    def put(self, key: str, content: bytes) -> None:
        """Keep a PDF; only who is `alone` with its key does. It has its name when it is complete."""
        part = self.path(key, "part")
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path(key, "pdf"))
        self.make_room()

    def is_full(self) -> bool:
        """Whether a further PDF would soon push out another."""
        return sum(size for _, size, _ in self._kept()) >= SLACK * self.bound

    def make_room(self) -> None:
        """Remove the PDFs that were longest not asked for, where all together pass the bound."""
        files = self._kept()
        size = sum(size for _, size, _ in files)
        if size <= self.bound:
            return
        for _, freed, path in sorted(files):
            path.unlink(missing_ok=True)
            size -= freed
            if size <= SLACK * self.bound:
                return

    def _kept(self):
        """Return when each PDF was last asked for, its size and its path; remove what was left behind by the dead."""
        files = []
        for path in self.folder.glob("*/*"):
            with suppress(FileNotFoundError):
                state = path.stat()
                if path.suffix == ".pdf":
                    files.append((state.st_mtime, state.st_size, path))
                elif time.time() - state.st_mtime > FORGOTTEN:
                    path.unlink()
        return files

    def path(self, key: str, suffix: str) -> Path:
        return self.folder / key[:2] / f"{key}.{suffix}"
