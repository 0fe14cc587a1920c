"""The editors' desk: each noun with the words of editors. Imported by Django's admin at start-up."""

from . import (  # noqa: F401
    accounts,
    authors,
    categories,
    corrections,
    editions,
    front,
    furniture,
    imported,
    log,
    photos,
    schedule,
    series,
    stories,
    tags,
)
