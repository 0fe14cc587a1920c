from .archive import MEDIA, BackupError, Manifest, reading, writing
from .databases import database_of, misses_migrations, unknown_migrations
from .files import files_below, moved

__all__ = [
    "MEDIA",
    "BackupError",
    "Manifest",
    "database_of",
    "files_below",
    "misses_migrations",
    "moved",
    "reading",
    "unknown_migrations",
    "writing",
]
