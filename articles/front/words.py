"""Arrangements of the front page in words: the names of places, and what differs between two."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from .layout import LEAD, Choice, Place


def name_of(place: Place, sections: Mapping[int, str]) -> str:
    """Return the name of a place at the desk; `sections` are the names of the categories."""
    if place == LEAD:
        return "Lead"
    if place.area == "top":
        return f"Top story {place.position + 1}"
    return f"{sections.get(place.section, 'A section that is gone')}, place {place.position + 1}"


def changes(
    before: Iterable[Choice],
    after: Iterable[Choice],
    sections: Mapping[int, str],
    headlines: Mapping[int, str],
) -> list[str]:
    """Return a line for each place that differs, in the order of the page."""
    former, latter = ({choice.place: choice for choice in choices} for choices in (before, after))
    order = ["lead", "top", "section"]
    known = list(sections)

    def rank(place):
        section = known.index(place.section) if place.section in known else -1
        return order.index(place.area), section, place.position

    return [
        f"{name_of(place, sections)}: {said(latter.get(place), headlines)}, before: "
        f"{said(former.get(place), headlines)}"
        for place in sorted(former.keys() | latter.keys(), key=rank)
        if former.get(place) != latter.get(place)
    ]


def said(choice, headlines):
    if choice is None:
        return "free"
    until = f" until {timezone.localtime(choice.until):%Y-%m-%d %H:%M}" if choice.until else ""
    return f"“{headlines.get(choice.story, 'a story that is gone')}”{until}"
