"""The desk's search: stories in any state, by the words of their rows and of their newest revisions.

For editors alone. It has tables of its own, and Search News knows nothing of them.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from .engine import CAP
from .finding import BUDGET
from .query import Query, parse
from .request import OutOfTimeError
from .upkeep import engine_of


@dataclass(frozen=True)
class Found:
    articles: QuerySet
    is_capped: bool = False  # Only the CAP that were made last were looked at.
    took_too_long: bool = False


def found_among(articles: QuerySet, query: Query) -> Found:
    """Return those of `articles` that a query finds; all of them, where it asks for nothing."""
    if not query:
        return Found(articles)
    engine = engine_of(name="desk")
    try:
        with engine.limited(BUDGET):
            ids, is_capped = engine.newest(query, CAP)
    except OutOfTimeError:
        return Found(articles.none(), took_too_long=True)
    return Found(articles.filter(pk__in=engine.listed(ids)), is_capped=is_capped)


def begun(typed: str) -> Query:
    """Read what is being typed: its last word may go on, unless something stands behind it."""
    return parse(f"{typed}*" if typed[-1:].isalnum() else typed)
