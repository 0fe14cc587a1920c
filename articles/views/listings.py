from calendar import monthrange
from datetime import date

from django.db.models import CharField, Count
from django.db.models.functions import Cast, Substr
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..furniture import furniture_of
from ..models import Article, Author, Tag
from ..paging import page_of

# What drafts alone use would tell of them.
SILENT_WHEN_EMPTY = ("tag", "author")


@require_safe
def news_page(request):
    return render_listing(request, "news", Article.objects.published())


@require_safe
def category_page(request, slug):
    categories = furniture_of(request).categories
    category = categories.find(slug)
    if category is None:
        raise Http404("There is no section of this name.")
    context = {
        "category": category,
        "above": categories.path(category.parent_id),
        "below": categories.children(category),
        "section": categories.path(category.pk)[0],
    }
    articles = Article.objects.published().filed_under(categories.subtree(category))
    return render_listing(request, "category", articles, context)


@require_safe
def tag_page(request, slug):
    tag = get_object_or_404(Tag, slug=slug)
    return render_listing(request, "tag", Article.objects.published().tagged(tag), {"tag": tag})


@require_safe
def author_page(request, slug):
    author = get_object_or_404(Author.objects.select_related("portrait__license"), slug=slug)
    return render_listing(
        request, "author", Article.objects.published().written_by(author), {"author": author}
    )


@require_safe
def archive_page(request, year=None, month=None, day=None):
    """Stories by the date under their headline, with the counts of the next finer step."""
    first, last = span(year, month, day)
    articles = Article.objects.published()
    if year:
        articles = articles.filter(date__range=(first, last))
    context = {
        "first": first,
        "year": year,
        "month": month,
        "day": day,
        "counts": counts(articles, month, day),
    }
    return render_listing(request, "archive", articles, context)


def span(year, month, day):
    """Return the first and the last day of a year, month or day. Raises Http404 where there is no such date."""
    if year is None:
        return None, None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError as error:
        raise Http404("There is no such date.") from error
    if day:
        return first, first
    return first, first.replace(month=month or 12, day=monthrange(year, month or 12)[1])


def counts(articles, month, day):
    """Count stories by month, or by day within a month: pairs of a date and a number, newest first.

    Cuts the date's text, which both databases do by themselves; Django's Trunc is Python on SQLite, row by row.
    """
    if day:
        return []
    length = 10 if month else 7
    rows = (
        articles.annotate(step=Substr(Cast("date", CharField()), 1, length))
        .values_list("step")
        .annotate(Count("pk"))
        .order_by("-step")
    )
    return [(date.fromisoformat(f"{step}-01"[:10]), number) for step, number in rows]


def render_listing(request, name, articles, context=None):
    """Render `articles/<name>.html` with the page of `articles` that is asked for, newest first."""
    page = page_of(request, articles.newest_first())
    if name in SILENT_WHEN_EMPTY and not page.paginator.count:
        raise Http404("Nothing public stands here.")
    return render(request, f"articles/{name}.html", {"page": page, **(context or {})})
