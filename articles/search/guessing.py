"""Did you mean: another spelling of what found nothing, from the words of headlines, names and tags."""

from typing import NamedTuple

from django.utils import timezone

from .finding import BUDGET
from .query import parse
from .request import Filters, OutOfTimeError, Search
from .upkeep import engine_of
from .words import located, words

SHORTEST = 3  # letters of a word that may be mistyped
LONG = 6  # From here on two slips are forgiven, below one.
TOP = "\U0010ffff"


class Guess(NamedTuple):
    typed: str
    total: int
    is_capped: bool


def did_you_mean(typed: str, filters: Filters) -> Guess | None:
    """Return another spelling that finds something with the same filters, or None. At most two queries."""
    engine, now = engine_of(), timezone.now()
    sought = {word for word in parse(typed).words if len(word) >= SHORTEST and word.isalpha()}
    if not sought:
        return None
    try:
        with engine.limited(BUDGET):
            known = engine.words_in([span for word in sought for span in spans(word)])
            better = {word: nearest(word, known) for word in sought}
            guess = respelled(typed, {word: other for word, other in better.items() if other})
            if guess == typed:
                return None
            total, is_capped = engine.count(Search(parse(guess), filters), now)
    except OutOfTimeError:
        return None
    return Guess(guess, total, is_capped) if total else None


def spans(word: str) -> set[tuple[str, str]]:
    """Return where, in alphabetical order, to look for what a word may be meant as.

    Among what begins with its first two letters, with these exchanged, with the first left out, or doubled.
    """
    beginnings = {word[:2], word[1] + word[0], word[1:3], word[0] + word[2], word[0] * 2}
    return {(beginning, beginning + TOP) for beginning in beginnings}


def nearest(word: str, known: list[str]) -> str | None:
    """Return the known word that is most like another; None where the other is known itself, or none is near."""
    slips = 2 if len(word) >= LONG else 1
    near = [
        (slips_between(word, other, slips), abs(len(word) - len(other)), other)
        for other in known
        if abs(len(word) - len(other)) <= slips
    ]
    best = min((each for each in near if each[0] <= slips), default=None)
    return best[2] if best and best[0] else None


def slips_between(word: str, other: str, most: int) -> int:
    """Return how many letters were left out, added, exchanged for others or for their neighbours.

    The optimal string alignment distance (Damerau, 1964). Of what is above `most` only that it is.
    """
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        before, above, row = row, before, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == its:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            break
    return row[-1] if len(row) > len(other) else most + 1


def respelled(typed: str, better: dict[str, str]) -> str:
    """Return what was typed with words exchanged for others; all else as it was typed."""
    folded, origin = located(typed)
    for match in reversed(list(words(folded))):
        if match[0] in better:
            start, end = match.span()
            if origin:
                start, end = origin[start], origin[end - 1] + 1
            typed = typed[:start] + better[match[0]] + typed[end:]
    return typed
