from django.conf import settings
from django.contrib.syndication.views import Feed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.formats import date_format
from django.utils.translation import ngettext

from .bodies import shown_body
from .furniture import absolute, furniture_of
from .markup import paragraph
from .models import Article, Byline, Photo

FEED_SIZE = 20
FIGURE = "articles/_feed_figure.html"


class StoryFeed(Rss201rev2Feed):
    """RSS 2.0 with whole stories (content:encoded), one dc:creator for each byline, and the lead picture.

    It is media:content and not an enclosure, which feed readers take for something to listen to.
    """

    def root_attributes(self):
        return super().root_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["bylines"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        if item["picture"]:
            self.add_picture(handler, item["picture"])
        handler.addQuickElement("content:encoded", item["body"])

    def add_picture(self, handler, usage):
        width, height = usage.photo.sizes("16x9")[-1]
        file = {
            "url": absolute(usage.photo.address(f"16x9-{width}.jpg")),
            "type": "image/jpeg",
            "medium": "image",
            "width": str(width),
            "height": str(height),
        }
        handler.startElement("media:content", file)
        if usage.caption:
            handler.addQuickElement("media:description", usage.caption, {"type": "plain"})
        handler.addQuickElement("media:credit", usage.credit)
        handler.endElement("media:content")


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
        newest = Article.objects.published().newest_first().select_related("photo__license", "category")
        articles = list(newest.prefetch_related("tags", "sources", "corrections")[:FEED_SIZE])
        writers = Byline.objects.writers_of(articles)
        photos = Photo.objects.in_bodies([article.body for article in articles])
        for article in articles:
            article.writers, article.photos = writers[article.pk], photos
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
        }


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
    body = shown_body(article, article.photos, FIGURE, regions=False)
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
