"""What templates ask, and the one place where a body becomes safe HTML."""

from django import template
from django.utils.safestring import mark_safe

from ..markup import with_dateline
from ..models import Article
from ..search import NEWEST, ORDERS

LATEST = 5

register = template.Library()


@register.filter
def body(article):
    """The story's text with its dateline. It was sanitised when it was stored (articles/models/fields.py)."""
    return mark_safe(with_dateline(article.body, article.dateline))  # noqa: S308


@register.inclusion_tag("articles/_latest.html")
def latest_news(article=None):
    """The newest stories, without the one that is being read."""
    stories = Article.objects.published().newest_first().defer("body", "standfirst")
    if article is not None:
        stories = stories.exclude(pk=article.pk)
    return {"stories": stories[:LATEST]}


@register.inclusion_tag("articles/_search_form.html")
def search_form(name, typed="", order=NEWEST):
    """The search form; `name` tells apart the ids of two on one page."""
    return {"name": name, "typed": typed, "order": order, "orders": ORDERS.items()}
