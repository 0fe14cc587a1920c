"""What the address of a search asks for, and the addresses of searches near it.

The package does not import it: models are not there yet when the package is.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Article, Author, Tag
from ..models.category import CategoryTree
from ..text import clean_line
from .names import named, public
from .query import LENGTH, parse
from .request import NEWEST, ORDERS, Filters, Search

UNKNOWN = {
    "category": gettext_lazy("There is no section “{value}”."),
    "kind": gettext_lazy("There is no kind of story called “{value}”."),
    "author": gettext_lazy("There is no author “{value}”."),
    "tag": gettext_lazy("There is no tag “{value}”."),
    "from": gettext_lazy("“{value}” is no date such as 2022, 2022-01 or 2022-01-12."),
    "to": gettext_lazy("“{value}” is no date such as 2022, 2022-01 or 2022-01-12."),
}
LABELS = {
    "category": gettext_lazy("Section: {name}"),
    "kind": gettext_lazy("Kind: {name}"),
    "author": gettext_lazy("Author: {name}"),
    "tag": gettext_lazy("Tag: {name}"),
    "from": gettext_lazy("From {name}"),
    "to": gettext_lazy("To {name}"),
}
SHOWN = 40  # characters of what is not understood
DAY = re.compile(r"([1-9][0-9]{3})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?")


@dataclass(frozen=True)
class Span:
    """A day, a month or a year."""

    first: date
    last: date

    def __str__(self):
        """Write it as in an address, by its digits: 2022, 2022-01, 2022-01-12."""
        return self.first.isoformat()[: 10 if self.first == self.last else 4 if self._is_year else 7]

    @property
    def name(self):
        day = "DATE_FORMAT" if self.first == self.last else "Y" if self._is_year else "YEAR_MONTH_FORMAT"
        return date_format(self.first, day)

    @property
    def _is_year(self):
        return self.last.month == 12 and self.first.month == 1


@dataclass(frozen=True)
class Asked:
    typed: str
    search: Search
    order: str
    filters: dict[str, str]  # Those in use, as they stand in the address.
    labels: dict[str, str]  # As readers read them.
    notices: list[str] = field(default_factory=list)  # On what was not understood.
    kept: tuple[tuple[str, str], ...] = ()  # What further stands in the address and is no part of the search.

    def __str__(self):
        """Name the search: “night ferry, Section: Town”."""
        return ", ".join([*([self.typed] if self.search.query else []), *self.labels.values()])

    @property
    def state(self) -> dict[str, str]:
        """What stands in the address of this search."""
        state = {"q": self.typed, "order": self.order if self.order != NEWEST else "", **self.filters}
        return {name: value for name, value in state.items() if value}

    def near(self, **changes: str) -> str:
        """Return the address of this search with some of its state changed; "" leaves a part out."""
        state = [(name, value) for name, value in (self.state | changes).items() if value]
        return f"?{urlencode([*state, *self.kept])}"

    @property
    def in_use(self) -> list[tuple[str, str]]:
        """The filters in use as pairs of a label and the address without it."""
        return [(label, self.near(**{name: ""})) for name, label in self.labels.items()]

    @property
    def followed(self) -> str:
        """The address without an order, as feeds are newest first, and of the search alone."""
        return replace(self, kept=()).near(order="")

    @property
    def widened(self) -> str:
        """The address without filters."""
        return self.near(**dict.fromkeys(self.filters, ""))


def asked(parameters: Mapping[str, str], categories: CategoryTree) -> Asked:
    """Read the parameters of an address; what is not understood is left out, with a sentence. At most one query."""
    given = {name: clean_line(parameters.get(name, "")) for name in ("q", "order", *LABELS)}
    typed, notices = given["q"][:LENGTH].strip(), []
    query = parse(typed)
    if len(given["q"]) > LENGTH:
        notices.append(_("Only the first {number} characters are searched for.").format(number=LENGTH))
    if typed and not query:
        notices.append(_("There is no word in “{typed}”.").format(typed=typed[:SHOWN]))
    order = order_of(given, notices)
    found = {**things(given, categories), **days(given, notices)}
    for name, reason in UNKNOWN.items():
        if given[name] and not found[name]:
            notices.append(str(reason).format(value=given[name][:SHOWN]))
    found = {name: thing for name, thing in found.items() if thing}
    return Asked(
        typed,
        Search(query, filters_of(found, categories)),
        order,
        {name: getattr(thing, "slug", None) or str(thing) for name, thing in found.items()},
        {
            name: str(label).format(name=name_of(found[name]))
            for name, label in LABELS.items()
            if name in found
        },
        notices,
    )


def order_of(given, notices):
    order = given["order"] or NEWEST
    if order in ORDERS:
        return order
    reason = _("There is no order “{order}”; newest first is shown.")
    notices.append(reason.format(order=order[:SHOWN]))
    return NEWEST


def things(given, categories):
    """Return what is named by slugs, where there is such a thing that readers may know of."""
    rows = named(
        *(
            public(noun.objects.filter(slug=slug.lower())) if slug else noun.objects.none()
            for noun, slug in ((Tag, given["tag"]), (Author, given["author"]))
        )
    )
    return {
        "category": categories.find(given["category"].lower()) if given["category"] else None,
        "kind": Article.Kind(given["kind"]) if given["kind"] in Article.Kind else None,
        "author": None,
        "tag": None,
        **{row.noun: row for row in rows},
    }


def days(given, notices):
    """Return the spans that are given, exchanged where the first would lie after the last."""
    first, last = span_of(given["from"]), span_of(given["to"])
    if first and last and first.first > last.last:
        notices.append(_("The first day lay after the last; they were exchanged."))
        first, last = last, first
    return {"from": first, "to": last}


def span_of(text: str) -> Span | None:
    """Read a day, a month or a year, in the digits of any script; None where it is none."""
    digits = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)
    match = DAY.fullmatch(digits.replace(" ", ""))
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return Span(first, first)
    return Span(first, date(year, month or 12, monthrange(year, month or 12)[1]))


def filters_of(found, categories):
    category, tag, author = (found.get(name) for name in ("category", "tag", "author"))
    return Filters(
        categories=tuple(each.pk for each in categories.subtree(category)) if category else (),
        tag=tag and tag.pk,
        author=author and author.pk,
        kind=str(found.get("kind", "")),
        first=found["from"].first if "from" in found else None,
        last=found["to"].last if "to" in found else None,
    )


def name_of(thing):
    return thing.label if isinstance(thing, Article.Kind) else thing.name
