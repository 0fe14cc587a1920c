import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DatabaseError

from .archive import STOP_THE_SERVER, BackupError
from .contents import Contents, contents_of
from .files import moved


class SQLite:
    """The embedded database: a file, which one process at a time can have for itself."""

    engine = "sqlite"
    file = "database.sqlite3"

    def __init__(self, connection):
        self.connection = connection
        self.path = Path(connection.settings_dict["NAME"])

    def __str__(self):
        return str(self.path)

    def exists(self) -> bool:
        return self.path.exists()

    def save(self, path: Path, progress: Callable[[int, int], None]) -> Contents:
        """Copy the database as it is at this moment; writers go on meanwhile."""
        if not self.exists():
            raise BackupError(f"There is no database at {self.path}. Name its folder with NEWSROOM_VAR.")
        with self.connection.cursor() as cursor, closing(sqlite3.connect(path)) as copy:
            # A plain BEGIN shuts nobody out, and from the first question on what is read stays the same. A copy
            # without it begins anew whenever somebody has written between two of its steps, perhaps for ever.
            cursor.execute("BEGIN")
            cursor.execute("SELECT count(*) FROM sqlite_master").fetchall()
            try:
                self.connection.connection.backup(
                    copy, pages=2000, progress=lambda status, left, pages: progress(pages - left, pages)
                )
            finally:
                cursor.execute("ROLLBACK")
        with self.opened(path) as copy:
            return contents_of(copy)

    def check_alone(self):
        """Raise BackupError while another process has the database open, be it idle."""
        with self.alone():
            pass

    def check(self, path: Path) -> list[str]:
        """Raise BackupError unless the copy is sound; return what is worth knowing about it."""
        try:
            with self.opened(path) as copy, copy.cursor() as cursor:
                faults = cursor.execute("PRAGMA integrity_check").fetchone()[0]
                dangling = len(cursor.execute("PRAGMA foreign_key_check").fetchall())
        except DatabaseError as error:
            faults = str(error)
        if faults != "ok":
            raise BackupError(
                f"The database in it was damaged before it was backed up ({faults}). Take an older backup."
            )
        return [f"{dangling} rows refer to rows that are not there, as when it was made."] if dangling else []

    def exchange(self, path: Path, before: Path) -> list[str]:
        """Put the copy in the place of the database, which goes into `before`; return what else keeps it."""
        with self.alone() as old:
            if old:
                # The last changes come out of the journal, which goes.
                old.execute("PRAGMA journal_mode=DELETE")
        places = [self.path.with_name(f"{self.path.name}{end}") for end in ("", "-wal", "-shm", "-journal")]
        with moved(*((place, before / place.name) for place in places), (path, self.path)):
            return []

    @contextmanager
    def opened(self, path: Path):
        """Open a copy as Django opens the site's database, with its functions and rules."""
        copy = self.connection.copy()
        copy.settings_dict["NAME"] = path
        with closing(copy):
            yield copy

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection | None]:
        """Open the old database and shut all others out; there is nothing to open in a damaged one."""
        self.connection.close()
        if not self.exists():
            yield None
            return
        with closing(sqlite3.connect(self.path, timeout=0.5, isolation_level=None)) as old:
            try:
                # Asked for before anything is read, it is refused while any other connection is open.
                old.execute("PRAGMA locking_mode=EXCLUSIVE")
                old.execute("BEGIN EXCLUSIVE")
                old.execute("COMMIT")
                sound = True
            except sqlite3.DatabaseError as error:
                code = error.sqlite_errorcode & 0xFF
                if code == sqlite3.SQLITE_BUSY:
                    raise BackupError(f"{self.path} is open elsewhere. {STOP_THE_SERVER}") from error
                if code not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                    raise
                sound = False
            yield old if sound else None
