"""Where each story stands on the front page: from choices and stories to places, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple


class Place(NamedTuple):
    """One place of the page, in the order in which it is read."""

    area: str
    section: int | None = None  # the id of a root category, in the area “section” alone
    position: int = 0


LEAD = Place("lead")
TOPS = tuple(Place("top", None, position) for position in range(3))
FOLLOW_UPS = tuple(Place("follow", None, position) for position in range(2))
LATEST = tuple(Place("latest", None, position) for position in range(4))
HEAD = (LEAD, *TOPS, *FOLLOW_UPS)
IN_A_BAND = 5


def band(section: int) -> tuple[Place, ...]:
    """Return the places of a section."""
    return tuple(Place("section", section, position) for position in range(IN_A_BAND))


def slots(sections: Iterable[int]) -> list[Place]:
    """Return the places that editors may fill, in the order in which they are read."""
    return [LEAD, *TOPS, *(place for section in sections for place in band(section))]


@dataclass(frozen=True)
class Choice:
    """A place that an editor filled, until a time or for good."""

    place: Place
    story: int
    until: datetime | None = None

    def stands_at(self, moment: datetime) -> bool:
        return self.until is None or self.until > moment


@dataclass(frozen=True)
class Story:
    """What the layout must know of a story: its root category, and where its picture is large enough.

    A picture whose time has ended keeps its place, but opens a list only where no other has one.
    """

    pk: int
    section: int | None = None
    fits_lead: bool = False
    fits_cards: bool = False
    has_ended: bool = False


def lay_out(
    choices: Iterable[Choice], stories: Sequence[Story], sections: Sequence[int]
) -> Mapping[Place, int]:
    """Return which story stands where.

    `stories` are those of the moment, newest first; `choices` those that stand then. What was chosen stands in
    its place, if it is among the stories; the other places are filled with the newest, no story twice.
    """
    there = {story.pk for story in stories}
    known = set(slots(sections))
    places = {
        choice.place: choice.story for choice in choices if choice.story in there and choice.place in known
    }
    chosen = set(places.values())
    free = [story for story in stories if story.pk not in chosen]
    free = fill(places, HEAD, free, "fits_lead")
    free = fill(places, LATEST, free)
    for section in sections:
        fill(places, band(section), [story for story in free if story.section == section], "fits_cards")
    return led(places)


def fill(places, of_area, stories, fits_first=""):
    """Fill the free places of an area with the first of `stories`; return the others.

    Where its first place is free, the newest of them with a fitting picture opens it: with one that readers see,
    else with one that has ended.
    """
    open_places = [place for place in of_area if place not in places]
    filling, others = stories[: len(open_places)], stories[len(open_places) :]
    if fits_first and open_places[:1] == [of_area[0]]:
        fitting = [story for story in filling if getattr(story, fits_first)]
        opener = min(fitting, key=attrgetter("has_ended"), default=None)
        filling.sort(key=lambda story: story is not opener)
    places.update(zip(open_places, (story.pk for story in filling), strict=False))
    return others


def led(places: Mapping[Place, int]) -> Mapping[Place, int]:
    """Return the places with a lead: where nothing is left for it, the first story of the page moves up."""
    if LEAD in places or not places:
        return places
    areas = [place.area for place in HEAD] + ["section", "latest"]
    mover = min(places, key=lambda place: (areas.index(place.area), place.position))
    return {LEAD: places[mover]} | {place: pk for place, pk in places.items() if place != mover}
