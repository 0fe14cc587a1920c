from django.contrib.sitemaps.views import sitemap
from django.urls import path, register_converter
from django.views.decorators.http import require_safe

from .converters import (
    IdConverter,
    KeyConverter,
    LogoConverter,
    RenditionConverter,
    SlugConverter,
    TwoDigitsConverter,
    UidConverter,
    YearConverter,
)
from .feeds import AtomFeed, EditionFeed, JsonFeed, LatestFeed, RssFeed, SearchFeed
from .sitemaps import SITEMAPS
from .views import (
    editions,
    front,
    health,
    listings,
    media,
    offline,
    paper,
    photo_credits,
    robots,
    search,
    story,
)

register_converter(SlugConverter, "newsslug")
register_converter(YearConverter, "year")
register_converter(TwoDigitsConverter, "two")
register_converter(IdConverter, "id")
register_converter(UidConverter, "uid")
register_converter(KeyConverter, "key")
register_converter(RenditionConverter, "rendition")
register_converter(LogoConverter, "logo")


def feeds(below, feed, name):
    """Return the addresses of a feed in its formats."""
    formats = (("", RssFeed, name), ("atom/", AtomFeed, f"{name}_atom"), ("json/", JsonFeed, f"{name}_json"))
    return [
        path(f"{below}feed/{end}", require_safe(feed(kind, name)), name=name) for end, kind, name in formats
    ]


app_name = "articles"
urlpatterns = [
    path("", front.front_page, name="front"),
    path("news/", listings.news_page, name="news"),
    path("news/<newsslug:slug>/", story.story_page, name="story"),
    path("news/<newsslug:slug>/print/", paper.print_page, name="print"),
    path("news/<newsslug:slug>.pdf", paper.pdf, name="pdf"),
    path("n/<id:number>/", story.short_address, name="short"),
    path("category/<newsslug:slug>/", listings.category_page, name="category"),
    path("tag/<newsslug:slug>/", listings.tag_page, name="tag"),
    path("author/<newsslug:slug>/", listings.author_page, name="author"),
    path("series/<newsslug:slug>/", listings.series_page, name="series"),
    *feeds("editions/", EditionFeed, "edition_feed"),
    path("editions/", editions.editions_page, name="editions"),
    path("editions/own/", editions.own_page, name="own_edition"),
    path("editions/<newsslug:slug>/", editions.edition_page, name="edition"),
    path("editions/<newsslug:slug>/print/", editions.print_page, name="edition_print"),
    path("editions/<newsslug:slug>.pdf", editions.pdf, name="edition_pdf"),
    path("archive/", listings.archive_page, name="archive"),
    path("archive/<year:year>/", listings.archive_page, name="archive_year"),
    path("archive/<year:year>/<two:month>/", listings.archive_page, name="archive_month"),
    path("archive/<year:year>/<two:month>/<two:day>/", listings.archive_page, name="archive_day"),
    path("archive/front/<year:year>/<two:month>/<two:day>/", front.front_archive_page, name="front_archive"),
    path("photo-credits/", photo_credits.photo_credits_page, name="photo_credits"),
    path("search/", search.search_page, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("opensearch.xml", search.description, name="opensearch"),
    *feeds("search/", SearchFeed, "search_feed"),
    *feeds("", LatestFeed, "feed"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots.robots, name="robots"),
    path("media/pictures/<uid:uid>/", media.picture, name="picture"),
    path("media/pictures/<uid:uid>/<key:key>/<rendition:name>", media.picture_file, name="picture_file"),
    path("media/logo/<logo:name>", media.logo_file, name="logo_file"),
    path("sw.js", offline.worker, name="worker"),
    path("offline/", offline.offline_page, name="offline"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
