"""The one function in front of the engines: a search becomes the ids of the stories on one of its pages."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone

from .request import NEWEST, RELEVANCE, TITLE, Search, TookTooLong
from .upkeep import engine_of

PAGE_SIZE = 20
CAP = 10_000  # Totals are counted, and pages go, so far: as in the big engines, which a later move might lead to.
# Above, relevance is what has all words in its headline, newest first, and then the rest: an exact order has to
# read every place where a word stands, and says little of news.
RANKED = 5_000
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

    categories: Counter = field(default_factory=Counter)
    authors: Counter = field(default_factory=Counter)
    tags: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)
    are_all: bool = True


def find(search: Search, order: str = NEWEST, page: int = 1) -> Results:
    """Return a page of PAGE_SIZE stories. At most four queries, and no more than BUDGET seconds.

    Where the order needs more reading than there is time for, newest first is returned, and said.
    """
    engine, now, start = engine_of(), timezone.now(), (page - 1) * PAGE_SIZE
    try:
        with engine.limited(BUDGET):
            total = engine.count(search, now, CAP)
            if order == RELEVANCE and not search.query.wanted:
                order = NEWEST  # No word is better than another.
            if start >= total:
                return Results([], total, order)
            if order == RELEVANCE and total > RANKED:
                return Results(_headlines_first(engine, search, now, start), total, order)
            is_too_broad = order == TITLE and total >= CAP
            shown = NEWEST if is_too_broad else order
            ids = engine.ids(search, now, shown, start, min(PAGE_SIZE, CAP - start))
            return Results(ids, total, shown, is_too_broad)
    except TookTooLong:
        return Results(order=order, took_too_long=True)


def filings(search: Search) -> Filings:
    """Return how the stories of a search are filed; nothing, where that takes too long. One query."""
    engine = engine_of()
    try:
        with engine.limited(BUDGET):
            rows = engine.filings(search, timezone.now(), SAMPLE)
    except TookTooLong:
        return Filings(are_all=False)
    counts = {letter: Counter() for letter in "catk"}
    for filing in (filing for row in rows for filing in row):
        counts[filing[0]][filing[1:] if filing[0] == "k" else int(filing[1:])] += 1
    return Filings(counts["c"], counts["a"], counts["t"], counts["k"], are_all=len(rows) < SAMPLE)


def _headlines_first(engine, search, now, start):
    in_headline = engine.count(search, now, CAP, engine.HEADLINE)
    ids = []
    if start < in_headline:
        ids = engine.ids(search, now, NEWEST, start, min(PAGE_SIZE, in_headline - start), engine.HEADLINE)
    if len(ids) < PAGE_SIZE:
        ids += engine.ids(
            search, now, NEWEST, max(0, start - in_headline), PAGE_SIZE - len(ids), engine.BELOW
        )
    return ids
