from operator import attrgetter

from django.db.models import Q, prefetch_related_objects
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..furniture import furniture_of
from ..models import Article

TOP_STORIES = 6
BAND_STORIES = 5
LATEST = 4


@require_safe
def front_page(request):
    categories = furniture_of(request).categories
    newest = list(cards()[: TOP_STORIES + LATEST])
    pictured = first_pictured(newest[:TOP_STORIES], attrgetter("fits_lead"))
    lead = pictured or next(iter(newest), None)
    tops = [story for story in newest[:TOP_STORIES] if story is not lead]
    bands = section_bands(categories, newest)
    prefetch_related_objects(
        [*newest, *(story for band in bands for column in band["columns"] for story in column)],
        "bylines__author",
    )
    context = {
        "lead": lead,
        "lead_is_pictured": bool(pictured),
        "follow_ups": tops[3:],
        "tops": tops[:3],
        "latest": newest[TOP_STORIES:],
        "bands": bands,
    }
    return render(request, "articles/front.html", context)


def first_pictured(stories, fits):
    """Return the first story whose picture readers see, else one whose picture has ended and keeps its place."""
    fitting = [
        story for story in stories if story.photo and fits(story.photo) and story.photo.is_kept_in_place
    ]
    return next((story for story in fitting if story.photo.is_shown), next(iter(fitting), None))


def section_bands(categories, shown):
    """Return for each section its newest stories, none of which stands among `shown`."""
    wanted = Q(pk__in=[])
    for section in categories.roots:
        newest = (
            Article.objects.published()
            .filter(category__in=categories.subtree(section))
            .exclude(pk__in=[story.pk for story in shown])
            .newest_first()
        )
        wanted |= Q(pk__in=newest.values("pk")[:BAND_STORIES])
    stories = {}
    for story in cards().filter(wanted):
        stories.setdefault(categories.path(story.category_id)[0], []).append(story)
    return [
        {
            "section": section,
            "subsections": categories.children(section),
            "columns": columns(stories[section]),
        }
        for section in categories.roots
        if section in stories
    ]


def columns(stories):
    """Return stories in at most three columns, newest in the first row; one with its picture stands alone."""
    pictured = first_pictured(stories, attrgetter("fits_cards"))
    others = [story for story in stories if story is not pictured]
    if pictured:
        return [[pictured], *(column for column in (others[::2], others[1::2]) if column)]
    return [column for column in (others[::3], others[1::3], others[2::3]) if column]


def cards():
    return (
        Article.objects.published().newest_first().select_related("photo__license", "category").defer("body")
    )
