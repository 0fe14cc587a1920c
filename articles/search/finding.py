"""The one function in front of the engines: a search becomes the ids of the stories on one of its pages."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone

from .request import NEWEST, RELEVANCE, TITLE, OutOfTimeError, Search
from .upkeep import engine_of

PAGE_SIZE = 20
CAP = 10_000  # Totals are counted, and pages go, so far: as in the big engines, which a later move might lead to.
BUDGET = 0.5  # seconds
SAMPLE = 500  # So many of the newest stories are asked how they are filed.


@dataclass(frozen=True)
class Results:
    """A page of what was found; published now, and to be shown through Article.objects.published()."""

    ids: list[int] = field(default_factory=list)
    total: int = 0
    order: str = NEWEST  # as they are shown
    is_too_broad: bool = False  # for the order that was asked for
    took_too_long: bool = False

    @property
    def is_capped(self):
        """Whether there are more than the total, which says only so many."""
        return self.total >= CAP


@dataclass(frozen=True)
class Filings:
    """How what was found is filed: counts by id, by name for kinds. Of the newest SAMPLE stories, or of all."""

    categories: Counter = field(default_factory=Counter)  # By frozensets: the ids that a story has together.
    authors: Counter = field(default_factory=Counter)
    tags: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)
    newest: list[int] = field(default_factory=list)  # the ids of the stories, newest first
    total: int = 0
    took_too_long: bool = False

    @property
    def are_all(self):
        return self.total == len(self.newest) and not self.took_too_long

    def page(self, start):
        """Return the ids from one place on, newest first, or None where the page is not among these."""
        if start + PAGE_SIZE <= len(self.newest) or self.are_all:
            return self.newest[start : start + PAGE_SIZE]
        return None


def find(search: Search, order: str = NEWEST, page: int = 1, filings_of_it: Filings | None = None) -> Results:
    """Return a page of PAGE_SIZE stories. At most four queries, and no more than BUDGET seconds.

    Where the order needs more reading than there is time for, newest first is returned, and said. What `filings`
    has found of the search saves queries: all of them, where the newest are shown.
    """
    engine, now, start = engine_of(), timezone.now(), (page - 1) * PAGE_SIZE
    if filings_of_it and filings_of_it.took_too_long:
        return Results(order=order, took_too_long=True)
    try:
        with engine.limited(BUDGET):
            total = filings_of_it.total if filings_of_it else engine.count(search, now, CAP)
            if order == RELEVANCE and not search.query.wanted:
                order = NEWEST  # No word is better than another.
            if start >= total:
                return Results([], total, order)
            most = min(PAGE_SIZE, CAP - start)
            if order == RELEVANCE:
                ids = engine.ids(search, now, order, start, most) if total <= engine.RANKED else []
                # None, where that would cost too much.
                return Results(ids or engine.headlines_first(search, now, start, most), total, order)
            is_too_broad = order == TITLE and total >= CAP
            shown = NEWEST if is_too_broad else order
            ids = filings_of_it.page(start) if filings_of_it and shown == NEWEST else None
            if ids is None:
                ids = engine.ids(search, now, shown, start, most)
            return Results(ids, total, shown, is_too_broad)
    except OutOfTimeError:
        return Results(order=order, took_too_long=True)


def filings(search: Search) -> Filings:
    """Return how the stories of a search are filed; nothing, where that takes too long. One query."""
    engine = engine_of()
    try:
        with engine.limited(BUDGET):
            total, filed = engine.filings(search, timezone.now(), SAMPLE, CAP)
    except OutOfTimeError:
        return Filings(took_too_long=True)
    categories, others = Counter(), {letter: Counter() for letter in "atk"}
    for _, names in filed:
        categories[frozenset(int(name[1:]) for name in names if name[0] == "c")] += 1
        for name in names:
            if name[0] in others:
                others[name[0]][name[1:] if name[0] == "k" else int(name[1:])] += 1
    newest = [article for article, _ in filed]
    return Filings(categories, others["a"], others["t"], others["k"], newest, total)
