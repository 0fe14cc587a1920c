"""How a search can be narrowed: the filters that lead somewhere, from how its stories are filed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import Article
from ..models.category import CategoryTree
from .asking import Asked
from .finding import Filings
from .names import Named

MOST = 8  # choices of each filter
NAMES = {
    "category": pgettext_lazy("of a newspaper", "Section"),
    "kind": _("Kind"),
    "author": _("Author"),
    "tag": _("Tag"),
}


@dataclass(frozen=True)
class Choice:
    name: str
    address: str
    number: int | None  # None, where there are more than were counted


def most_frequent(counts: Counter) -> list[tuple]:
    """Return the ids or names that are chosen from, with their counts; equal ones in a steady order."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST]


def choices(
    asked: Asked, filings: Filings, categories: CategoryTree, names: list[Named]
) -> Iterator[tuple[str, list[Choice]]]:
    """Yield the name of each filter that can be added, and its choices; for a section those below it."""
    things = {(row.noun, row.pk): row for row in names if not row.story}
    for name, label in NAMES.items():
        if name == "category":
            found = sections(filings, categories, categories.find(asked.filters.get(name)))
        elif name in asked.filters:
            continue
        elif name == "kind":
            counts = most_frequent(filings.kinds)
            found = [
                (Article.Kind(kind).label, kind, number) for kind, number in counts if kind in Article.Kind
            ]
        else:
            counts = most_frequent({"author": filings.authors, "tag": filings.tags}[name])
            rows = [(things[name, pk], number) for pk, number in counts if (name, pk) in things]
            found = [(row.name, row.slug, number) for row, number in rows]
        if found:
            yield (
                label,
                [
                    Choice(text, asked.near(**{name: value}), number if filings.are_all else None)
                    for text, value, number in found
                ],
            )


def sections(filings, categories, above):
    """Return the sections right below one, or those at the top, each with the stories filed in it or further below."""
    counts = Counter()
    for section in categories.children(above):
        ids = {each.pk for each in categories.subtree(section)}
        counts[section.pk] = sum(number for filed, number in filings.categories.items() if filed & ids)
    by_id = {section.pk: section for section in categories.children(above)}
    return [(by_id[pk].name, by_id[pk].slug, number) for pk, number in most_frequent(+counts)]
