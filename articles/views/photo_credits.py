from itertools import chain

from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Article, Author, Photo, Use
from ..paging import page_of

STORIES = 5  # The newest in which a picture stands; the portrait of a mayor stands in hundreds.


@require_safe
def photo_credits_page(request):
    """Every picture that something public uses, with its rights and where readers see it."""
    page = page_of(request, Photo.objects.in_use().order_by("-pk"), with_places)
    for photo in page:
        photo.stories, photo.is_in_more = stories(photo)
    return render(request, "articles/photo_credits.html", {"page": page})


def with_places(photos):
    """Return photos with the newest live stories in which they stand, and the authors whom readers see on them."""
    live = Article.objects.published()
    led = live.newest_first().only("photo", "slug", "kicker", "headline", "language", "published_at")
    shown_in = (
        Use.objects.filter(Article.live_when("article__"), is_public=True)
        .select_related("article")
        .defer("article__body")
        .order_by("-article__published_at", "-article")
    )
    signing = Author.objects.filter(Article.live_when("bylines__article__")).distinct()
    return list(
        photos.select_related("license").prefetch_related(
            Prefetch("articles", led[: STORIES + 1], to_attr="led"),
            Prefetch("uses", shown_in[: STORIES + 1], to_attr="shown_in"),
            Prefetch("portrayed", signing, to_attr="signing"),
        )
    )


def stories(photo):
    """Return the newest stories that show a photo, and whether there are more."""
    found = {article.pk: article for article in chain(photo.led, (use.article for use in photo.shown_in))}
    newest = sorted(found.values(), key=lambda article: (article.published_at, article.pk), reverse=True)
    return newest[:STORIES], len(newest) > STORIES
