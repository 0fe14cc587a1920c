"""The plain search: every word stands somewhere in the story."""

import re

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..markup import escape_text
from ..models import Byline, Source, Tagging

ENTITIES = ("&amp;", "&lt;", "&gt;", "&nbsp;")  # All that the sanitiser writes.
NEWEST = "newest"
ORDERS = {
    NEWEST: _("Newest first"),
    "oldest": _("Oldest first"),
    "relevance": _("Best match"),
    "title": _("Title A to Z"),
}


def find(articles, words, order):
    """Return those of `articles` that hold every word, in one of ORDERS; all of them where there is no word."""
    for word in words:
        articles = articles.filter(holds(word))
    if order == "oldest":
        return articles.order_by("published_at", "id")
    if order == "title":
        return articles.order_by(Lower("headline"), "-published_at", "-id")
    if order == "relevance" and words:
        return articles.order_by(-headline_hits(words), "-published_at", "-id")
    return articles.newest_first()


def holds(word):
    """The condition that a story holds `word` in its text, not in the mark-up of its body."""
    return (
        contains("headline", word)
        | contains("kicker", word)
        | contains("standfirst", word)
        | contains("dateline_place", word)
        | contains("photo__caption", word)
        | contains("photo__credit", word)
        | body_contains(word)
        | Q(pk__in=Byline.objects.filter(contains("author__name", word)).values("article"))
        | Q(pk__in=Source.objects.filter(contains("outlet", word)).values("article"))
        | Q(pk__in=Tagging.objects.filter(contains("tag__name", word)).values("content_object"))
    )


def contains(field, word):
    """The condition that a field of plain text holds `word`.

    By a regular expression, as SQLite's LIKE knows upper and lower case of ASCII alone.
    """
    return Q(**{f"{field}__iregex": pattern(word)})


def body_contains(word):
    """As `contains`, for the HTML of the sanitiser: `word` stands in no tag and in no entity."""
    escaped = escape_text(word)
    # What stands between a tag and the word: anything, or whole entities where the word could be a part of one.
    gap = "([^<&]|&[a-z]+;)*" if any(escaped.lower() in entity for entity in ENTITIES) else "[^<]*"
    return contains("body", escaped) & Q(body__iregex=rf"(^|>){gap}{pattern(escaped)}")


def pattern(word):
    """`word` as a regular expression; a straight apostrophe stands for the typographic ones, and they for it."""
    return re.sub("['’ʼ]", "['’ʼ]", re.escape(word))


def headline_hits(words):
    """How many of `words` stand in the headline."""
    hits = [
        Case(When(contains("headline", word), then=1), default=0, output_field=IntegerField())
        for word in words
    ]
    return sum(hits, start=Value(0))
