"""Names of authors and tags, and what else stands beside stories, asked of the database at once."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value

from ..models import Article, Author, Byline, Source, Tagging

NOTHING = Value(0)


class Named(NamedTuple):
    noun: str  # “author” or “tag”; of a story “writer”, “source” or “keyword”
    pk: int
    slug: str
    name: str
    story: int = 0
    position: int = 0


def public(things: QuerySet) -> QuerySet:
    """Leave out authors or tags that no story has which readers may see: their names may tell of one to come."""
    if things.model is Author:
        ties = Byline.objects.filter(Article.live_when("article__"), author=OuterRef("pk"))
    else:
        ties = Tagging.objects.filter(Article.live_when("content_object__"), tag=OuterRef("pk"))
    return things.filter(Exists(ties))


def named(tags: QuerySet, authors: QuerySet, stories: Iterable[int] = ()) -> list[Named]:
    """Return the names of tags and authors, and those that stand beside stories, whose ids are given. One query."""
    stories = list(stories)
    bylines = Byline.objects.filter(article__in=stories, role=Byline.Role.BY)
    sources = Source.objects.filter(article__in=stories)
    taggings = Tagging.objects.filter(content_object__in=stories)
    rows = [
        _rows("tag", tags, "pk", F("slug"), "name"),
        _rows("author", authors, "pk", F("slug"), "name"),
        _rows("writer", bylines, "author_id", Value(""), "author__name", F("article_id"), F("position")),
        _rows("source", sources, "pk", Value(""), "outlet", F("article_id"), F("position")),
        _rows("source", sources, "pk", Value(""), "title", F("article_id"), F("position")),
        _rows("keyword", taggings, "tag_id", Value(""), "tag__name", F("content_object_id")),
    ]
    found = [Named(*row) for row in rows[0].union(*rows[1:], all=True)]
    return sorted(found, key=lambda row: row.position)


def _rows(noun, things, pk, slug, name, story=NOTHING, position=NOTHING):
    return things.order_by().values_list(Value(noun, CharField()), F(pk), slug, F(name), story, position)
