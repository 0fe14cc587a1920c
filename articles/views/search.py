from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import Article
from ..search import LENGTH, NEWEST, ORDERS, PAGE_SIZE, Search, find, parse
from ..text import clean_line


@require_safe
def search_page(request):
    typed = request.GET.get("q", "")
    order = request.GET.get("order", NEWEST)
    query = parse(typed)
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise Http404(_("“{text}” is not the number of a page.").format(text=text[:40]))
    results = find(Search(query), order if order in ORDERS else NEWEST, int(text))
    paginator = Paginator(range(results.total), PAGE_SIZE)
    try:
        page = paginator.page(int(text))
    except EmptyPage as error:
        reason = _("There is no page {number}; the last one is {last}.")
        raise Http404(reason.format(number=int(text), last=paginator.num_pages)) from error
    cards = Article.objects.published().for_cards().in_bulk(results.ids)
    page.object_list = [cards[pk] for pk in results.ids if pk in cards]
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    context = {
        "page": page,
        "typed": clean_line(typed[:LENGTH]),
        "words": query,
        "order": results.order,
        "order_name": ORDERS[results.order],
        "unknown_order": order[:40] if order not in ORDERS else "",
    }
    return render(request, "articles/search.html", context)
