"""Where the words of a query stand in a text, and the passage that shows most of them. Pure.

The text is shown as it was written: “U.S.” is marked for a reader who typed “us”, and שָׁלוֹם with its points.
"""

import re
from typing import NamedTuple

from .query import Query
from .stem import stem
from .words import compounds, located, words

PASSAGE = 220  # characters
BEFORE = 60  # of them before the first marked word
LOOKED_AT = 100  # Marks from which the best passage is chosen.
ELLIPSIS = "…"
BETWEEN = "['\"\\-.,]?"
CHANGING = 2  # So many letters at the start of a word no stem changes.


class Part(NamedTuple):
    text: str
    is_marked: bool


def marked(text: str, query: Query) -> list[Part]:
    """Return a text in NFC as parts, those that the query asked for marked."""
    return _parts(text, _spans(text, query), 0, len(text))


def passage(text: str, query: Query) -> list[Part]:
    """Return as parts the passage of a text in NFC in which most of what was asked for stands; [] where nothing does.

    Where it does not begin or end with the text, an ellipsis says so.
    """
    text = " ".join(text.split())
    spans = _spans(text, query)
    if not spans:
        return []
    start, end = _window(text, spans)
    parts = _parts(text, spans, start, end)
    before = [Part(ELLIPSIS, is_marked=False)] if start else []
    after = [Part(ELLIPSIS, is_marked=False)] if end < len(text) else []
    return [*before, *parts, *after]


def _parts(text, spans, start, end):
    parts = []
    for first, last in spans:
        if first >= start and last <= end:
            parts += [Part(text[start:first], is_marked=False), Part(text[first:last], is_marked=True)]
            start = last
    return [part for part in [*parts, Part(text[start:end], is_marked=False)] if part.text]


def _window(text, spans):
    """Return where the passage begins and ends: at words, where there are spaces near."""
    starts = [first for first, _ in spans[:LOOKED_AT]]
    best = max(starts, key=lambda start: (_distinct(text, spans, start), -start))
    start = max(0, min(best - BEFORE, len(text) - PASSAGE))
    end = min(len(text), start + PASSAGE)
    if start:
        space = text.find(" ", start, best)
        start = space + 1 if space > 0 else start
    if end < len(text):
        space = text.rfind(" ", max(start, end - BEFORE), end)
        end = space if space > 0 else end
    return start, end


def _distinct(text, spans, start):
    """How many different marked words a passage shows that has this one near its beginning."""
    end = start + PASSAGE - BEFORE
    return len({text[first:last].casefold() for first, last in spans if start <= first and last <= end})


def _spans(text, query):
    """Return the starts and ends of what the query's terms find, in order and apart."""
    terms = [term for group in query.wanted for term in group.terms]
    if not terms:
        return []
    folded, origin = located(text)
    found = sorted(
        (match.start(), end) for match in _near(folded, terms) if (end := _end(folded, match, terms))
    )
    spans = []
    for start, end in found:
        if origin:
            start, end = origin[start], origin[end - 1] + 1
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _near(folded, terms):
    """Yield the words that begin as one of the terms does, be there a joint between their first letters."""
    beginnings = {BETWEEN.join(re.escape(letter) for letter in term.words[0][:CHANGING]) for term in terms}
    return re.finditer(rf"(?<![^ '\"\-.,])(?:{'|'.join(sorted(beginnings))})[^ '\"\-.,]*", folded)


def _end(folded, match, terms):
    """Return where the longest of the terms ends that begin with this word, or None."""
    ends = [end for term in terms if (end := _end_of_term(folded, match, term))]
    if ends:
        return max(ends)
    start, space = match.start(), folded.find(" ", match.end())
    for compound in compounds(folded[start : space if space > 0 else len(folded)]):
        if compound.start == 0 and any(
            len(term.words) == 1 and _is_same(compound.word, term.words[0], term.is_beginning)
            for term in terms
        ):
            return start + compound.end
    return None


def _end_of_term(folded, match, term):
    following = words(folded, match.start())
    for place, word in enumerate(term.words, 1):
        match = next(following, None)
        if match is None or not _is_same(match[0], word, term.is_beginning and place == len(term.words)):
            return None
    return match.end()


def _is_same(word, wanted, is_beginning):
    if is_beginning:
        return stem(word).startswith(stem(wanted)) or word.startswith(wanted)
    return stem(word) == stem(wanted)
