"""The plain search: every word stands somewhere in the story."""

import re

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Lower

from ..markup import escape_text
from ..models import Byline, Source, Tagging

NEWEST = "newest"
ORDERS = {
    NEWEST: "Newest first",
    "oldest": "Oldest first",
    "relevance": "Best match",
    "title": "Title A to Z",
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
    in_body = rf"(^|>)[^<]*{re.escape(escape_text(word))}"
    bylines = Byline.objects.filter(author__name__icontains=word)
    sources = Source.objects.filter(outlet__icontains=word)
    taggings = Tagging.objects.filter(tag__name__icontains=word)
    return (
        Q(headline__icontains=word)
        | Q(kicker__icontains=word)
        | Q(standfirst__icontains=word)
        | Q(dateline_place__icontains=word)
        | Q(photo__caption__icontains=word)
        | Q(body__icontains=escape_text(word), body__iregex=in_body)
        | Q(pk__in=bylines.values("article"))
        | Q(pk__in=sources.values("article"))
        | Q(pk__in=taggings.values("content_object"))
    )


def headline_hits(words):
    """How many of `words` stand in the headline."""
    hits = [
        Case(When(headline__icontains=word, then=1), default=0, output_field=IntegerField()) for word in words
    ]
    return sum(hits, start=Value(0))
