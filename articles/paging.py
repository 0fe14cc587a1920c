from django.core.paginator import EmptyPage, Paginator
from django.db.models import IntegerField, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from .models.card import numbered_cards

PAGE_SIZE = 20


class Total(Subquery):
    """The number of rows of a query, as a column beside other rows."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def page_of(request, things, shown=None):
    """Return the page of `things` that `?page=` asks for. Raises Http404 where there is none.

    `shown` makes a list of a queryset, with all that is shown of each; without it the things are stories.
    """
    number = number_of(request)
    if shown is None:
        rows, total = cards_of(things, number)
    else:
        rows = shown(rows_of(things, number))
        total = rows[0].total if rows else None
    paginator = Paginator(things, PAGE_SIZE)
    paginator.count = things.count() if total is None else total
    return page_with(paginator, number, rows)


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
    """Return a page of things, each with the `total` of all, as a queryset."""
    ids = page_ids(things, number)
    total = Total(things.order_by().values("pk"))
    rows = things.model.objects.annotate(total=total).filter(pk__in=ids)
    return rows.order_by(*things.query.order_by)


def page_ids(things, number):
    """Return the ids of a page: found on the index alone, so that page 400 costs what page 1 costs."""
    first = max(number - 1, 0) * PAGE_SIZE
    return things.values("pk")[first : first + PAGE_SIZE]


def cards_of(stories, number):
    """Return a page of stories as cards, and the number of all; None, where the page has none."""
    ids, given = page_ids(stories, number).query.sql_with_params()
    all_ids, given_to_all = stories.order_by().values("pk").query.sql_with_params()
    return numbered_cards(stories.query.order_by, (ids, given), (all_ids, given_to_all))
