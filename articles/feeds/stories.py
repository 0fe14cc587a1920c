"""Feeds of stories. Every link is built from NEWSROOM_ADDRESS; a guid never changes with the slug."""

from typing import NamedTuple

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..bodies import shown_body
from ..furniture import absolute, furniture_of
from ..markup import PULL_QUOTE, paragraph
from ..models import Article, Byline, Masthead, Photo
from ..search import filings, find
from ..search.asking import Asked, asked
from .formats import RssFeed

FEED_SIZE = 20
FIGURE = "articles/_feed_figure.html"


class LatestFeed(Feed):
    """The latest stories, in a format and at the address of this name."""

    item_guid_is_permalink = False

    def __init__(self, feed_type=RssFeed, name="feed"):
        self.feed_type = feed_type
        self.name = name

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        # Django writes a feed in hundreds of pieces, and a server sends each by itself.
        response.content = response.content
        # The newest story's time; it does not move when another one is withdrawn, as the ETag does.
        response.headers.pop("Last-Modified", None)
        return response

    def get_object(self, request):
        return furniture_of(request).masthead

    def title(self, masthead):
        return masthead.name

    def description(self, masthead):
        return masthead.description or masthead.tagline or masthead.name

    def author_name(self, masthead):
        return masthead.name

    def link(self, masthead):
        return absolute(reverse("articles:front"))

    def feed_url(self, masthead):
        return absolute(reverse(f"articles:{self.name}"))

    def items(self, masthead):
        return self.with_all_that_is_shown(Article.objects.published().newest_first()[:FEED_SIZE])

    def with_all_that_is_shown(self, articles):
        articles = articles.select_related("photo__license", "category")
        articles = list(articles.prefetch_related("tags", "sources", "corrections"))
        writers = Byline.objects.writers_of([article.pk for article in articles])
        photos = Photo.objects.in_bodies([article.body for article in articles])
        for article in articles:
            article.writers, article.photos = writers.get(article.pk, []), photos
        return articles

    def item_title(self, article):
        return article.title

    def item_link(self, article):
        return absolute(article.get_absolute_url())

    def item_guid(self, article):
        return absolute(reverse("articles:short", args=[article.pk]))

    def item_description(self, article):
        return article.summary

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.updated_at or article.published_at

    def item_categories(self, article):
        section = [article.category.name] if article.category else []
        return [*section, *sorted(tag.name for tag in article.tags.all())]

    def item_extra_kwargs(self, article):
        return {
            "bylines": [writer.name for writer in article.writers],
            "picture": article.picture if article.photo and article.photo.is_shown else None,
            "body": feed_body(article),
            "language": article.language,
        }


class Followed(NamedTuple):
    masthead: Masthead
    search: Asked


class SearchFeed(LatestFeed):
    """The newest stories of a search, whose address has the same parameters."""

    def get_object(self, request):
        furniture = furniture_of(request)
        categories = SimpleLazyObject(lambda: furniture.categories)  # Few searches ask for a section.
        return Followed(furniture.masthead, asked(request.GET, categories))

    def title(self, followed):
        return f"{followed.masthead.name}: {str(followed.search) or _('Search News')}"

    def description(self, followed):
        return super().description(followed.masthead)

    def author_name(self, followed):
        return followed.masthead.name

    def link(self, followed):
        return absolute(reverse("articles:search")) + followed.search.followed

    def feed_url(self, followed):
        return super().feed_url(followed) + followed.search.followed

    def items(self, followed):
        search = followed.search.search
        found = find(search, filings_of_it=filings(search)).ids
        articles = Article.objects.published().filter(pk__in=found)
        return self.with_all_that_is_shown(articles.newest_first())


def feed_body(article):
    """The story for feed readers: text and pictures, corrections and sources, links absolute.

    Of a lead photo that is not shown its lines stand at the end.
    """
    above, below = [], []
    for correction in article.standing_corrections:
        day = date_format(timezone.localtime(correction.at))
        lines = above if correction.is_retraction else below
        lines.append(f"{correction.get_kind_display()}, {day}: {correction.text}")
    below += [f"{ngettext('Source:', 'Sources:', 1)} {source}" for source in article.sources.all()]
    usage, lead = article.picture, ""
    if usage and usage.photo.is_shown:
        lead = render_to_string(FIGURE, {"usage": usage}).strip()
    elif usage:
        below += photo_lines(usage)
    body = shown_body(article, article.photos, FIGURE, regions=False).replace(f' class="{PULL_QUOTE}"', "")
    body = paragraphs(above) + lead + body + paragraphs(below)
    for attribute in ("href", "src"):
        body = body.replace(f'{attribute}="/', f'{attribute}="{settings.NEWSROOM_ADDRESS}/')
    return body


def photo_lines(usage):
    photo, terms = usage.photo, usage.photo.license
    return [
        usage.caption,
        f"{photo.credit_label}: {usage.credit}" if usage.credit else "",
        f"{photo.license_label}: {terms}" if terms else "",
    ]


def paragraphs(lines):
    return "".join(paragraph(line) for line in lines if line)
