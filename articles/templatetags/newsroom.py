"""What templates ask."""

from functools import lru_cache
from threading import Lock

from django import template
from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from ..bodies import shown_body
from ..front import end_of
from ..furniture import environment
from ..mail import mail
from ..models import Article, Byline
from ..models.card import Card, newest_cards
from ..printing import is_available
from ..search import NEWEST, ORDERS
from ..text import separated
from .pictures import is_shown, picture

LATEST = 5
WIDE = 1400  # pixels
REMEMBERED = 100  # pieces of one place in a template
CARDS_REMEMBERED = 4000
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


class Remembered(template.Node):
    """A piece of a page that is the same wherever the values named are the same: rendered once for each.

    Nothing else of the page is known in it, so nothing that is remembered can be out of date. The oldest is
    forgotten first.
    """

    def __init__(self, names, nodelist):
        self.names, self.nodelist = names, nodelist
        self.rendered, self.lock = {}, Lock()

    def render(self, context):
        values = [context.get(name) for name in self.names]
        key = (environment_of(context), *values)
        piece = self.rendered.get(key)
        return self.first(context, values, key) if piece is None else piece

    def first(self, context, values, key):
        """Render the piece, and remember it."""
        if holds_row(values):
            raise TypeError("A row equals another of its id, whatever it says: name what is shown of it.")
        piece = self.nodelist.render(context.new(dict(zip(self.names, values, strict=True))))
        with self.lock:
            self.rendered[key] = piece
            if len(self.rendered) > REMEMBERED:
                del self.rendered[next(iter(self.rendered))]
        return piece


def holds_row(values):
    return any(
        isinstance(value, Model) or (isinstance(value, tuple) and holds_row(value)) for value in values
    )


@register.tag
def remembered(parser, token):
    """Render what is between this tag and `endremembered` once for each set of the values that are named."""
    nodelist = parser.parse(("endremembered",))
    parser.delete_first_token()
    return Remembered(token.split_contents()[1:], nodelist)


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


@register.simple_tag(takes_context=True)
def to_page(context, number):
    """The address of another page of a list, as querystring makes it; most addresses say nothing but the page."""
    given = context["request"].GET
    if not given or list(given) == ["page"]:
        return f"?page={number}"
    query = given.copy()
    query["page"] = number
    return f"?{query.urlencode()}"


@register.filter
def posted_by(stories, day):
    """Whether one of these stories was posted by the end of a day that has come, so that it has a front page."""
    return day <= timezone.localdate() and any(story.published_at <= end_of(day) for story in stories)


@register.filter
def names(article, without=None):
    """Who wrote a story, as one line; `without` the one with this id."""
    signed = [writer.name for writer in article.writers if writer.pk != without]
    return "".join(before + name for before, name in separated(signed))


@register.filter
def filed_under(article):
    """The names and addresses of a story's tags, by name."""
    return tuple(sorted((tag.name, tag.get_absolute_url()) for tag in article.tags.all()))


@register.filter
def introduced(article):
    """The authors of a story of whom there is something to say at its end."""
    return [author for author in article.writers if author.beat or author.portrait_id]


@register.simple_tag(takes_context=True)
def cards(context, stories, variant, level="2", author=None):
    """Stories in a list, as one of CARDS; on the page of `author` only those who wrote with them are named."""
    shown, around = [], environment_of(context)
    for story in stories:
        section = section_of(context, story) if "section" in CARDS[variant] else ""
        how = (variant, level, author and author.pk, section)
        if isinstance(story, Card):
            has_ended = "picture" in CARDS[variant] and story.picture_has_ended
            shown.append(remembered_card(story.row, story.writers, has_ended, around, *how))
        else:
            shown.append(written_card(card_of(story, *how), *how))
    return mark_safe("".join(shown))  # noqa: S308 – of templates alone


@register.simple_tag(takes_context=True)
def card(context, story, variant, level="2", author=None):
    """One story as in a list."""
    return cards(context, [story], variant, level, author)


@register.simple_tag(takes_context=True)
def found_cards(context, found):
    """What a search found (see search/showing.py), with the words marked that were sought, and to be chosen."""
    shown = []
    for each in found:
        how = ("found", "2", None, section_of(context, each.story))
        marked = {
            "kicker": with_marks(each.kicker),
            "headline": with_marks(each.headline),
            "standfirst": with_marks(each.passage),
            "choice": each.story.pk,
            "is_chosen": each.story.pk in context["own"].stories,
        }
        shown.append(written_card(card_of(each.story, *how) | marked, *how))
    return mark_safe("".join(shown))  # noqa: S308 – of templates alone


@register.filter
def elsewhere(chosen, page):
    """Those ids of chosen stories that no card of a page of results stands for."""
    here = {each.story.pk for each in page}
    return [pk for pk in chosen if pk not in here]


@lru_cache(maxsize=CARDS_REMEMBERED)
def remembered_card(row, writers, picture_has_ended, around, *how):
    """Return a card, written once for each set of the values that it is made of: it cannot be out of date."""
    return written_card(card_of(Card(row, writers), *how), *how)


def written_card(card, variant, level, author, section):
    context = {"card": card, "variant": variant, "level": level, "author": author}
    return render_to_string("articles/_card.html", context)


def environment_of(context):
    """Return what the text of a piece depends on beside its values."""
    return context.get("environment") or environment()


def card_of(story, variant, level, author, section):
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
        "section": section,
        "label": story.get_kind_display() if "byline" in shows and is_labelled else "",
        "names": names(story, author) if "byline" in shows else "",
        "date": story.date.isoformat(),
        "day_above": day if "day" in shows else "",
        "day_below": day if "date" in shows else "",
        "posted": story.published_at if "time" in shows else None,
    }


@register.filter
def iso(moment):
    """A moment in the newsroom's zone, as machines read it: what date:"c" says, in a tenth of its time."""
    return timezone.localtime(moment).isoformat()


@register.filter
def on_day(moment):
    """The day of a moment in the newsroom's zone, as date:"DATE_FORMAT" writes it."""
    return written(timezone.localdate(moment), get_language())


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
        signed = (line.author.name, line.author.get_absolute_url())
        roles.setdefault(Byline.Role(line.role).label, []).append(signed)
    return {"roles": tuple((role, separated_authors(authors)) for role, authors in roles.items())}


def separated_authors(authors):
    """Return authors, pairs of a name and an address, each with what stands before the name."""
    befores = separated([name for name, _ in authors])
    return tuple(
        (before, name, address) for (before, _), (name, address) in zip(befores, authors, strict=True)
    )


@register.simple_tag
def mailto(article, to=""):
    """The address that opens a mail about a story, to a friend or to the desk."""
    addresses = [article.get_absolute_url(), article.short_address]
    return mail(
        article.title, article.standfirst, [settings.NEWSROOM_ADDRESS + each for each in addresses], to
    )


@register.inclusion_tag("articles/_latest.html")
def latest_news():
    """The newest stories."""
    return {"stories": newest_cards(LATEST)}


@register.filter
def with_marks(parts):
    """A text in parts as HTML, escaped once."""
    pieces = (format_html("<mark>{}</mark>", text) if is_marked else text for text, is_marked in parts)
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.inclusion_tag("articles/_search_form.html")
def search_form(name, typed="", order=NEWEST):
    """The search form; `name` tells apart the ids of two on one page."""
    return {"name": name, "typed": typed, "order": order, "orders": ORDERS.items()}
