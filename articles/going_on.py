"""What readers of a story go on with: its series, the stories before and after it, related ones, the latest."""

from dataclasses import dataclass

from .models import Article
from .models.around import around, place_of
from .models.card import Card, cards_by_id

LATEST, RELATED = 5, 4
PARTS = 7  # So many parts of a series are shown: of a long one, those around the one that is read.


@dataclass(frozen=True)
class GoingOn:
    latest: list[Card]  # without those that are related
    related: list[Card]
    before: Card | None  # in the series, where it has more parts than one; else by date
    after: Card | None
    parts: list[tuple[int, Card | Article]]  # with their places in the series; none where there is but one
    place: int
    total: int

    @property
    def is_series(self):
        return bool(self.parts)

    @property
    def is_cut(self):
        """Whether the series has more parts than are shown."""
        return len(self.parts) < self.total


def going_on(article, chosen=None):
    """Return what the page of a story leads on to. Two queries.

    `chosen` are the ids of the related stories that an editor chose, where they are not those of the row.
    """
    found = around(article)
    series = parts_in_order(article, found["part"])
    place = series.index(article.pk) if series else 0
    first = max(0, min(place - PARTS // 2, len(series) - PARTS))
    parts = list(enumerate(series, 1))[first : first + PARTS]
    before = series[max(place - 1, 0) : place] if series else ids(found["before"])
    after = series[place + 1 : place + 2] if series else ids(found["after"])
    chosen = ids(sorted(found["chosen"])) if chosen is None else chosen
    near = ids(sorted({*found["tagged"], *found["beside"]}, reverse=True))
    near = near[: len(series) + len(chosen) + RELATED]  # More would be asked for in vain.
    related = [pk for pk in dict.fromkeys([*chosen, *near]) if pk not in series]
    latest = ids(sorted(found["latest"], reverse=True))

    wanted = {*latest, *related, *before, *after, *(pk for _, pk in parts)} - {article.pk}
    cards = cards_by_id(wanted)
    related = [pk for pk in related if pk in cards][:RELATED]
    return GoingOn(
        latest=[cards[pk] for pk in latest if pk in cards and pk not in related][:LATEST],
        related=[cards[pk] for pk in related],
        before=next((cards[pk] for pk in before if pk in cards), None),
        after=next((cards[pk] for pk in after if pk in cards), None),
        parts=[(number, cards.get(pk, article)) for number, pk in parts if pk in cards or pk == article.pk],
        place=place + 1,
        total=len(series),
    )


def parts_in_order(article, parts):
    """Return the ids of a series' parts; none, where `article` is the only one.

    It stands where its number and time put it: in a preview these are not those of its row.
    """
    others = [part for part in parts if part[-1] != article.pk]
    return ids(sorted([*others, place_of(article)])) if others else []


def ids(rows):
    return [pk for *_, pk in rows]
