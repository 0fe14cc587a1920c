"""What templates ask."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from ..bodies import shown_body
from ..front import end_of
from ..mail import mail
from ..models import Article
from ..printing import is_available
from ..search import NEWEST, ORDERS
from ..text import separated
from .pictures import is_shown, picture

LATEST = 5
WIDE = 1400  # pixels
# What each variant of a card shows beside the headline; bylines must have been asked for.
CARDS = {
    "lead": ("picture", "standfirst", "byline", "time"),
    "top": ("standfirst", "byline", "date"),
    "pictured": ("picture", "standfirst", "byline", "date"),
    "plain": ("standfirst", "byline", "date"),
    "compact": ("date",),
    "latest": ("time",),
    "listing": ("day", "picture", "standfirst", "byline"),
    "found": ("day", "picture", "standfirst", "section", "byline"),
}
PLACES = {"lead": "lead", "pictured": "card"}  # Where a card's picture stands: see templatetags/pictures.py.

register = template.Library()
register.filter("legible", uri_to_iri)  # An address as people read it, for paper.
register.simple_tag(is_available, name="makes_pdf")


class Constant(template.Node):
    """What is the same on every page, rendered once for each language; nothing of the page is known in it."""

    def __init__(self, nodelist):
        self.nodelist = nodelist
        self.rendered = {}

    def render(self, context):
        language = get_language()
        if language not in self.rendered:
            self.rendered[language] = self.nodelist.render(context.new())
        return self.rendered[language]


@register.tag
def constant(parser, token):
    nodelist = parser.parse(("endconstant",))
    parser.delete_first_token()
    return Constant(nodelist)


@register.simple_tag
def body(article, photos):
    """The story's text with its dateline, its pictures, and films and posts of other sites."""
    return shown_body(article, photos, sites=settings.NEWSROOM_EMBEDS, place="column")


@register.filter
def in_language(article):
    """The attributes of a story's text whose language is not the site's."""
    if article.language == settings.LANGUAGE_CODE:
        return ""
    return format_html(' lang="{}" dir="{}"', article.language, article.direction)


@register.filter
def is_wide(usage):
    """Whether a picture may stand across margin and text."""
    return is_shown(usage) and usage.photo.width >= max(WIDE, usage.photo.height)


@register.filter
def posted_by(stories, day):
    """Whether one of these stories was posted by the end of a day that has come, so that it has a front page."""
    return day <= timezone.localdate() and any(story.published_at <= end_of(day) for story in stories)


@register.filter
def names(article, without=None):
    """Who wrote a story, as one line."""
    signed = [writer.name for writer in article.writers if without is None or writer.pk != without.pk]
    return "".join(before + name for before, name in separated(signed))


@register.filter
def introduced(article):
    """The authors of a story of whom there is something to say at its end."""
    return [author for author in article.writers if author.beat or author.portrait_id]


@register.inclusion_tag("articles/_cards.html", takes_context=True)
def cards(context, stories, variant, level="2", author=None):
    """Stories in a list, as one of CARDS; on the page of `author` only those who wrote with them are named."""
    return {
        "cards": [card_of(context, story, variant, author) for story in stories],
        "variant": variant,
        "level": level,
        "author": author,
    }


@register.inclusion_tag("articles/_cards.html", takes_context=True)
def card(context, story, variant, level="2", author=None):
    """One story as in a list."""
    return cards(context, [story], variant, level, author)


@register.inclusion_tag("articles/_cards.html", takes_context=True)
def found_cards(context, found):
    """What a search found (see search/showing.py), with the words marked that were sought, and to be chosen."""
    cards = [
        card_of(context, each.story, "found", None)
        | {
            "kicker": with_marks(each.kicker),
            "headline": with_marks(each.headline),
            "standfirst": with_marks(each.passage),
            "choice": each.story.pk,
            "is_chosen": each.story.pk in context["own"].stories,
        }
        for each in found
    ]
    return {"cards": cards, "variant": "found", "level": "2", "author": None}


@register.filter
def elsewhere(chosen, page):
    """Those ids of chosen stories that no card of a page of results stands for."""
    here = {each.story.pk for each in page}
    return [pk for pk in chosen if pk not in here]


def card_of(context, story, variant, author):
    """Return what a card shows: ready to be written, as a list's template is slow at asking."""
    shows = CARDS[variant]
    day = written(story.date, get_language()) if "day" in shows or "date" in shows else ""
    usage = story.picture if "picture" in shows and story.shows_picture(as_lead=variant == "lead") else None
    is_labelled = story.kind == Article.Kind.BRIEF or (story.is_opinion and not story.kicker)
    return {
        "story": story,
        "address": story.get_absolute_url(),
        "language": in_language(story),
        "kicker": story.kicker,
        "headline": story.headline,
        "is_opinion": story.is_opinion,
        "has_kicker": story.is_opinion or story.kicker,
        "standfirst": story.standfirst if "standfirst" in shows else "",
        "usage": usage,
        "picture": picture(usage, PLACES.get(variant, "small"), is_first=variant == "lead")["picture"]
        if is_shown(usage)
        else None,
        "machine": usage and usage.photo.is_synthetic,
        "section": section_of(context, story) if "section" in shows else "",
        "label": story.get_kind_display() if "byline" in shows and is_labelled else "",
        "names": names(story, author) if "byline" in shows else "",
        "date": story.date.isoformat(),
        "day_above": day if "day" in shows else "",
        "day_below": day if "date" in shows else "",
        "posted": story.published_at if "time" in shows else None,
    }


@lru_cache(maxsize=1000)
def written(day, language):
    """Return a day as the site's language, which is active, writes it. Lists name few days, and each many times."""
    return date_format(day)


def section_of(context, story):
    path = context["furniture"].categories.path(story.category_id)
    return path[-1].name if path else ""


@register.inclusion_tag("articles/_byline.html")
def byline(article):
    """Who signs a story, by role: “by: A and B”, “photos by: C”."""
    roles = {}
    for line in article.bylines.all():
        roles.setdefault(line.get_role_display(), []).append(line.author)
    return {"roles": [(role, separated_authors(authors)) for role, authors in roles.items()]}


def separated_authors(authors):
    """Return authors, each with what stands before the name."""
    befores = [before for before, _ in separated([author.name for author in authors])]
    return list(zip(befores, authors, strict=True))


@register.simple_tag
def mailto(article, to=""):
    """The address that opens a mail about a story, to a friend or to the desk."""
    addresses = [article.get_absolute_url(), reverse("articles:short", args=[article.pk])]
    return mail(
        article.title, article.standfirst, [settings.NEWSROOM_ADDRESS + each for each in addresses], to
    )


@register.inclusion_tag("articles/_latest.html")
def latest_news():
    """The newest stories."""
    return {"stories": Article.objects.published().newest_first().defer("body", "standfirst")[:LATEST]}


@register.filter
def with_marks(parts):
    """A text in parts as HTML, escaped once."""
    pieces = (format_html("<mark>{}</mark>", text) if is_marked else text for text, is_marked in parts)
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.inclusion_tag("articles/_search_form.html")
def search_form(name, typed="", order=NEWEST):
    """The search form; `name` tells apart the ids of two on one page."""
    return {"name": name, "typed": typed, "order": order, "orders": ORDERS.items()}
