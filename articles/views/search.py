from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Article
from ..paging import page_of
from ..search import LENGTH, NEWEST, ORDERS, find, words_of
from ..text import clean_line


@require_safe
def search_page(request):
    typed = request.GET.get("q", "")
    order = request.GET.get("order", NEWEST)
    words = words_of(typed)
    known_order = order if order in ORDERS else NEWEST
    articles = find(Article.objects.published(), words, known_order)
    context = {
        "page": page_of(request, articles),
        "typed": clean_line(typed[:LENGTH]),
        "words": words,
        "order": known_order,
        "order_name": ORDERS[known_order],
        "unknown_order": order[:40] if order != known_order else "",
    }
    return render(request, "articles/search.html", context)
