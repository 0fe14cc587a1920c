"""The public files of photos as they lie in the media storage: pictures/UID/KEY/3x2-640.avif."""

from collections.abc import Iterable

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage as storage

FOLDER = "pictures"


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
        for name, content in files:
            path = self.path(key, name)
            storage.delete(path)  # Left by one that was broken off; save() would choose another name.
            storage.save(path, ContentFile(content))

    def has(self, key: str, names: Iterable[str]) -> bool:
        """Whether all these files are there, and none is empty as after a power cut."""
        paths = [self.path(key, name) for name in names]
        return all(storage.exists(path) and storage.size(path) for path in paths)

    def discard(self, but: str = "") -> None:
        """Remove the files of every state but this one."""
        for key in storage.listdir(self.folder)[0]:
            if key != but:
                for name in storage.listdir(f"{self.folder}/{key}")[1]:
                    storage.delete(self.path(key, name))
                storage.delete(f"{self.folder}/{key}")
        if not but:
            storage.delete(self.folder)
