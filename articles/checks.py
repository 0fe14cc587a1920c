"""What must be true of the machine, and of the database.

What is asked of the database is asked by “check --database default”, and before each migration.
"""

from django.conf import settings
from django.core import checks
from django.db import connections

from .printing import lacks, remedy
from .search.upkeep import lacking


@checks.register
def pdfs_are_made(app_configs, **_):
    """What the engine of PDFs needs is there."""
    missing = lacks() if settings.NEWSROOM_PDF else ""
    if not missing:
        return []
    return [
        checks.Info(
            f"No PDFs are made, as {missing} is missing; readers print, or save the print page as PDF.",
            hint=f"{remedy()} Or set NEWSROOM_PDF to “no”.",
            id="articles.I001",
        )
    ]


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
