"""What stands around every page: masthead, giving links, sections. Asked of the database only if shown."""

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from .models import Category, GivingLink, Masthead, Photo
from .models.category import CategoryTree
from .models.prepared import Prepared
from .text import direction_of

# One question for all, as every page has them.
MASTHEAD_AND_LINKS = """
SELECT masthead.*, link.label AS link_label, link.url AS link_url,
    EXISTS (SELECT 1 FROM articles_edition WHERE published_at <= %s) AS has_editions
FROM articles_masthead AS masthead LEFT JOIN articles_givinglink AS link ON link.is_shown
ORDER BY masthead.id, link.position, link.label
"""
CATEGORIES = Prepared(Category.objects.all)


class Furniture:
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
        return self._rows[0] if self._rows else Masthead()

    @cached_property
    def giving_links(self):
        if not self._rows:
            return list(GivingLink.objects.shown())
        return [GivingLink(label=row.link_label, url=row.link_url) for row in self._rows if row.link_url]

    @property
    def has_editions(self):
        """Whether an edition was published. Asked together with the masthead, and not at all where there is none."""
        return bool(self._rows) and self._rows[0].has_editions

    @cached_property
    def _rows(self):
        """The masthead, once for each link and at least once; none, where nobody has saved it yet."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        return list(Masthead.objects.raw(MASTHEAD_AND_LINKS, [now]))

    @cached_property
    def categories(self):
        return CategoryTree(CATEGORIES.ask())


def furniture_of(request):
    """Return the furniture of a request, the same at each call."""
    if not hasattr(request, "_furniture"):
        request._furniture = Furniture()
    return request._furniture


def furniture(request):
    """Context processor: puts `furniture` into every template."""
    return {"furniture": furniture_of(request)}


def story_context(furniture, article):
    """Return what a story's page and its print page show of it and around it."""
    path = furniture.categories.path(article.category_id)
    return {
        "article": article,
        "photos": Photo.objects.in_bodies([article.body]),
        "section": path[0] if path else None,
        "path": path,
        "address": absolute(article.get_absolute_url()),
        "short_address": absolute(reverse("articles:short", args=[article.pk])),
    }


def absolute(path):
    """Return the whole address of a path on this site, from NEWSROOM_ADDRESS and never from a request."""
    return settings.NEWSROOM_ADDRESS + path
