"""A reader's own edition, as the address says it: values in, values out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from ..text import clean_line

MOST = 20  # stories
TITLE_LENGTH = 120
ID = re.compile("[1-9][0-9]{0,17}")


@dataclass(frozen=True)
class Own:
    """The ids of the stories that a reader chose, in order, and the title that was typed."""

    stories: tuple[int, ...] = ()
    title: str = ""

    @property
    def query(self) -> list[tuple[str, str]]:
        """What stands in an address of it."""
        title = [("title", self.title)] if self.title else []
        return [*title, *(("story", str(story)) for story in self.stories)]

    def address(self, path: str) -> str:
        return f"{path}?{urlencode(self.query)}" if self.query else path

    def without(self, story: int) -> "Own":
        return replace(self, stories=tuple(each for each in self.stories if each != story))

    def moved(self, story: int, steps: int) -> "Own":
        """Return it with a story so many places further down, or up where `steps` is negative."""
        others = [each for each in self.stories if each != story]
        others.insert(max(0, self.stories.index(story) + steps), story)
        return replace(self, stories=tuple(others))


def chosen(typed: Iterable[str], title: str = "") -> tuple[Own, int, int]:
    """Return the edition that an address asks for, and what was passed over.

    That is the number of texts that are no id, and of stories beyond the MOST.
    """
    typed = list(dict.fromkeys(typed))
    ids = [int(text) for text in typed if ID.fullmatch(text)]
    own = Own(tuple(ids[:MOST]), clean_line(title)[:TITLE_LENGTH].strip())
    return own, len(typed) - len(ids), len(ids) - len(own.stories)
