"""Editions: chosen stories in order, as a page, on paper and as one PDF; and those that readers choose themselves."""

from dataclasses import replace

from django.core.files.storage import default_storage as storage
from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ..furniture import absolute
from ..models import Edition
from ..models.edition_file import is_live, path_of
from ..paging import page_of
from ..printing import Options, chosen, read
from ..printing.own import MOST, TITLE_LENGTH
from ..sheets import edition_paper, own_paper
from .errors import gone
from .paper import HttpResponseSeeOther


@require_safe
def editions_page(request):
    page = page_of(
        request, Edition.objects.published().newest_first(), lambda rows: list(rows.with_numbers())
    )
    return render(request, "articles/editions.html", {"page": page})


@require_safe
def edition_page(request, slug):
    edition = find(slug)
    stories = edition.stories().cards()
    if not stories:
        return gone(request, edition)
    context = {"edition": edition, "stories": stories, "has_pdf": is_live(edition)}
    return render(request, "articles/edition.html", context)


@require_safe
def print_page(request, slug):
    edition = find(slug)
    paper = edition_paper(edition)
    if not paper.stories:
        return gone(request, edition)
    context = {"edition": edition, "paper": paper, "address": absolute(edition.get_absolute_url())}
    return render(request, "articles/edition_print.html", context | {"options": options_of(request)})


@require_safe
def pdf(request, slug):
    """The PDF, as long as readers may see all that is in it; else the way to the edition's page."""
    edition = find(slug)
    if not is_live(edition):
        return HttpResponseSeeOther(edition.get_absolute_url())
    try:
        file = storage.open(path_of(edition))
    except FileNotFoundError:  # A new one has just taken its place.
        return HttpResponseSeeOther(edition.get_absolute_url())
    response = FileResponse(file, filename=f"{edition.slug}.pdf", content_type="application/pdf")
    response.headers["ETag"] = f'"{edition.pdf.removesuffix(".pdf")}"'
    return response


@require_safe
def own_page(request):
    """The print page of stories that a reader chose, in the order of the address."""
    own, odd, further = chosen(request.GET.getlist("story"), request.GET.get("title", ""))
    paper = own_paper(own)
    there = tuple(story.article.pk for story in paper.stories)
    notices = list(notices_of(odd + len(own.stories) - len(there), further))
    own = replace(own, stories=there)
    path = reverse("articles:own_edition")
    context = {
        "own": own,
        "paper": paper,
        "notices": notices,
        "rows": list(rows_of(own, path, paper.stories)),
        "title_length": TITLE_LENGTH,
        "address": absolute(own.address(path)),
        "options": options_of(request),
    }
    return render(request, "articles/edition_print.html", context)


def find(slug):
    return get_object_or_404(Edition.objects.known_to_readers(), slug=slug)


def options_of(request) -> Options:
    """Return how the reader wants it on paper; blocks are left out of single stories alone."""
    options, _ = read(request.GET)
    return replace(options, omit=())


def notices_of(missing, further):
    """Yield what readers are told of stories that were passed over; not why, as that would tell of drafts."""
    if missing:
        yield ngettext(
            "One of the chosen stories cannot be read here, and was left out.",
            "{number} of the chosen stories cannot be read here, and were left out.",
            missing,
        ).format(number=missing)
    if further:
        yield _("Only the first {number} stories are taken.").format(number=MOST)


def rows_of(own, path, stories):
    """Yield each story of a reader's own edition with the addresses of those without it, and with it moved."""
    last = len(own.stories) - 1
    for place, story in enumerate(stories):
        pk = story.article.pk
        yield {
            "article": story.article,
            "without": own.without(pk).address(path),
            "up": own.moved(pk, -1).address(path) if place else "",
            "down": own.moved(pk, 1).address(path) if place < last else "",
        }
