from calendar import Calendar, monthrange
from datetime import date
from functools import partial
from itertools import groupby

from django.db.models import CharField, Count
from django.db.models.functions import Cast, Substr
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..furniture import furniture_of, steps
from ..models import Article, Author, Series, Tag
from ..models.card import numbered_cards, numbered_few
from ..models.prepared import Prepared
from ..paging import page_of_cards

# What drafts alone use would tell of them.
SILENT_WHEN_EMPTY = ("tag", "author", "series")
TAG = Prepared(lambda: Tag.objects.filter(slug=""))
AUTHOR = Prepared(lambda: Author.objects.filter(slug="").select_related("portrait__license"))
TAGGED = Prepared(lambda: ids_and_times(Article.objects.published().tagged(Tag(pk=0))))
WRITTEN = Prepared(lambda: ids_and_times(Article.objects.published().written_by(Author(pk=0))))


@require_safe
def news_page(request):
    return render_listing(request, "news", Article.objects.published())


@require_safe
def category_page(request, slug):
    categories = furniture_of(request).categories
    category = categories.find(slug)
    if category is None:
        raise Http404(_("There is no section of this name."))
    context = {
        "category": category,
        "above": steps(categories.path(category.parent_id)),
        "below": categories.children(category),
        "section": categories.path(category.pk)[0].pk,
    }
    articles = Article.objects.published().filed_under(categories.subtree(category))
    return render_listing(request, "category", articles, context)


@require_safe
def tag_page(request, slug):
    tag = first_or_404(TAG.ask(slug))
    return render_page(request, "tag", partial(numbered_few, TAGGED, tag.pk), {"tag": tag})


@require_safe
def author_page(request, slug):
    author = first_or_404(AUTHOR.ask(slug))
    find = partial(numbered_few, WRITTEN, author.pk)
    return render_page(request, "author", find, {"author": author})


@require_safe
def series_page(request, slug):
    series = get_object_or_404(Series, slug=slug)
    return render_listing(
        request, "series", Article.objects.published().of_series(series), {"series": series}
    )


@require_safe
def archive_page(request, year=None, month=None, day=None):
    """Stories by the date under their headline, with counts by month, and the calendar of a month."""
    articles = Article.objects.published()
    first = span(year, month, day)[0]
    context = {
        "is_archive": True,
        "first": first,
        "year": year,
        "month": month,
        "day": day,
        "years": years_of(counts(within(articles, year), "month")),
        "weeks": weeks_of(first, dict(counts(within(articles, year, month), "day"))) if month else (),
    }
    return render_listing(request, "archive", within(articles, year, month, day), context)


def first_or_404(found):
    if not found:
        raise Http404
    return found[0]


def ids_and_times(articles):
    return articles.order_by().values_list("pk", "published_at")


def within(articles, year, month=None, day=None):
    """Return those of a year, month or day, or of all time."""
    return articles.filter(date__range=span(year, month, day)) if year else articles


def span(year, month, day):
    """Return the first and the last day of a year, month or day. Raises Http404 where there is no such date."""
    if year is None:
        return None, None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError as error:
        raise Http404(_("There is no such date.")) from error
    if day:
        return first, first
    return first, first.replace(month=month or 12, day=monthrange(year, month or 12)[1])


def counts(articles, step):
    """Count stories by “month” or “day”: pairs of its first day and a number, newest first.

    Cuts the date's text, which both databases do by themselves; Django's Trunc is Python on SQLite, row by row.
    """
    length = {"month": 7, "day": 10}[step]
    rows = (
        articles.annotate(step=Substr(Cast("date", CharField()), 1, length))
        .values_list("step")
        .annotate(Count("pk"))
        .order_by("-step")
    )
    return [(date.fromisoformat(f"{step}-01"[:10]), number) for step, number in rows]


def years_of(months):
    """Return counts of months by year: tuples of the year, its count, and those of its months."""
    years = [(year, tuple(group)) for year, group in groupby(months, key=lambda month: month[0].year)]
    return tuple((year, sum(number for _, number in group), group) for year, group in years)


def weeks_of(first, numbers):
    """Return the weeks of a month as pairs of a day and its count; those of other months have None."""
    first_weekday = (
        get_format("FIRST_DAY_OF_WEEK") - 1
    ) % 7  # Django counts from Sunday, Python from Monday.
    weeks = Calendar(first_weekday).monthdatescalendar(first.year, first.month)
    return tuple(
        tuple((day, numbers.get(day, 0) if day.month == first.month else None) for day in week)
        for week in weeks
    )


def render_listing(request, name, articles, context=None):
    """Render `articles/<name>.html` with the page of `articles` that is asked for, the newest first unless ordered."""
    ordered = articles if articles.query.order_by else articles.newest_first()
    return render_page(request, name, partial(numbered_cards, ordered), context)


def render_page(request, name, find, context=None):
    """Render `articles/<name>.html` with the page that is asked for of the stories that `find` gives."""
    page = page_of_cards(request, find)
    if name in SILENT_WHEN_EMPTY and not page.paginator.count:
        raise Http404(_("Nothing public stands here."))
    return render(request, f"articles/{name}.html", {"page": page, **(context or {})})
