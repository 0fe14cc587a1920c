from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.text import Truncator

from .furniture import furniture_of
from .markup import paragraph, with_dateline
from .models import Article, Byline

FEED_SIZE = 20


class StoryFeed(Rss201rev2Feed):
    """RSS 2.0 with whole stories (content:encoded) and one dc:creator for each byline."""

    def root_attributes(self):
        return super().root_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["bylines"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["body"])


class LatestFeed(Feed):
    """The latest stories. Every link is built from NEWSROOM_ADDRESS; a guid never changes with the slug."""

    feed_type = StoryFeed
    item_guid_is_permalink = False

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

    def link(self, masthead):
        return absolute(reverse("articles:front"))

    def feed_url(self, masthead):
        return absolute(reverse("articles:feed"))

    def items(self, masthead):
        return (
            Article.objects.published()
            .newest_first()
            .select_related("photo__license", "category")
            .prefetch_related(
                "tags",
                "sources",
                "corrections",
                Prefetch("bylines", Byline.objects.select_related("author")),
            )
        )[:FEED_SIZE]

    def item_title(self, article):
        return article.title

    def item_link(self, article):
        return absolute(article.get_absolute_url())

    def item_guid(self, article):
        return absolute(reverse("articles:short", args=[article.pk]))

    def item_description(self, article):
        return article.standfirst or Truncator(article.text).words(50)

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.updated_at or article.published_at

    def item_categories(self, article):
        section = [article.category.name] if article.category else []
        return [*section, *sorted(tag.name for tag in article.tags.all())]

    def item_extra_kwargs(self, article):
        return {
            "bylines": [
                byline.author.name for byline in article.bylines.all() if byline.role == Byline.Role.BY
            ],
            "body": feed_body(article),
        }


def feed_body(article):
    """The story for feed readers: text, corrections, sources and the photo's lines, links absolute."""
    above, below = [], []
    for correction in article.standing_corrections:
        day = dateformat.format(timezone.localtime(correction.at), "F j, Y")
        lines = above if correction.is_retraction else below
        lines.append(f"{correction.get_kind_display()}, {day}: {correction.text}")
    below += [f"Source: {source}" for source in article.sources.all()]
    if photo := article.photo:
        medium = photo.get_medium_display()
        below += [photo.caption, f"{medium} Credit: {photo.credit}" if photo.credit else ""]
        below += [f"{medium} License: {photo.license}" if photo.license else ""]
    body = paragraphs(above) + with_dateline(article.body, article.dateline) + paragraphs(below)
    return body.replace('href="/', f'href="{settings.NEWSROOM_ADDRESS}/')


def paragraphs(lines):
    return "".join(paragraph(line) for line in lines if line)


def absolute(path):
    return settings.NEWSROOM_ADDRESS + path
