"""What must be true of the database: asked by “check --database default”, and before each migration."""

from django.core import checks
from django.db import connections

from .search.upkeep import lacking


@checks.register(checks.Tags.database)
def search_is_kept(databases, **_):
    """The views and triggers that keep the index of Search News are there."""
    return [
        checks.Warning(
            f"The index of Search News is not kept in the database {alias!r}: {len(names)} of its tables, views "
            "and triggers are missing or of another version.",
            hint="Run “manage.py migrate”, which makes them and writes what was missed.",
            id="articles.W001",
        )
        for alias in databases or ()
        if "articles_article" in connections[alias].introspection.table_names() and (names := lacking(alias))
    ]
