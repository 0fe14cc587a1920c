from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from django.urls import reverse

from .models import Article, Author, Category, Edition, Series, Tag


class NewsroomSitemap(Sitemap):
    """Builds its addresses from NEWSROOM_ADDRESS, never from the Host header."""

    limit = 50_000  # The most that the protocol allows in one map.

    @property
    def protocol(self):
        return urlsplit(settings.NEWSROOM_ADDRESS).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.NEWSROOM_ADDRESS).netloc


class StorySitemap(NewsroomSitemap):
    def items(self):
        return Article.objects.published().newest_first().only("slug", "published_at", "updated_at")

    def lastmod(self, article):
        return article.updated_at or article.published_at


class PageSitemap(NewsroomSitemap):
    """The front page and all that has a listing with at least one live story in it."""

    def items(self):
        live = Article.objects.published().order_by()
        editions = list(Edition.objects.published())
        return [
            reverse("articles:front"),
            reverse("articles:news"),
            reverse("articles:archive"),
            reverse("articles:photo_credits"),
            *([reverse("articles:editions")] if editions else []),
            *(
                thing.get_absolute_url()
                for things in (
                    categories_of(live),
                    Tag.objects.filter(taggings__content_object__in=live),
                    Author.objects.filter(bylines__article__in=live),
                    Series.objects.filter(articles__in=live),
                )
                for thing in things.distinct()
            ),
            *(edition.get_absolute_url() for edition in editions),
        ]

    def location(self, address):
        return address


def categories_of(articles):
    """The categories that list at least one of `articles`: their own, further ones, and those above."""
    own = Q(articles__in=articles) | Q(further_articles__in=articles)
    below = own | Q(children__articles__in=articles) | Q(children__further_articles__in=articles)
    two_below = Q(children__children__articles__in=articles) | Q(
        children__children__further_articles__in=articles
    )
    return Category.objects.filter(below | two_below)


SITEMAPS = {"stories": StorySitemap, "pages": PageSitemap}
