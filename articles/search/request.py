"""What is asked of an engine, and what it may answer instead. Pure."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .query import Query

ID_BITS = 24  # A document's key: the second of publication, and below it so many bits of the story's id.
NEWEST, OLDEST, RELEVANCE, TITLE = "newest", "oldest", "relevance", "title"
ORDERS = {
    NEWEST: _("Newest first"),
    OLDEST: _("Oldest first"),
    RELEVANCE: _("Best match"),
    TITLE: _("Title A to Z"),
}


class OutOfTimeError(Exception):
    """A search was given up, as its time was over."""


@dataclass(frozen=True)
class Filters:
    """What a story has to be besides holding words; ids are those of rows, days are those of the site's zone."""

    categories: tuple[int, ...] = ()  # any of these
    tag: int | None = None
    author: int | None = None
    kind: str = ""
    first: date | None = None
    last: date | None = None

    def __bool__(self):
        return self != Filters()

    @property
    def filings(self) -> list[list[str]]:
        """How a story has to be filed: in one way of each list. “c12”, “t45”, “a7”, “kopinion”."""
        others = (("t", self.tag), ("a", self.author), ("k", self.kind))
        lists = [
            [f"c{pk}" for pk in self.categories],
            *([f"{letter}{value}"] for letter, value in others if value),
        ]
        return [each for each in lists if each]


@dataclass(frozen=True)
class Search:
    query: Query = field(default_factory=Query)
    filters: Filters = field(default_factory=Filters)


def keys(filters: Filters, now: datetime) -> tuple[int, int]:
    """Return the first and the last key of what may be found: published by now, and on the days asked for."""
    last = int(now.timestamp())
    if filters.last is not None and filters.last < date.max:
        last = min(last, _midnight(filters.last + timedelta(days=1)) - 1)
    first = _midnight(filters.first) if filters.first is not None else -(1 << 38)
    return first << ID_BITS, (last + 1 << ID_BITS) - 1


def _midnight(day):
    return int(timezone.make_aware(datetime.combine(day, time.min)).timestamp())
