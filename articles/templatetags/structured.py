"""Structured data in templates: a block of data in the page's head, which no browser runs."""

import json
import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from ..structured import news_article

written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# What could end the block or begin markup, and the line ends that older readers of JSON stumble on.
ODD = re.compile("[<>&\u2028\u2029]")

register = template.Library()


@register.simple_tag(takes_context=True)
def structured_data(context, article, photos):
    """What search engines are told of a story."""
    told = news_article(article, context["furniture"].masthead, photos)
    data = ODD.sub(lambda character: f"\\u{ord(character[0]):04X}", written(told))
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(data))  # noqa: S308
