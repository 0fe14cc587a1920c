"""How a reader wants a story on paper, as the address says it: values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.conf import settings

PAPERS = ("a4", "letter")
# What each option can be; the first is what stands where the address says nothing, but for the paper's size.
CHOICES = {
    "size": PAPERS,
    "text": ("m", "s", "l"),
    "images": ("yes", "no"),
    "links": ("notes", "none"),
}
MOST_OMITTED = 500


@dataclass(frozen=True)
class Options:
    """Paper, size of the text, pictures, links, and the blocks of the text that are left out, counted from 1."""

    size: str = field(default_factory=lambda: settings.NEWSROOM_PAPER)
    text: str = "m"
    images: str = "yes"
    links: str = "notes"
    omit: tuple[int, ...] = ()

    def address(self, path: str) -> str:
        """Return `path` with what is not as it is by itself."""
        usual = defaults()
        query = {name: value for name in CHOICES if (value := getattr(self, name)) != usual[name]}
        if self.omit:
            query["omit"] = ",".join(map(str, self.omit))
        return f"{path}?{urlencode(query, safe=',')}" if query else path

    def turning(self, number: int) -> "Options":
        """Return these options with one block more left out, or put back."""
        return replace(self, omit=tuple(sorted({*self.omit} ^ {number})))


def defaults() -> dict[str, str]:
    return {name: values[0] for name, values in CHOICES.items()} | {"size": settings.NEWSROOM_PAPER}


def read(query: Mapping[str, str]) -> tuple[Options, list[tuple[str, str]]]:
    """Return the options of a query, and the pairs of name and value in it that mean nothing and were passed over."""
    chosen, unknown = defaults(), []
    for name, values in CHOICES.items():
        value = query.get(name, "")
        if value in values:
            chosen[name] = value
        elif value:
            unknown.append((name, value))
    numbers = [number.strip() for number in query.get("omit", "").split(",") if number.strip()]
    sound = [number for number in numbers if number.isascii() and number.isdigit() and len(number) <= 5]
    unknown += [("omit", number) for number in numbers if number not in sound]
    omit = tuple(sorted({int(number) for number in sound[:MOST_OMITTED]} - {0}))
    return Options(**chosen, omit=omit), unknown
