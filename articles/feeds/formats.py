"""The three formats of feeds, with whole stories in each."""

import json

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date

from ..furniture import absolute


class RssFeed(Rss201rev2Feed):
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
        address, width, height = file_of(usage)
        file = {
            "url": address,
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


class AtomFeed(Atom1Feed):
    """Atom 1.0 with whole stories, and an author for each byline."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["bylines"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        handler.addQuickElement("content", item["body"], {"type": "html"})


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1: jsonfeed.org/version/1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "items": [self.item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False).encode(encoding))

    def item(self, item):
        fields = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["body"],
            "summary": item["description"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": [{"name": name} for name in item["bylines"]],
            "tags": list(item["categories"]),
            "language": item["language"],
        }
        if item["picture"]:
            fields["image"], _, _ = file_of(item["picture"])
        return {name: value for name, value in fields.items() if value}


def file_of(usage):
    """Return the address, width and height of a picture’s file for lists."""
    width, height = usage.photo.sizes("16x9")[-1]
    return absolute(usage.photo.address(f"16x9-{width}.jpg")), width, height
