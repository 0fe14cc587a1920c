"""What a news document says, as a frozen value."""

from dataclasses import dataclass
from datetime import date, time


class DocumentError(ValueError):
    """A document that cannot be taken; `line` is where, counted from 1, the message why and what to do."""

    def __init__(self, line: int, message: str):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Notice:
    """Something that was read differently from how it was written, or is missing."""

    line: int
    text: str


@dataclass(frozen=True)
class Block:
    """A piece of the body: `tag` is the HTML element, `lines` are its paragraphs or the items of a list."""

    tag: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class SourceLine:
    outlet: str
    date: date | None


@dataclass(frozen=True)
class Document:
    headline: str
    date: date
    body: tuple[Block, ...]
    kicker: str = ""
    byline: tuple[str, ...] = ()
    standfirst: str = ""
    dateline_place: str = ""
    dateline_date: date | None = None
    posted_on: date | None = None
    posted_at: time | None = None
    sources: tuple[SourceLine, ...] = ()
    caption: str = ""
    alt_text: str = ""
    medium: str = "photo"
    credit: str = ""
    license: str = ""
    section: str = ""
    also_in: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    notices: tuple[Notice, ...] = ()
    label_lines: tuple[tuple[str, int], ...] = ()

    def line_of(self, label: str) -> int:
        """Return the line on which a label such as “Section” stands, or 1."""
        return dict(self.label_lines).get(label, 1)

    @property
    def has_picture_lines(self) -> bool:
        """Whether the document speaks of a picture at all."""
        return bool(self.caption or self.credit or self.alt_text or self.license)
