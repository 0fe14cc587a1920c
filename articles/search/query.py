"""What readers type, read as a query. Pure.

Words are sought together; “"a phrase"”, “-without”, “one OR other” and “begin*” are understood, and everything
else is text. A query is all of its groups; a group is any of its terms, or none of them.
"""

import re
from dataclasses import dataclass

from ..text import clean_line
from .stem import begun
from .words import THIN_SPACE, fold, whole

LENGTH = 300  # characters of what was typed that are read
GROUPS = 12
SHORTEST_BEGINNING = 4  # letters before a “*”: shorter ones begin too many words
# Words that say nothing beside others. They are indexed: a phrase has them, and so has a query of nothing else.
SAYING_NOTHING = (
    "a an and are as at be been but by for from had has have he her his if in into is it its of on or she that the"
    " their there they this to was were which will with"
)
STOP_WORDS = frozenset(SAYING_NOTHING.split())
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»״＂", '"'))
MINUS = "-‐‑–−"
# A quotation mark between two letters of Hebrew is the sign of an abbreviation.
QUOTATION_MARK = r'(?:(?<![א-ת])"|"(?![א-ת]))'
PIECE = re.compile(
    rf"((?:[{MINUS}](?![{MINUS}]))?)"  # Two hyphens are a dash.
    rf"(?:{QUOTATION_MARK}(.*?){QUOTATION_MARK}|((?:(?!{QUOTATION_MARK})\S)+))"
)
HEBREW = re.compile("[א-ת]+")
ARABIC = re.compile("[\u0621-\u064a]+")
NO_BREAK = re.compile(THIN_SPACE)  # Within a number; \s in PIECE would part it.
# What parts the words of a list, be there no space; every other sign holds together what it stands between.
COMMA = re.compile("(?<![0-9])[,;]|[,;](?![0-9])|[，；、。]")
CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
# What Hebrew and Arabic write in one with the word: and, the, in, to, from, that, as.
HEBREW_PREFIXES = ("ה", "ו", "ב", "ל", "מ", "ש", "כ")
ARABIC_PREFIXES = ("ال", "و", "وال", "بال", "لل", "ب", "ل")
ARTICLES = {"ה": 4, "ال": 5}  # Taken off a typed word of so many letters.


@dataclass(frozen=True)
class Term:
    """Words that follow each other."""

    words: tuple[str, ...]
    is_beginning: bool = False  # The last word may go on.


@dataclass(frozen=True)
class Group:
    """A story holds one of the terms, or, where it is excluded, none."""

    terms: tuple[Term, ...]
    is_excluded: bool = False


@dataclass(frozen=True)
class Query:
    groups: tuple[Group, ...] = ()

    def __bool__(self):
        return bool(self.groups)

    @property
    def wanted(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if not group.is_excluded)

    @property
    def excluded(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.is_excluded)

    @property
    def words(self) -> frozenset[str]:
        """Every word that a story may be found by."""
        return frozenset(word for group in self.wanted for term in group.terms for word in term.words)


def parse(typed: str) -> Query:
    """Read what a reader typed; any text is valid, and what holds no word is the empty query."""
    groups, quoted, in_or = [], set(), False
    text = NO_BREAK.sub(",", clean_line(typed[:LENGTH]).translate(QUOTES))
    for minus, phrase, chunk in PIECE.findall(COMMA.sub(" ", text)):
        if chunk == "OR" and not minus and groups and not groups[-1].is_excluded:
            in_or = True
            continue
        group = Group(_terms(phrase or chunk, is_phrase=bool(phrase)), is_excluded=bool(minus))
        if in_or and group.terms and not group.is_excluded:
            groups[-1] = Group(groups[-1].terms + group.terms)
        elif group.terms and group not in groups and len(groups) < GROUPS:
            groups.append(group)
            if phrase:
                quoted.add(group)
        in_or = in_or and not group.terms
    return Query(_without_stop_words(groups, quoted))


def _terms(text, *, is_phrase):
    """Return the terms that a story may hold for a piece of what was typed; none, where it has no word."""
    words, in_one = tuple(fold(text).split()), tuple(whole(text).split())
    if not words:
        return ()
    if is_phrase:
        apart = CAPITALS.sub(lambda match: " ".join(match[0]), text)  # “US troops” are “U.S. troops”.
        return tuple(Term(each) for each in dict.fromkeys([words, in_one, tuple(fold(apart).split())]))
    is_beginning = text.endswith("*") and len(words[-1]) >= SHORTEST_BEGINNING
    terms = [Term(words, is_beginning), Term(in_one, is_beginning)]
    if is_beginning:
        terms += [Term((*words[:-1], word)) for word in begun(words[-1])]
    if len(in_one) == 1:
        terms += [Term((word,), is_beginning) for word in _with_prefixes(in_one[0])]
    return tuple(dict.fromkeys(terms))


def _with_prefixes(word):
    for script, prefixes in ((HEBREW, HEBREW_PREFIXES), (ARABIC, ARABIC_PREFIXES)):
        if len(word) > 1 and script.fullmatch(word):
            bare = [word]
            for article, length in ARTICLES.items():
                if word.startswith(article) and len(word) >= length:
                    bare.append(word.removeprefix(article))
            return [*bare[1:], *(prefix + each for each in bare for prefix in prefixes)]
    return []


def _without_stop_words(groups, quoted):
    """Leave out words that say nothing, where something else is sought, unless they are quoted."""
    telling = [group for group in groups if group.is_excluded or group in quoted or not _is_stop_word(group)]
    return tuple(telling if any(not group.is_excluded for group in telling) else groups)


def _is_stop_word(group):
    return all(
        len(term.words) == 1 and term.words[0] in STOP_WORDS and not term.is_beginning for term in group.terms
    )
