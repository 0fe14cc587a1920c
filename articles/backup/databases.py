"""Which database a site has, and whether a backup fits this version of Newsroom."""

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from .postgresql import PostgreSQL
from .sqlite import SQLite


def database_of(connection) -> SQLite | PostgreSQL:
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor](connection)


def unknown_migrations(migrations: dict[str, str]) -> list[str]:
    """Return those of a backup that this Newsroom lacks, because it is older."""
    known = MigrationLoader(None).disk_migrations
    return [
        f"{app}.{name}"
        for app, name in migrations.items()
        if app in apps.app_configs and (app, name) not in known
    ]


def misses_migrations(migrations: dict[str, str]) -> bool:
    """Whether this Newsroom has more than a backup."""
    leaves = MigrationLoader(None).graph.leaf_nodes()
    return any(migrations.get(app) != name for app, name in leaves)
