from django.core.paginator import EmptyPage, Paginator
from django.db.models import IntegerField, Subquery
from django.http import Http404

from .models import Article

PAGE_SIZE = 20


class Total(Subquery):
    """The number of rows of a query, as a column beside other rows."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def page_of(request, articles):
    """Return the page of `articles` that `?page=` asks for. Raises Http404 where there is none."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise Http404(f"“{text[:40]}” is not the number of a page.")
    number = int(text)
    cards = cards_of(articles, number)
    paginator = Paginator(articles, PAGE_SIZE)
    paginator.count = cards[0].total if cards else articles.count()
    try:
        page = paginator.page(number)
    except EmptyPage as error:
        raise Http404(f"There is no page {number}; the last one is {paginator.num_pages}.") from error
    page.object_list = cards
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return page


def cards_of(articles, number):
    """Return a page of cards, each with the `total` of all. Two queries, bylines included.

    The page's ids are found on the index alone, so that page 400 costs what page 1 costs.
    """
    first = max(number - 1, 0) * PAGE_SIZE
    ids = articles.values("pk")[first : first + PAGE_SIZE]
    total = Total(articles.order_by().values("pk"))
    cards = Article.objects.for_cards().annotate(total=total).filter(pk__in=ids)
    return list(cards.order_by(*articles.query.order_by))
