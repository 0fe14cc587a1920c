from django.core.paginator import EmptyPage, Paginator
from django.db.models import IntegerField, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

PAGE_SIZE = 20


class Total(Subquery):
    """The number of rows of a query, as a column beside other rows."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def page_of(request, things, shown):
    """Return the page of `things` that `?page=` asks for. Raises Http404 where there is none.

    `shown` makes a list of a queryset, with all that is shown of each.
    """
    number = number_of(request)
    rows = shown(rows_of(things, number))
    paginator = Paginator(things, PAGE_SIZE)
    paginator.count = rows[0].total if rows else things.count()
    return page_with(paginator, number, rows)


def page_of_cards(request, find):
    """Return the page of stories that `?page=` asks for, as cards. Raises Http404 where there is none.

    `find` gives some of them and the number of all: see models/card.py.
    """
    number = number_of(request)
    cards, total = find(first=first_of(number), most=PAGE_SIZE)
    if total is None and number > 1:
        total = find(first=0, most=1)[1]
    return page_with(Paginator(range(total or 0), PAGE_SIZE), number, cards)


def first_of(number):
    return max(number - 1, 0) * PAGE_SIZE


def number_of(request):
    """Return the number of the page that is asked for. Raises Http404 where it is none."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise Http404(_("“{text}” is not the number of a page.").format(text=text[:40]))
    return int(text)


def page_with(paginator, number, rows):
    """Return a page on which these rows stand. Raises Http404 where there is none of this number."""
    try:
        page = paginator.page(number)
    except EmptyPage as error:
        reason = _("There is no page {number}; the last one is {last}.")
        raise Http404(reason.format(number=number, last=paginator.num_pages)) from error
    page.object_list = rows
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return page


def rows_of(things, number):
    """Return a page of things, each with the `total` of all, as a queryset.

    The page's ids are found on the index alone, so that page 400 costs what page 1 costs.
    """
    first = first_of(number)
    ids = things.values("pk")[first : first + PAGE_SIZE]
    total = Total(things.order_by().values("pk"))
    rows = things.model.objects.annotate(total=total).filter(pk__in=ids)
    return rows.order_by(*things.query.order_by)
