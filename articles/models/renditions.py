"""The public files of photos as they lie in the media storage: pictures/UID/KEY/3x2-640.avif."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.storage import default_storage as storage

FOLDER = "pictures"
UNFINISHED = ".new-"


class Renditions:
    """The files of one photo. `key` names one state of all that they are made of; old states do not stay."""

    def __init__(self, uid: str):
        self.folder = f"{FOLDER}/{uid}"

    @staticmethod
    def uids() -> list[str]:
        """Return the uids of all photos that have files, of such as are gone as well."""
        return storage.listdir(FOLDER)[0] if storage.exists(FOLDER) else []

    def path(self, key: str, name: str) -> str:
        return f"{self.folder}/{key}/{name}"

    def address(self, key: str, name: str) -> str:
        return f"{settings.MEDIA_URL}{self.path(key, name)}"

    def write(self, key: str, files: Iterable[tuple[str, bytes]]) -> None:
        """Write the files of a state; they have their names when all of them are complete and on the disk.

        Where the state is there already, or somebody else writes it meanwhile, that one stays.
        """
        final = Path(storage.path(f"{self.folder}/{key}"))
        final.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=UNFINISHED, dir=final.parent) as folder:
            draft = Path(folder) / key
            draft.mkdir()
            for name, content in files:
                with (draft / name).open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
            for path in (draft, *draft.iterdir()):
                path.chmod(settings.FILE_UPLOAD_PERMISSIONS | (0o110 if path.is_dir() else 0))
            if final.exists() and not self.has(key, [path.name for path in draft.iterdir()]):
                self.remove(key)
            with suppress(OSError):  # It is there, and its folder is not empty.
                draft.rename(final)

    def has(self, key: str, names: Iterable[str]) -> bool:
        """Whether all these files are there, and none is empty as after a power cut."""
        paths = [self.path(key, name) for name in names]
        return all(storage.exists(path) and storage.size(path) for path in paths)

    def remove(self, key: str) -> None:
        """Remove the files of one state, of which somebody else may be removing some."""
        shutil.rmtree(storage.path(f"{self.folder}/{key}"), ignore_errors=True)

    def discard(self, but: str = "") -> None:
        """Remove the files of every state but this one."""
        folder = Path(storage.path(self.folder))
        if not but:
            shutil.rmtree(folder, ignore_errors=True)
            return
        for state in folder.iterdir():
            if state.name != but and not state.name.startswith(UNFINISHED):
                self.remove(state.name)
