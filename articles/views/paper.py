"""Stories on paper: the print page, and the PDF."""

import logging
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response

from .. import printing
from ..furniture import absolute, furniture_of, story_context
from ..sheets import print_context, story_sheet
from .story import of_story

logger = logging.getLogger(__name__)

SOON = 3  # seconds
LATER = 600


@of_story
def print_page(request, article):
    context = story_context(furniture_of(request), article) | print_context(request)
    return render(request, "articles/print.html", context)


@of_story
def pdf(request, article):
    """A story's PDF, or the way to its print page: browsers save that as PDF, with paragraphs left out as well."""
    options, _ = printing.read(request.GET)
    on_paper = options.address(reverse("articles:print", args=[article.slug]))
    if options.omit or not printing.is_available():
        return HttpResponseSeeOther(on_paper)
    sheet = story_sheet(furniture_of(request), article, options)
    key = printing.key_of(sheet)
    if response := get_conditional_response(request, f'"{key}"'):
        return response
    try:
        return pdf_response(printing.pdf_of(sheet, key), article, key)
    except printing.UnavailableError as error:
        logger.error("No PDFs: %s", error)  # noqa: TRY400 - the sentence says it all
        return HttpResponseSeeOther(on_paper)
    except printing.BusyError:
        return not_yet(request, article, on_paper, is_coming=True)
    except printing.FailedError as error:
        logger.warning("No PDF of story %s: %s", article.pk, error)
        return not_yet(request, article, on_paper, is_coming=False)


def pdf_response(content, article, key):
    name = quote(f"{article.slug}.pdf")
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f"inline; filename=\"{article.pk}.pdf\"; filename*=UTF-8''{name}",
            "ETag": f'"{key}"',
            "Link": f'<{absolute(article.get_absolute_url())}>; rel="canonical"',
            "X-Robots-Tag": "noindex",
        },
    )


def not_yet(request, article, on_paper, *, is_coming):
    """The page that says why there is no PDF now; while one is coming, it asks again by itself."""
    context = {"article": article, "on_paper": on_paper, "seconds": SOON if is_coming else None}
    response = render(request, "articles/no_pdf.html", context, status=503)
    response.headers["Retry-After"] = SOON if is_coming else LATER
    return response


class HttpResponseSeeOther(HttpResponseRedirect):
    status_code = 303
