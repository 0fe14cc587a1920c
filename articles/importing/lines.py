"""The pieces of a document's text: paragraphs, labels, lists, and what a page has around its story. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from .dates import read_date, read_moment
from .document import Block

FURNITURE = frozenset(
    {
        "debit/credit payment",
        "credit/debit/bank transfer",
        "print friendly, pdf & email",
        "search news",
        "order",
    }
)
LAST_LINES = frozenset({"search news", "latest news"})
PRINT_LINE = "print friendly, pdf & email"
SHORT = 200  # characters; what stands astray and is longer is somebody's text
KICKERS = "Analysis|Archive|Editorial|Exclusive|Explained|Interview|Letters|Opinion|Report|Review|Series|Special Report"
LABELS = {
    "by": "byline",
    "standfirst": "standfirst",
    "caption": "caption",
    "source": "sources",
    "sources": "sources",
    "credit": "credit",
    "license": "license",
    "licence": "license",
    "alt text": "alt_text",
    "section": "section",
    "also in": "also_in",
    "tags": "tags",
    "kind": "kind",
    "language": "language",
}
LISTS = frozenset({"byline", "sources", "also_in", "tags"})
LABEL = re.compile(
    rf"(?:(?P<medium>photo|drawing|graphic) )?(?P<label>{'|'.join(LABELS)}):\s*(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
BYLINE = re.compile(
    r"By (?P<value>[A-Z][^.:!?]{2,70})"
)  # Without its colon it is only taken right under the date.
POSTED = re.compile(r"Posted on:? (?P<value>.+)", re.IGNORECASE)
BAR = re.compile(r"(?P<day>[^|]{8,40}?) \| (?P<text>.+)", re.DOTALL)
PLACE = re.compile(
    r"(?P<place>[^\W\d_][^\d—|]{1,60}?)(?:, (?P<day>[A-Z][a-z]+ \d{1,2}))? — (?P<text>.+)", re.DOTALL
)
SOURCE = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
BULLET = re.compile(r"[•*-][ \t]+")
NUMBER = re.compile(r"\d{1,2}[.)][ \t]+")


@dataclass(frozen=True)
class Paragraph:
    line: int
    text: str


@dataclass(frozen=True)
class Dateline:
    place: str
    day: date | None
    text: str  # what follows it


def split(text: str) -> list[Paragraph]:
    """Split text at blank lines, between labels that follow each other, and before a list."""
    paragraphs, lines, first = [], [], 1
    for number, line in enumerate([*map(str.strip, text.split("\n")), ""], start=1):
        begins_anew = lines and (
            (is_label(line) and is_label(lines[0]))
            or (BULLET.match(line) and not BULLET.match(lines[-1]))
            or (NUMBER.match(line) and number_of(line) == 1)
        )
        if lines and (not line or begins_anew):
            paragraphs.append(Paragraph(first, "\n".join(lines)))
            lines = []
        if line:
            first = first if lines else number
            lines.append(line)
    return paragraphs


def is_label(text: str) -> bool:
    posted = POSTED.fullmatch(text)
    return bool(LABEL.fullmatch(text) or (posted and read_moment(posted["value"])))


def is_furniture(text):
    return BULLET.sub("", text).strip().lower() in FURNITURE


def split_kicker(line):
    """Split “Report: Iran Reveals …” into its kicker, with the colon, and the headline."""
    match = re.match(rf"((?:{KICKERS}):) (.+)", line)
    return (match[1], match[2]) if match else ("", line)


def split_source(words):
    """Split “Bridges for Peace, January 12, 2022” into outlet and date."""
    commas = [match.start() for match in re.finditer(",", words)]
    for comma in commas:
        if day := read_date(words[comma + 1 :]):
            return words[:comma].strip(), day
    return words, None


def block_of(text):
    if text.startswith("## "):
        return Block("h2", (join(text[3:]),))
    lines = text.split("\n")
    if all(line.startswith("> ") for line in lines):
        return Block("blockquote", (join("\n".join(line[2:] for line in lines)),))
    if all(BULLET.match(line) for line in lines):
        return Block("ul", tuple(BULLET.sub("", line, count=1) for line in lines))
    if len(lines) > 1 and [number_of(line) for line in lines] == list(range(1, len(lines) + 1)):
        return Block("ol", tuple(NUMBER.sub("", line, count=1) for line in lines))
    return Block("p", (join(text),))


def number_of(line):
    match = NUMBER.match(line)
    return int(re.match(r"\d+", line)[0]) if match else None


def join(text):
    """Join the lines of a paragraph that was broken at a margin."""
    return " ".join(text.split("\n"))


def shorten(text):
    line = join(text)
    return line if len(line) <= 60 else f"{line[:59]}…"
