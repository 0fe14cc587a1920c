"""Where the words of a query stand in a text, and the passage that shows most of them. Pure.

The text is shown as it was written: “U.S.” is marked for a reader who typed “us”, and שָׁלוֹם with its points.
"""

import re
from typing import NamedTuple

from .query import Query
from .stem import stem, unstemmed
from .words import compounds, located, words

PASSAGE = 220  # characters
BEFORE = 60  # of them before the first marked word
LOOKED_AT = 100  # Marks from which the best passage is chosen.
ELLIPSIS = "…"  # A no-break space holds it to the text.
BETWEEN = "['\"\\-.,]?"
LONGEST_OF_PARTS = 300  # characters of a word made of parts; more than anybody types
WITHIN = re.compile(r"[^ '\"\-.,]['\-.]")  # What stands before a later part of one.
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
    before = [Part(f"{ELLIPSIS}\u00a0", is_marked=False)] if start else []
    after = [Part(f"\u00a0{ELLIPSIS}", is_marked=False)] if end < len(text) else []
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
    sought = _by_first_word(terms)
    found = sorted(
        (match.start(), end) for match in _near(folded, terms) if (end := _end(folded, match, sought))
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


def _by_first_word(terms):
    """Return the terms by the stems of their first words, under "" those whose first word may go on."""
    sought = {}
    for term in terms:
        may_go_on = term.is_beginning and len(term.words) == 1
        sought.setdefault("" if may_go_on else stem(term.words[0]), []).append(term)
    return sought


def _end(folded, match, sought):
    """Return where the longest of the terms ends that begin with this word, or None."""
    ends = [end for term in _beginning_with(match[0], sought) if (end := _end_of_term(folded, match, term))]
    if ends:
        return max(ends)
    start, space = match.start(), folded.find(" ", match.end())
    if WITHIN.fullmatch(folded, max(0, start - 2), start):
        return None
    run = folded[start : space if space > 0 else len(folded)][:LONGEST_OF_PARTS]
    first = next(compounds(run), None)
    if first and first.start == 0:
        for term in _beginning_with(first.word, sought):
            if len(term.words) == 1 and _is_same(first.word, term.words[0], term.is_beginning):
                return start + first.end
    return None


def _beginning_with(word, sought):
    return [*sought.get(stem(word), ()), *sought.get("", ())]


def _end_of_term(folded, match, term):
    following = words(folded, match.start())
    for place, word in enumerate(term.words, 1):
        match = next(following, None)
        if match is None or not _is_same(match[0], word, term.is_beginning and place == len(term.words)):
            return None
    return match.end()


def _is_same(word, wanted, is_beginning):
    if is_beginning:
        return stem(word).startswith(stem(unstemmed(wanted))) or word.startswith(wanted)
    return stem(word) == stem(wanted)
