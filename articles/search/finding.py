"""The one function in front of the engines: a search becomes the ids of the stories on one of its pages."""

import time
from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone

from .request import NEWEST, OLDEST, RELEVANCE, TITLE, OutOfTimeError, Search
from .upkeep import engine_of

PAGE_SIZE = 20
BUDGET = 0.5  # seconds
SAMPLE = 500  # So many of the newest stories are asked how they are filed.


@dataclass(frozen=True)
class Results:
    """A page of what was found; published now, and to be shown through Article.objects.published()."""

    ids: list[int] = field(default_factory=list)
    total: int = 0
    is_capped: bool = False  # There may be more than the total: not all were looked at.
    order: str = NEWEST  # as they are shown
    is_too_broad: bool = False  # for the order that was asked for
    took_too_long: bool = False


@dataclass(frozen=True)
class Filings:
    """How what was found is filed: counts by id, by name for kinds. Of the newest SAMPLE stories, or of all."""

    categories: Counter = field(default_factory=Counter)  # By frozensets: the ids that a story has together.
    authors: Counter = field(default_factory=Counter)
    tags: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)
    newest: list[int] = field(default_factory=list)  # the ids of the stories, newest first
    total: int = 0
    is_capped: bool = False  # There may be more than the total: not all were looked at.
    took_too_long: bool = False
    left: float = BUDGET  # seconds

    @property
    def are_all(self):
        return self.total == len(self.newest) and not self.is_capped and not self.took_too_long

    def page(self, start):
        """Return the ids from one place on, newest first, or None where the page is not among these."""
        if start + PAGE_SIZE <= len(self.newest) or self.total == len(self.newest):
            return self.newest[start : start + PAGE_SIZE]
        return None


def find(search: Search, order: str = NEWEST, page: int = 1, filings_of_it: Filings | None = None) -> Results:
    """Return a page of PAGE_SIZE stories. At most four queries, and no more than BUDGET seconds.

    Where the order needs more reading than there is time for, newest first is returned, and said. What `filings`
    has found of the search saves queries: all of them, where the newest are shown. It has its part of the time.
    """
    if order == RELEVANCE and not search.query.wanted:
        order = NEWEST  # No word is better than another.
    filed = filings_of_it or Filings()
    if filed.took_too_long:
        return Results(order=order, took_too_long=True)
    engine = engine_of()
    try:
        with engine.limited(filed.left):
            return _page(engine, search, order, (page - 1) * PAGE_SIZE, filings_of_it)
    except OutOfTimeError:
        return Results(order=order, took_too_long=True)


def _page(engine, search, order, start, filed):
    now = timezone.now()
    if filed and not (filed.is_capped and order == OLDEST):
        total, is_capped = filed.total, filed.is_capped
    else:  # Of those from which not all were looked at, the oldest may hold fewer than the newest.
        total, is_capped = engine.count(search, now, order)
    if start >= total:
        return Results([], total, is_capped, order, took_too_long=is_capped and not total)
    number = min(PAGE_SIZE, total - start)
    ids, is_too_broad = None, order == TITLE and is_capped
    shown = NEWEST if is_too_broad else order
    if shown == RELEVANCE:
        if total <= engine.RANKED and not is_capped:
            ids = engine.ids(search, now, shown, start, number)  # None, where that would cost too much.
        ids = ids or engine.headlines_first(search, now, start, number)
    elif shown == NEWEST and filed:
        ids = filed.page(start)
    if ids is None:
        ids = engine.ids(search, now, shown, start, number)
    return Results(ids, total, is_capped, shown, is_too_broad)


def filings(search: Search) -> Filings:
    """Return how the stories of a search are filed; nothing, where that takes too long. One query."""
    engine, end = engine_of(), time.monotonic() + BUDGET
    try:
        with engine.limited(BUDGET):
            total, is_capped, filed = engine.filings(search, timezone.now(), SAMPLE)
    except OutOfTimeError:
        return Filings(took_too_long=True)
    categories, others = Counter(), {letter: Counter() for letter in "atk"}
    for _, names in filed:
        categories[frozenset(int(name[1:]) for name in names if name[0] == "c")] += 1
        for name in names:
            if name[0] in others:
                others[name[0]][name[1:] if name[0] == "k" else int(name[1:])] += 1
    return Filings(
        categories,
        others["a"],
        others["t"],
        others["k"],
        newest=[article for article, _ in filed],
        total=total,
        is_capped=is_capped,
        took_too_long=is_capped and not total,
        left=end - time.monotonic(),
    )
