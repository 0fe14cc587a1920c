"""Stories on paper: the print page, and the PDF."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from .. import printing
from ..furniture import story_context
from ..sheets import print_context
from .story import of_story


@of_story
def print_page(request, article):
    context = story_context(request, article) | print_context(request)
    return render(request, "articles/print.html", context)


@of_story
def pdf(request, article):
    """Where Newsroom makes no PDFs itself, the print page is the way to one: browsers save it as PDF."""
    options, _ = printing.read(request.GET)
    return HttpResponseSeeOther(options.address(reverse("articles:print", args=[article.slug])))


class HttpResponseSeeOther(HttpResponseRedirect):
    status_code = 303
