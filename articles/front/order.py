"""Where the stories of an arrangement go when an editor moves one. Nothing is lost, and nothing is done twice.

A filling is whatever stands in a place; "" and None are fillings as well.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from .layout import Place

Filling = TypeVar("Filling")


def moved(fillings: Mapping[Place, Filling], source: Place, target: Place) -> dict[Place, Filling]:
    """Move a filling to another place: within its list the others close up, between lists the two change places."""
    places = dict(fillings)
    if is_one_list(source, target):
        step = 1 if target.position > source.position else -1
        for position in range(source.position, target.position, step):
            here, there = (source._replace(position=number) for number in (position, position + step))
            places[here], places[there] = places[there], places[here]
    else:
        places[source], places[target] = places[target], places[source]
    return places


def is_one_list(one: Place, other: Place) -> bool:
    return one[:2] == other[:2]


def numbered(fillings: Mapping[Place, Filling], numbers: Mapping[Place, float]) -> dict[Place, Filling]:
    """Order each list by the numbers that an editor wrote beside its places, which begin as 1, 2, 3.

    One that got another's number stands before it if it came up, and after it if it went down.
    """
    places = {}
    for group in lists(fillings):
        wanted = sorted(group, key=lambda place: (rank(place, numbers.get(place)), place.position))
        places |= dict(zip(group, (fillings[place] for place in wanted), strict=True))
    return places


def rank(place, number):
    own = place.position + 1
    if number is None or number == own:
        return own
    return number - 0.5 if number < own else number + 0.5


def lists(fillings: Mapping[Place, object]) -> list[Sequence[Place]]:
    """Return the places list by list, each in its order."""
    groups = {}
    for place in sorted(fillings, key=lambda place: place.position):
        groups.setdefault(place[:2], []).append(place)
    return list(groups.values())
