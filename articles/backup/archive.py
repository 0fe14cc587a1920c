"""One archive of a newsroom: a zip of its database, its media, and a manifest with a checksum of each.

The manifest is written last, when the checksums are known, and read first. No ORM, no HTTP.
"""

import json
import os
import stat
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media"
CHUNK = 1024 * 1024
ANOTHER_COPY = "Copy it anew from where it was made, or take an older backup."
STOP_THE_SERVER = "Stop the server and whatever else uses it, and begin anew. Nothing was changed."

# What zipfile raises when it meets what it did not write.
DAMAGE = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)


class BackupError(Exception):
    """Why a backup cannot be made or restored, and what to do."""


@dataclass(frozen=True)
class Member:
    """A file of the archive: the database at its top, or one below “media/”. No name leads elsewhere."""

    name: str
    size: int
    sha256: str

    def __post_init__(self):
        path = PurePosixPath(self.name)
        straight = path.name and str(path) == self.name and ".." not in path.parts and not path.is_absolute()
        if not straight or (path.parts[0] == MEDIA) != (len(path.parts) > 1):
            raise BackupError(
                f"It holds a file named {self.name!r}, and may hold a database and “{MEDIA}/…” alone. "
                f"No backup does; leave it unopened. {ANOTHER_COPY}"
            )

    @property
    def is_media(self) -> bool:
        return self.name.startswith(f"{MEDIA}/")


@dataclass(frozen=True)
class Manifest:
    """What an archive says about itself. `migrations` has the latest applied one of each app."""

    newsroom: str
    made_at: str
    engine: str
    migrations: dict[str, str]
    files: tuple[Member, ...]
    format: int = FORMAT

    @property
    def media(self) -> tuple[Member, ...]:
        return tuple(file for file in self.files if file.is_media)

    def dump(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)

    @classmethod
    def parse(cls, text: bytes) -> "Manifest":
        try:
            fields = json.loads(text)
            if fields["format"] != FORMAT:
                raise BackupError(
                    f"Its format is {fields['format']!r}, but this Newsroom reads {FORMAT}. "
                    f"Restore it with the Newsroom that made it (version {fields.get('newsroom')!r})."
                )
            files = tuple(Member(**file) for file in fields.pop("files"))
            return cls(**fields, files=files)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise BackupError(f"Its {MANIFEST} cannot be understood ({error!r}). {ANOTHER_COPY}") from error


class Writer:
    """Adds files to an archive; its `folder` is for what is made on the way."""

    def __init__(self, archive: ZipFile, folder: Path):
        self.folder = folder
        self.archive = archive
        self.members = []

    def add(self, name: str, path: Path, *, compress: bool = False):
        """Add a file as it is now. Pictures are compressed already; a database shrinks."""
        with path.open("rb") as source:
            entry = ZipInfo.from_file(path, name, strict_timestamps=False)
            entry.compress_type = ZIP_DEFLATED if compress else ZIP_STORED
            size, digest = 0, sha256()
            with self.archive.open(entry, "w", force_zip64=True) as target:
                while chunk := source.read(CHUNK):
                    size += target.write(chunk)
                    digest.update(chunk)
        self.members.append(Member(name, size, digest.hexdigest()))

    def finish(self, **facts) -> Manifest:
        """Write the manifest and return it; `facts` are its fields but for the files."""
        manifest = Manifest(**facts, files=tuple(self.members))
        self.archive.writestr(MANIFEST, manifest.dump(), ZIP_DEFLATED)
        return manifest


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Write an archive, which has its name when it is complete and on the disk, and not before."""
    refuse_existing(path)
    with TemporaryDirectory(prefix=".newsroom-backup-", dir=path.parent) as folder:
        draft = Path(folder) / "archive.zip"
        # It holds password hashes.
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with ZipFile(file, "w") as archive:
                yield Writer(archive, Path(folder))
            file.flush()
            os.fsync(file.fileno())
        refuse_existing(path)
        draft.rename(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def refuse_existing(path: Path):
    if os.path.lexists(path):
        raise BackupError(f"{path} is there already, and no backup is written over. Give another name.")


class Reader:
    """Reads an archive whose list of contents is in order."""

    def __init__(self, path: Path, archive: ZipFile):
        self.path = path
        self.archive = archive
        with refused(path):
            refuse_strange_entries(archive)
            self.manifest = Manifest.parse(archive.read(MANIFEST))
            refuse_other_contents(archive, self.manifest)

    def unpack(self, folder: Path, *, media: bool, progress: Callable[[int, int], None]):
        """Unpack into a new folder and check each byte; without `media`, these are only checked."""
        for number, member in enumerate(self.manifest.files, start=1):
            target = folder / member.name if media or not member.is_media else Path(os.devnull)
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(target, "wb", opener=for_the_group) as sink:
                for chunk in self.content(member):
                    sink.write(chunk)
            progress(number, len(self.manifest.files))

    def content(self, member: Member) -> Iterator[bytes]:
        """Yield a file in pieces; raise BackupError at the end unless it is what the manifest says."""
        digest, size = sha256(), 0
        with refused(self.path):
            source = self.archive.open(member.name)
        while chunk := self.read(source):
            digest.update(chunk)
            size += len(chunk)
            if size > member.size:
                break
            yield chunk
        if (size, digest.hexdigest()) != (member.size, member.sha256):
            raise BackupError(
                f"{self.path}: {member.name!r} is not what its checksum says; the archive is damaged. {ANOTHER_COPY}"
            )

    def read(self, source):
        with refused(self.path):
            return source.read(CHUNK)


def for_the_group(path, flags):
    return os.open(path, flags, 0o640)


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    with path.open("rb") as file:
        with refused(path):
            archive = ZipFile(file)
        yield Reader(path, archive)


@contextmanager
def refused(path: Path):
    """Name the archive in each error, and tell damage in a sentence."""
    try:
        yield
    except BackupError as error:
        raise BackupError(f"{path}: {error}") from error
    except DAMAGE as error:
        raise BackupError(f"{path}: This is no whole archive ({error}). {ANOTHER_COPY}") from error


def refuse_strange_entries(archive: ZipFile):
    """Let nothing in but plain files, stored as they are by `Writer`."""
    for entry in archive.infolist():
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or entry.flag_bits & 1:
            raise BackupError(
                f"It holds {entry.filename!r}, which is no plain file (but a link, a folder or encrypted). "
                f"No backup does. {ANOTHER_COPY}"
            )
    if MANIFEST not in archive.namelist():
        raise BackupError(f"It has no {MANIFEST}, so it is no backup of Newsroom. Name another file.")


def refuse_other_contents(archive: ZipFile, manifest: Manifest):
    listed = Counter([MANIFEST, *(file.name for file in manifest.files)])
    present = Counter(archive.namelist())
    for name in sorted(listed - present):
        raise BackupError(f"{name!r} is missing. {ANOTHER_COPY}")
    for name in sorted(present - listed):
        raise BackupError(f"It holds {name!r}, of which its {MANIFEST} knows nothing. {ANOTHER_COPY}")
    if len(manifest.files) != len(manifest.media) + 1 or max(listed.values()) > 1:
        raise BackupError(f"It must hold one database, and each file once. {ANOTHER_COPY}")
