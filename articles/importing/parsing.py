"""From the text of a saved news page to a Document. Pure: no database, no files.

A page is read from top to bottom: furniture, headline, date; then the head's labels (by:, Caption: …);
then the text, which may open with a caption and a dateline; then the labels of the record (Posted on,
Source: …), until the page's own furniture begins again.
"""

import re
from dataclasses import dataclass

from ..text import clean_text
from .dates import read_date, read_moment, weekday_differs
from .document import Block, Document, DocumentError, Notice, SourceLine

EXAMPLE = "“January 12, 2022”"
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
KICKERS = "Analysis|Archive|Editorial|Exclusive|Explained|Interview|Letters|Opinion|Report|Review|Series|Special Report"
HEAD_LABELS = {"by": "byline", "standfirst": "standfirst", "caption": "caption", "alt text": "alt_text"}
RECORD_LABELS = {
    "source": "sources",
    "sources": "sources",
    "credit": "credit",
    "license": "license",
    "licence": "license",
    "alt text": "alt_text",
    "caption": "caption",
    "standfirst": "standfirst",
    "section": "section",
    "also in": "also_in",
    "tags": "tags",
    "kind": "kind",
    "language": "language",
}
LABEL = re.compile(
    r"(?:(?P<medium>photo|drawing|graphic) )?"
    r"(?P<label>by|standfirst|caption|alt text|sources?|credit|licen[cs]e|section|also in|tags|kind|language):"
    r"\s*(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
POSTED = re.compile(r"Posted on:? (?P<value>.+)")
BAR = re.compile(r"(?P<day>[^|]{8,40}?) \| (?P<text>.+)", re.DOTALL)
PLACE = re.compile(
    r"(?P<place>[^\W\d_][^—–|]{1,60}?)(?:, (?P<day>[A-Z][a-z]+ \d{1,2}))? [—–] (?P<text>.+)", re.DOTALL
)
SOURCE = re.compile(r"\((?P<inside>.+)\)")
BULLET = re.compile(r"[•*]\s+")


@dataclass(frozen=True)
class Paragraph:
    line: int
    text: str


def parse(text: str) -> Document:
    """Read a document. Raises DocumentError, which names the line, where it is not one."""
    paragraphs = split(clean_text(text))
    reading = _Reading(paragraphs)
    reading.read_headline_and_date()
    reading.read_head()
    reading.read_text()
    reading.read_record()
    return reading.document()


def split(text: str) -> list[Paragraph]:
    """Split text at blank lines, and before each line that begins with a label."""
    paragraphs, lines, first = [], [], 1
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        begins_anew = is_label(line.strip())
        if lines and (not line.strip() or begins_anew):
            paragraphs.append(Paragraph(first, "\n".join(lines)))
            lines = []
        if line.strip():
            first = first if lines else number
            lines.append(line.strip())
    return paragraphs


def is_label(line: str) -> bool:
    posted = POSTED.fullmatch(line)
    return bool(LABEL.fullmatch(line) or (posted and read_moment(posted["value"])))


class _Reading:
    """One pass over the paragraphs; what is read gathers in `found`."""

    def __init__(self, paragraphs):
        self.paragraphs = paragraphs
        self.place = 0
        self.found = {}
        self.notices = []
        self.label_lines = []

    @property
    def here(self):
        return self.paragraphs[self.place] if self.place < len(self.paragraphs) else None

    def document(self):
        notices = tuple(sorted(self.notices, key=lambda notice: notice.line))
        return Document(**self.found, notices=notices, label_lines=tuple(self.label_lines))

    def notice(self, line, text):
        self.notices.append(Notice(line, text))

    def read_headline_and_date(self):
        stories = [p for p in self.paragraphs if not is_furniture(p.text)]
        if not stories:
            raise DocumentError(1, "The document has no text.")
        dated = next((i for i, p in enumerate(self.paragraphs[:8]) if read_date(p.text)), None)
        if dated is None:
            found = stories[1] if len(stories) > 1 else stories[0]
            raise DocumentError(
                found.line,
                f"Expected a date such as {EXAMPLE} alone under the headline, but found “{shorten(found.text)}”.",
            )
        above = [p for p in self.paragraphs[:dated] if not is_furniture(p.text)]
        date_line = self.paragraphs[dated]
        if not above:
            raise DocumentError(date_line.line, f"Expected a headline above the date “{date_line.text}”.")
        for stray in above[:-1]:
            self.notice(stray.line, f"“{shorten(stray.text)}” stands above the headline and was left out.")
        kicker, headline = split_kicker(join(above[-1].text))
        self.found |= {"kicker": kicker, "headline": headline, "date": self.date(date_line)}
        self.label_lines.append(("Headline", above[-1].line))
        self.place = dated + 1

    def read_head(self):
        while self.here:
            label = LABEL.fullmatch(self.here.text)
            name = HEAD_LABELS.get(label["label"].lower()) if label and not label["medium"] else None
            if name:
                self.keep(name, label, self.here)
            elif not is_furniture(self.here.text):
                break
            self.place += 1
        if "byline" not in self.found:
            self.notice(
                self.paragraphs[self.place - 1].line, "No byline: expected a line such as “by: Kate Norman”."
            )

    def read_text(self):
        begin = self.place
        while self.here and not is_label(self.here.text) and self.here.text.lower() not in LAST_LINES:
            self.place += 1
        text = self.paragraphs[begin : self.place]
        if (
            len(text) > 1
            and "caption" not in self.found
            and not dateline_of(text[0])
            and dateline_of(text[1])
        ):
            self.found["caption"] = join(text[0].text)
            text = text[1:]
        if not text:
            line = self.here.line if self.here else self.paragraphs[-1].line
            raise DocumentError(line, "The document has no text between its head and its record.")
        if opening := dateline_of(text[0]):
            text = [Paragraph(text[0].line, self.keep_dateline(opening, text[0])), *text[1:]]
        for paragraph in text:
            if (posted := POSTED.fullmatch(paragraph.text)) and len(paragraph.text) < 60:
                raise DocumentError(
                    paragraph.line, f"Expected a date such as {EXAMPLE}, but found “{posted['value']}”."
                )
        self.found["body"] = tuple(block_of(paragraph.text) for paragraph in text)

    def keep_dateline(self, opening, paragraph):
        """Keep place and day of a dateline; return the text behind it."""
        if place := opening.groupdict().get("place"):
            self.found["dateline_place"] = place
            if opening["day"]:
                self.found["dateline_date"] = read_date(f"{opening['day']}, {self.found['date'].year}")
        else:
            self.found["dateline_date"] = self.date(Paragraph(paragraph.line, opening["day"]))
        return opening["text"]

    def read_record(self):
        while self.here and self.here.text.lower() not in LAST_LINES:
            label = LABEL.fullmatch(self.here.text)
            name = RECORD_LABELS.get(label["label"].lower()) if label else None
            if name:
                self.keep(name, label, self.here)
            elif posted := POSTED.fullmatch(self.here.text):
                self.keep_moment(posted["value"], self.here)
            elif not is_furniture(self.here.text):
                self.notice(
                    self.here.line, f"“{shorten(self.here.text)}” stands in the record and was left out."
                )
            self.place += 1
        if "posted_on" not in self.found:
            self.notice(1, "No “Posted on” line: the date under the headline is taken.")

    def keep_moment(self, value, paragraph):
        day, hour = read_moment(value)
        self.found |= {"posted_on": day, "posted_at": hour}
        self.check_weekday(Paragraph(paragraph.line, value), day)

    def keep(self, name, label, paragraph):
        """Keep the value of a label, in the shape of its field."""
        value = join(label["value"]).strip()
        self.label_lines.append((label["label"].capitalize(), paragraph.line))
        if name == "byline":
            self.found[name] = tuple(part for part in re.split(r", | and | & ", value) if part)
        elif name == "sources":
            self.found[name] = (*self.found.get(name, ()), *self.sources(value, paragraph))
        elif name in ("tags", "also_in"):
            self.found[name] = tuple(part.strip() for part in value.split(",") if part.strip())
        elif name == "credit":
            self.keep_credit(value, label, paragraph)
        else:
            self.found[name] = value
        if not value:
            self.notice(paragraph.line, f"“{paragraph.text}” is empty.")

    def keep_credit(self, value, label, paragraph):
        self.found["medium"] = (label["medium"] or "photo").lower()
        self.found["credit"] = value.rstrip("/ ")
        if self.found["credit"] != value:
            self.notice(paragraph.line, f"“{paragraph.text}” ends with a dangling “/”, which was left out.")

    def sources(self, value, paragraph):
        for part in value.split(";"):
            inside = SOURCE.fullmatch(part.strip())
            words = (inside["inside"] if inside else part).strip()
            outlet, day = split_source(words)
            if outlet:
                yield SourceLine(outlet, day)
            if words and not day:
                self.notice(paragraph.line, f"The source “{words}” has no date that can be read.")

    def date(self, paragraph):
        day = read_date(paragraph.text)
        self.check_weekday(paragraph, day)
        return day

    def check_weekday(self, paragraph, day):
        if weekday_differs(paragraph.text, day):
            self.notice(paragraph.line, f"“{paragraph.text}” was a {day:%A}.")


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


def dateline_of(paragraph):
    """Match the dateline that opens a paragraph: a date before a bar, or a place in capitals before a dash."""
    bar = BAR.fullmatch(paragraph.text)
    if bar and read_date(bar["day"]):
        return bar
    place = PLACE.fullmatch(paragraph.text)
    return place if place and place["place"].isupper() else None


def block_of(text):
    if text.startswith("## "):
        return Block("h2", (join(text[3:]),))
    lines = text.split("\n")
    if all(line.startswith("> ") for line in lines):
        return Block("blockquote", (join("\n".join(line[2:] for line in lines)),))
    if all(line.startswith("• ") for line in lines):
        return Block("ul", tuple(line[2:].strip() for line in lines))
    return Block("p", (join(text),))


def join(text):
    """Join the lines of a paragraph that was broken at a margin."""
    return " ".join(text.split("\n"))


def shorten(text):
    line = join(text)
    return line if len(line) <= 60 else f"{line[:59]}…"
