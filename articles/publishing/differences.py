"""What differs between two texts or two contents, by word. Values in, values out."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from ..figures import with_figures
from ..markup import plain

WORD = re.compile(r"[\w’'-]+|[^\w\s]")
PIECE = re.compile(r"\n+|[\w’'-]+[^\S\n]*|[^\w\s][^\S\n]*|[^\S\n]+")  # A word with the space after it.
TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z-]+=\"[^\"]*\")*)>")  # As the sanitiser writes it.
MARKS = {
    "p": "\n",
    "br": "\n",
    "h2": "\n## ",
    "h3": "\n### ",
    "blockquote": "\n> ",
    "hr": "\n----",
    "tr": "\n",
    "td": " | ",
    "th": " | ",
    "strong": "**",
    "em": "_",
    "sub": "~",
    "sup": "^",
}
ITEMS = {"ul": "-", "ol": "#"}
PAIRED = ("strong", "em", "sub", "sup")
REPEATS = 200_000  # Above it, words that are everywhere do not count as found again; it would take seconds.
READ_ALOUD = ("headline", "standfirst", "body")
SUBSTANTIVE_WORDS = 10  # More words than a mended sentence has.


class Part(NamedTuple):
    """A piece of text that stands in both (“same”), in the former (“del”) or in the latter (“ins”) alone."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Part]:
    """Return the parts of both texts in reading order, compared by paragraph and then by word."""
    if before == after:
        return [Part("same", after)] if after else []
    parts = []
    for old, new in runs(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        old, new = "".join(old), "".join(new)
        if old == new:
            add(parts, "same", new)
            continue
        for old_words, new_words in runs(PIECE.findall(old), PIECE.findall(new)):
            if old_words == new_words:
                add(parts, "same", "".join(new_words))
            else:
                add(parts, "del", "".join(old_words))
                add(parts, "ins", "".join(new_words))
    return parts


def runs(before: list[str], after: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the runs of two lists side by side: equal ones, and those that stand for one another."""
    counts = Counter(after)
    repeats = sum(counts[piece] for piece in before)
    matcher = SequenceMatcher(None, before, after, autojunk=repeats > REPEATS)
    for _, start, stop, new_start, new_stop in matcher.get_opcodes():
        yield before[start:stop], after[new_start:new_stop]


def add(parts, kind, text):
    if not text:
        return
    if parts and parts[-1].kind == kind:
        text = parts.pop().text + text
    parts.append(Part(kind, text))


def changed_fields(before: dict, after: dict) -> list[str]:
    """Return the names of what differs between two contents, in the order of `after`."""
    return [name for name in after if before.get(name) != after[name]]


def suggests_substantive(before: dict, after: dict) -> bool:
    """Whether the change from one content to another is more than a mended comma: many words, or a number."""
    changed = 0
    for name in READ_ALOUD:
        for old, new in runs(WORD.findall(plain(before[name])), WORD.findall(plain(after[name]))):
            if old != new:
                changed += sum(
                    1 for pair in zip_longest(old, new) if any(re.search(r"\w", word or "") for word in pair)
                )
                if any(word and word[0].isdigit() for word in (*old, *new)):
                    return True
    return changed > SUBSTANTIVE_WORDS


def marked(body: str) -> str:
    """Return a sanitised body as plain text with marks for its headings, lists, links and emphasis."""
    addresses, lists = [], []

    def mark(match):
        closes, name, attributes = match.groups()
        if name in ("ul", "ol"):
            lists.pop() if closes and lists else lists.append(name)
            return attributes
        if name == "a":
            if closes:
                return f"]({addresses.pop() if addresses else ''})"
            addresses.append(attributes.strip().replace('href="', "").rstrip('"'))
            return "["
        if name == "li" and lists:
            return "" if closes else f"\n{ITEMS[lists[-1]]} "
        return "" if closes and name not in PAIRED else MARKS.get(name, "") + attributes

    body = with_figures(body, picture_marked)
    lines = html.unescape(TAG.sub(mark, body.replace("\n", " "))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def picture_marked(figure):
    described = f": {html.escape(figure.alt_text)}" if figure.alt_text else ""
    credit = f"<p>Credit: {html.escape(figure.credit)}</p>" if figure.credit else ""
    return f"<p>[Picture {figure.uid[:8]}{described}]</p><p>{figure.caption}</p>{credit}"
