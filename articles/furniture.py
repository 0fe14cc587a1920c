"""What stands around every page: masthead, giving links, sections. Asked of the database only if shown."""

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from .models import Category, GivingLink, Masthead, Photo
from .models.category import CategoryTree
from .models.prepared import Prepared
from .text import direction_of

# One question for all, as every page has them.
MASTHEAD_AND_LINKS = """
SELECT link.label, link.url, EXISTS (SELECT 1 FROM articles_edition WHERE published_at <= %s), {columns}
FROM articles_masthead AS masthead LEFT JOIN articles_givinglink AS link ON link.is_shown
ORDER BY masthead.id, link.position, link.label
"""
COLUMNS = [field.column for field in Masthead._meta.concrete_fields]
CATEGORIES = Prepared(Category.objects.all)


class Furniture:
    """Equal to another one where all that it shows is equal, so that pieces of pages can be remembered by it."""

    def __eq__(self, other):
        return isinstance(other, Furniture) and self._values == other._values

    def __hash__(self):
        return self._hash

    @property
    def address(self):
        return settings.NEWSROOM_ADDRESS

    @property
    def language(self):
        return settings.LANGUAGE_CODE

    @property
    def direction(self):
        return direction_of(self.language)

    @cached_property
    def masthead(self):
        return masthead_of(tuple(row[3:] for row in self._head[:1]))

    @cached_property
    def giving_links(self):
        return [GivingLink(label=label, url=url) for label, url in self._links]

    @property
    def has_editions(self):
        """Whether an edition was published. Asked together with the masthead, and not at all where there is none."""
        return any(has_editions for _, _, has_editions, *_ in self._head)

    @cached_property
    def categories(self):
        return tree_of(self._categories)

    @cached_property
    def _values(self):
        return self._head, self._links, self._categories, self.address

    @cached_property
    def _hash(self):
        return hash(self._values)

    @cached_property
    def _head(self):
        """The masthead, once for each link and at least once; none, where nobody has saved it yet."""
        columns = ", ".join(f"masthead.{column}" for column in COLUMNS)
        with connection.cursor() as cursor:
            now = connection.ops.adapt_datetimefield_value(timezone.now())
            cursor.execute(MASTHEAD_AND_LINKS.format(columns=columns), [now])
            return tuple(cursor.fetchall())

    @cached_property
    def _links(self):
        if not self._head:
            return tuple(GivingLink.objects.shown().values_list("label", "url"))
        return tuple((label, url) for label, url, *_ in self._head if url)

    @cached_property
    def _categories(self):
        return tuple(CATEGORIES.rows())


# Remembered by their values, and only ever read.


@lru_cache(maxsize=10)
def masthead_of(rows):
    return Masthead(*rows[0]) if rows else Masthead()


@lru_cache(maxsize=10)
def tree_of(rows):
    return CategoryTree(CATEGORIES.read(rows))


def furniture_of(request):
    """Return the furniture of a request, the same at each call."""
    if not hasattr(request, "_furniture"):
        request._furniture = Furniture()
    return request._furniture


def furniture(request):
    """Context processor: puts `furniture` into every template, and the `environment` that all of it shares."""
    return {"furniture": furniture_of(request), "environment": environment()}


def environment():
    """Return the language and the time zone in which pages are written."""
    return get_language(), timezone.get_current_timezone()


class Step(NamedTuple):
    """One of the links that say where a page stands."""

    name: str
    address: str


def steps(categories):
    """Return the links to categories that stand above each other, from the root."""
    return tuple(Step(category.name, category.get_absolute_url()) for category in categories)


def story_context(furniture, article):
    """Return what a story's page and its print page show of it and around it."""
    path = furniture.categories.path(article.category_id)
    return {
        "article": article,
        "photos": Photo.objects.in_bodies([article.body]),
        "section": path[0].pk if path else None,
        "path": steps(path),
        "address": absolute(article.get_absolute_url()),
        "short_address": absolute(article.short_address),
    }


def absolute(path):
    """Return the whole address of a path on this site, from NEWSROOM_ADDRESS and never from a request."""
    return settings.NEWSROOM_ADDRESS + path
