"""What may be meant while it is typed: tags, sections and authors by their names, and headlines.

The package does not import it: models are not there yet when the package is.
"""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import Article, Author, Category, Tag
from ..models.category import CategoryTree
from .names import Named, named, public
from .query import Query, parse
from .request import NEWEST, OutOfTimeError, Search
from .upkeep import engine_of
from .words import fold

SHORTEST = 2  # letters from which on something is suggested
MOST = 8
NAMES = 5  # of these at most, where there are headlines enough
BUDGET = 0.05  # seconds, for the headlines
NOUNS = {"tag": Tag, "category": Category, "author": Author}
KINDS = {
    "tag": _("Tag"),
    "category": pgettext_lazy("of a newspaper", "Section"),
    "author": _("Author"),
    "article": pgettext_lazy("of a newspaper", "Story"),
}
folded = lru_cache(maxsize=20_000)(fold)


class Suggestion(NamedTuple):
    kind: str
    label: str
    address: str


def suggestions(typed: str, categories: CategoryTree) -> list[Suggestion]:
    """Return at most MOST things whose names or headlines hold what was typed, its last word as a beginning."""
    sought = fold(typed)
    if len(sought) < SHORTEST:
        return []
    names, stories = names_like(sought, categories), stories_like(parse(typed))
    return [
        *(
            Suggestion(KINDS[each.noun], each.name, NOUNS[each.noun](slug=each.slug).get_absolute_url())
            for each in names[: max(NAMES, MOST - len(stories))]
        ),
        *(Suggestion(KINDS["article"], story.title, story.get_absolute_url()) for story in stories),
    ][:MOST]


def names_like(sought: str, categories: CategoryTree) -> list[Named]:
    """Return what is called so and has a story that readers may see; names that begin so stand first.

    They are compared here, and not in the database: there are some thousands at most, and fold() is the rule.
    """
    names = named(Tag.objects.all(), Author.objects.all())
    for root in categories.roots:
        names += [Named("category", each.pk, each.slug, each.name) for each in categories.subtree(root)]
    like = [each for each in names if is_like(folded(each.name), sought)]
    like.sort(key=lambda each: (not folded(each.name).startswith(sought), folded(each.name)))
    like = like[: 2 * MOST]
    there = {(each.noun, each.pk) for each in with_stories(like, categories)}
    return [each for each in like if (each.noun, each.pk) in there][:MOST]


def is_like(name, sought):
    """Whether each word that is sought stands in a name, the last as the beginning of one."""
    *whole, beginning = sought.split()
    words = f" {name} "
    return f" {beginning}" in words and all(f" {word} " in words for word in whole)


def with_stories(names, categories):
    """Return those that have a story which readers may see. At most two queries."""
    ids = {noun: [each.pk for each in names if each.noun == noun] for noun in NOUNS}
    tags, authors = Tag.objects.filter(pk__in=ids["tag"]), Author.objects.filter(pk__in=ids["author"])
    there = named(public(tags), public(authors))
    filled = Q(pk__in=[])
    for each in names:
        if each.noun == "category":
            stories = Article.objects.published().filed_under(categories.subtree(categories.find(each.slug)))
            filled |= Q(pk=each.pk) & Q(Exists(stories))
    sections = set(Category.objects.filter(filled).values_list("pk", flat=True))
    return there + [each for each in names if each.noun == "category" and each.pk in sections]


def stories_like(query: Query) -> list[Article]:
    """Return the newest stories with all words of a query in their headlines, the last as a beginning."""
    if not query.wanted:
        return []
    *whole, last = query.wanted
    last = replace(last, terms=tuple(replace(term, is_beginning=True) for term in last.terms))
    engine, search = engine_of(), Search(Query((*whole, last)))
    try:
        with engine.limited(BUDGET):
            ids = engine.ids(search, timezone.now(), NEWEST, 0, MOST, engine.HEADLINE)
    except OutOfTimeError:
        return []
    stories = Article.objects.published().only("slug", "kicker", "headline").in_bulk(ids)
    return [stories[pk] for pk in ids if pk in stories]
