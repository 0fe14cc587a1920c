from django.core.paginator import EmptyPage, Paginator
from django.http import Http404

from .models import Article

PAGE_SIZE = 20


class CardPaginator(Paginator):
    """Pages of cards. The page's ids are found on the index alone, so that page 400 costs what page 1 costs."""

    def page(self, number):
        page = super().page(number)
        ids = page.object_list.values("pk")
        page.object_list = (
            Article.objects.for_cards().filter(pk__in=ids).order_by(*self.object_list.query.order_by)
        )
        return page


def page_of(request, articles):
    """Return the page of `articles` that `?page=` asks for. Raises Http404 where there is none."""
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Http404(f"“{number[:40]}” is not the number of a page.")
    paginator = CardPaginator(articles, PAGE_SIZE)
    try:
        page = paginator.page(int(number))
    except EmptyPage as error:
        raise Http404(f"There is no page {number}; the last one is {paginator.num_pages}.") from error
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return page
