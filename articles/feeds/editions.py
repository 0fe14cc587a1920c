"""The feed of editions: their introductions, and the headlines of their stories as links."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ..furniture import absolute
from ..models import Edition
from .stories import FEED_SIZE, LatestFeed

SUMMARY_LENGTH = 500  # characters


class EditionFeed(LatestFeed):
    """The newest editions."""

    def title(self, masthead):
        return f"{masthead.name}: {_('Editions')}"

    def link(self, masthead):
        return absolute(reverse("articles:editions"))

    def items(self, masthead):
        editions = Edition.objects.published().newest_first().with_headlines()
        return list(editions[:FEED_SIZE])

    def item_title(self, edition):
        return edition.title

    def item_guid(self, edition):
        # Its slug may change, and its title.
        return f"{absolute(reverse('articles:editions'))}#{edition.pk}"

    def item_description(self, edition):
        headlines = " · ".join(story.title for story in edition.headlines)
        return Truncator(edition.introduction or headlines).chars(SUMMARY_LENGTH)

    def item_updateddate(self, edition):
        return max(edition.published_at, edition.pdf_made_at or edition.published_at)

    def item_categories(self, edition):
        return []

    def item_extra_kwargs(self, edition):
        body = render_to_string(
            "articles/_feed_edition.html", {"edition": edition, "site": settings.NEWSROOM_ADDRESS}
        )
        return {"bylines": [], "picture": None, "body": body, "language": settings.LANGUAGE_CODE}
