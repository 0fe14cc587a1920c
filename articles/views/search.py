from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from ..furniture import absolute, furniture_of
from ..models import Author, Tag
from ..paging import number_of, page_with
from ..printing import chosen
from ..search import LENGTH, ORDERS, PAGE_SIZE, Filters, Search, did_you_mean, filings, find
from ..search.asking import asked
from ..search.choices import choices, most_frequent
from ..search.names import named
from ..search.showing import shown, stories_of
from ..search.suggesting import suggestions
from ..text import clean_line

SHORT_NAME = 16  # characters, the most that an OpenSearch description may have


@require_safe
def search_page(request):
    categories = furniture_of(request).categories
    own, _, _ = chosen(request.GET.getlist("story"), request.GET.get("title", ""))
    search = replace(asked(request.GET, categories), kept=tuple(own.query))
    number = number_of(request)
    filed = filings(search.search)
    results = find(search.search, search.order, number, filed)
    stories = stories_of(results.ids, search.search.query)
    names = names_for(search, filed, stories)
    page = page_with(
        Paginator(range(results.total), PAGE_SIZE),
        1 if results.took_too_long else number,
        shown(stories, search.search.query, names),
    )
    context = {
        "own": own,
        "own_address": own.address(reverse("articles:own_edition")),
        "asked": search,
        "results": results,
        "page": page,
        "total": total_of(results),
        "order_name": ORDERS[results.order],
        "choices": list(choices(search, filed, categories, names)),
    }
    if not results.total and not results.took_too_long:
        context |= ways_on(search)
    return render(request, "articles/search.html", context)


@require_safe
def suggest(request):
    """Answer what may be meant while it is typed, as browsers ask it too: the OpenSearch extension for suggestions."""
    typed = clean_line(request.GET.get("q", "")[:LENGTH])
    found = suggestions(typed, furniture_of(request).categories)
    answer = [
        typed,
        [each.label for each in found],
        [str(each.kind) for each in found],
        [absolute(each.address) for each in found],
    ]
    return JsonResponse(answer, safe=False, content_type="application/x-suggestions+json")


@require_safe
def description(request):
    """Tell browsers how this site is searched: github.com/dewitt/opensearch, 1.1."""
    name = Truncator(furniture_of(request).masthead.name).chars(SHORT_NAME)
    return render(
        request,
        "articles/opensearch.xml",
        {"short_name": name, "language": settings.LANGUAGE_CODE},
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


def names_for(search, filed, stories):
    """Return the names of what can be chosen, and those beside stories: all, where words may stand in them."""
    tags, authors = (
        [pk for pk, _ in most_frequent(counts)] if name not in search.filters else []
        for name, counts in (("tag", filed.tags), ("author", filed.authors))
    )
    return named(
        Tag.objects.filter(pk__in=tags),
        Author.objects.filter(pk__in=authors),
        [story.pk for story in stories],
    )


def total_of(found):
    """Write the number of stories, with a plus where there may be more."""
    return number_format(found.total, force_grouping=True) + ("+" if found.is_capped else "")


def ways_on(search):
    """Return what helps where nothing was found: the search without its filters, or else another spelling."""
    if search.search.filters:
        everywhere = find(Search(search.search.query))
        if everywhere.total:
            return {"everywhere": everywhere, "everywhere_total": total_of(everywhere)}
    guess = did_you_mean(search.typed, Filters())
    if guess is None:
        return {}
    return {
        "guess": guess,
        "guess_address": f"?{urlencode([('q', guess.typed), *search.kept])}",
        "guess_total": total_of(guess),
    }
