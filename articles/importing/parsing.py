"""From the text of a saved news page to a Document. Pure: no database, no files.

A page is read from top to bottom: furniture, headline, date; then the head's labels (by:, Caption: …); then
the text, which may open with a caption and a dateline; then the record, which is the unbroken run of labels at
the end (Posted on, Source: …), or all from “Posted on” on; then the page's own furniture, which ends it.
Nothing of a document is left out without a notice, and no long piece of text is left out at all.
"""

import re

from ..text import clean_text, dateline
from .dates import read_date, read_moment, weekday_differs
from .document import Document, DocumentError, Notice, SourceLine
from .lines import (
    BAR,
    BYLINE,
    LABEL,
    LABELS,
    LAST_LINES,
    LISTS,
    PLACE,
    POSTED,
    PRINT_LINE,
    SHORT,
    SOURCE,
    Dateline,
    Paragraph,
    block_of,
    is_furniture,
    is_label,
    join,
    shorten,
    split,
    split_kicker,
    split_source,
)

EXAMPLE = "“January 12, 2022”"


def parse(text: str) -> Document:
    """Read a document. Raises DocumentError, which names the line, where it is not one."""
    paragraphs = split(clean_text(text))
    reading = _Reading(paragraphs)
    reading.read_headline_and_date()
    reading.read_head()
    reading.read_text()
    reading.read_record()
    return reading.document()


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
        if self.here and (byline := BYLINE.fullmatch(self.here.text)):
            self.keep("byline", byline, "By", self.here)
            self.place += 1
        while self.here and (is_furniture(self.here.text) or self.is_of_the_head(self.here)):
            self.read_label()
            self.place += 1

    def is_of_the_head(self, paragraph):
        """Whether a paragraph is a label; “Source:” opens texts as well, and so must have its brackets here."""
        label = LABEL.fullmatch(paragraph.text)
        if label and LABELS[label["label"].lower()] == "sources":
            return label["value"].startswith("(")
        return is_label(paragraph.text)

    def read_text(self):
        begin, self.place = self.place, self.record_begins()
        text = [p for p in self.paragraphs[begin : self.place] if p.text.lower() != PRINT_LINE]
        if "caption" not in self.found and self.is_caption_before_dateline(text[:2]):
            self.found["caption"] = join(text[0].text)
            text = text[1:]
        if not text:
            line = self.here.line if self.here else self.paragraphs[-1].line
            raise DocumentError(line, "The document has no text between its head and its record.")
        if opening := self.dateline_of(text[0]):
            self.found |= {"dateline_place": opening.place, "dateline_date": opening.day}
            self.check_weekday(text[0], opening.day)
            text = [Paragraph(text[0].line, opening.text), *text[1:]]
        for paragraph in text:
            if is_label(paragraph.text):
                self.notice(paragraph.line, f"“{shorten(paragraph.text)}” was taken for text.")
            posted = POSTED.fullmatch(paragraph.text)
            if posted and len(paragraph.text) < 40 and re.search(r"\d", posted["value"]):
                raise DocumentError(
                    paragraph.line, f"Expected a date such as {EXAMPLE}, but found “{posted['value']}”."
                )
        self.found["body"] = tuple(block_of(paragraph.text) for paragraph in text)

    def is_caption_before_dateline(self, first_two):
        return (
            len(first_two) == 2
            and len(first_two[0].text) <= SHORT
            and not self.dateline_of(first_two[0])
            and self.dateline_of(first_two[1]) is not None
        )

    def record_begins(self):
        """Return the place where the text ends: the first “Posted on”, or the run of labels at the end."""
        rest = range(self.place, len(self.paragraphs))
        end = next((i for i in rest if self.is_last_line(i)), len(self.paragraphs))
        for i in range(self.place, end):
            if POSTED.fullmatch(self.paragraphs[i].text) and is_label(self.paragraphs[i].text):
                return i
        begin = end
        while begin > self.place and (
            is_label(self.paragraphs[begin - 1].text) or self.is_furniture_at(begin - 1)
        ):
            begin -= 1
        return begin

    def is_last_line(self, place):
        """Whether the page's own furniture begins here: its heading, and nothing but short lines behind it."""
        return self.paragraphs[place].text.lower() in LAST_LINES and all(
            len(paragraph.text) <= SHORT for paragraph in self.paragraphs[place + 1 :]
        )

    def is_furniture_at(self, place):
        return self.paragraphs[place].text.lower() == PRINT_LINE

    def dateline_of(self, paragraph):
        """Return the dateline that opens a paragraph, or None. One that we would write otherwise is text."""
        if match := BAR.fullmatch(paragraph.text):
            opening = Dateline("", read_date(match["day"]), join(match["text"]))
        elif (match := PLACE.fullmatch(paragraph.text)) and match["place"].isupper():
            opening = Dateline(match["place"], self.day_of(match["day"]), join(match["text"]))
        else:
            return None
        written = join(paragraph.text).removesuffix(opening.text).rstrip()
        return opening if dateline(opening.place, opening.day) == written else None

    def day_of(self, text):
        """Read the day of a dateline, which has no year: the last such day that is not after the story's date."""
        date = self.found["date"]
        day = text and (read_date(f"{text}, {date.year}") or read_date(f"{text}, {date.year - 1}"))
        return read_date(f"{text}, {date.year - 1}") if day and day > date else day or None

    def read_record(self):
        while self.here and not self.is_last_line(self.place):
            if not self.read_label() and not is_furniture(self.here.text):
                self.leave_out(self.here, "stands in the record")
            self.place += 1
        strays = [
            p
            for p in self.paragraphs[self.place :]
            if not is_furniture(p.text) and p.text.lower() not in LAST_LINES
        ]
        if strays:
            self.notice(
                strays[0].line, f"{len(strays)} lines behind “{self.here.text}” are the page's own; left out."
            )
        if "posted_on" not in self.found:
            self.notice(1, "No “Posted on” line: the date under the headline is taken.")
        if "byline" not in self.found:
            self.notice(1, "No byline: expected a line such as “by: Kate Norman” under the date.")

    def leave_out(self, paragraph, where):
        if len(paragraph.text) > SHORT:
            raise DocumentError(
                paragraph.line, f"“{shorten(paragraph.text)}” {where}, but is text. Move it up."
            )
        self.notice(paragraph.line, f"“{shorten(paragraph.text)}” {where} and was left out.")

    def read_label(self):
        """Keep what a label says, if this paragraph is one; return whether it is."""
        paragraph = self.here
        if label := LABEL.fullmatch(paragraph.text):
            name = LABELS[label["label"].lower()]
            # “Photo by: Ann” is a credit.
            self.keep(
                "credit" if label["medium"] and name == "byline" else name, label, label["label"], paragraph
            )
            return True
        posted = POSTED.fullmatch(paragraph.text)
        if posted and (moment := read_moment(posted["value"])):
            self.set("posted_on", moment[0], paragraph)
            self.found["posted_at"] = moment[1]
            self.check_weekday(Paragraph(paragraph.line, posted["value"]), moment[0])
            return True
        return False

    def set(self, name, value, paragraph):
        if name in self.found:
            raise DocumentError(
                paragraph.line, f"“{shorten(paragraph.text)}”: this label stands here a second time."
            )
        self.found[name] = value

    def keep(self, name, label, word, paragraph):
        """Keep the value of a label, in the shape of its field; a list may stand in several lines."""
        value = join(label["value"]).strip()
        self.label_lines.append((word.capitalize(), paragraph.line))
        if name in LISTS:
            self.found[name] = (*self.found.get(name, ()), *self.items(name, value, paragraph))
        elif name == "credit":
            self.keep_credit(value, label, paragraph)
        else:
            self.set(name, value, paragraph)
        if not value:
            self.notice(paragraph.line, f"“{paragraph.text}” is empty.")

    def items(self, name, value, paragraph):
        if name == "sources":
            return self.sources(value, paragraph)
        separator = r",? and |, | & " if name == "byline" else r"\s*,\s*"
        return [part.strip() for part in re.split(separator, value) if part.strip()]

    def keep_credit(self, value, label, paragraph):
        self.set("credit", value.rstrip("/ "), paragraph)
        self.found["medium"] = (label["medium"] or "photo").lower()
        if self.found["credit"] != value:
            self.notice(paragraph.line, f"“{paragraph.text}” ends with a dangling “/”, which was left out.")

    def sources(self, value, paragraph):
        for words in SOURCE.findall(value) if value.startswith("(") else [value]:
            outlet, day = split_source(words.strip())
            if outlet:
                yield SourceLine(outlet, day)
            if outlet and not day:
                self.notice(paragraph.line, f"The source “{words}” has no date that can be read.")

    def date(self, paragraph):
        day = read_date(paragraph.text)
        self.check_weekday(paragraph, day)
        return day

    def check_weekday(self, paragraph, day):
        if day and weekday_differs(paragraph.text, day):
            self.notice(paragraph.line, f"“{shorten(paragraph.text)}” was a {day:%A}.")
