"""A story's text as it is shown: with its dateline and its pictures. The one place where a body becomes safe HTML."""

from dataclasses import dataclass
from functools import partial

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .embeds import with_embeds
from .figures import with_figures
from .markup import with_dateline
from .models import Photo
from .printing import blocks, levelled, links, with_plain_links
from .tables import with_regions

FIGURE = "articles/_figure.html"
GONE = Photo()  # Stands for a photo that came by a door which does not ask whether it is there.


def shown_body(article, photos, template=FIGURE, sites=(), regions=True, **context):
    """Return the HTML of a story's text, sanitised when it was stored (articles/models/fields.py).

    `photos` are those of PhotoQuerySet.in_bodies, for this body or for many; `context` goes to the template of
    a figure. Links to `sites` that stand alone become cards; elsewhere they stay links. Where there are `regions`,
    each table is one, to be scrolled by itself.
    """

    def card(embed, address, title):
        context = {"embed": embed, "address": address, "title": title}
        return render_to_string("articles/_embed.html", context)

    body = with_embeds(_with_regions(article) if regions else article.body, sites, card)
    show = partial(_figure, article, photos, template, context)
    return mark_safe(with_figures(with_dateline(body, article.dateline), show))  # noqa: S308


@dataclass(frozen=True)
class Block:
    """A block of a story's text on paper; of one that is left out there is the number alone."""

    number: int
    html: str = ""
    links: tuple[str, ...] = ()


def body_in_blocks(article, photos, place, omit=(), pictures=True) -> list[Block]:
    """Return a story's text for “paper” or a “pdf”; a block's number is the same whatever else is shown."""
    numbered = list(enumerate(blocks(with_dateline(_with_regions(article), article.dateline)), 1))
    show = partial(_figure, article, photos, FIGURE, {"place": place}) if pictures else _nothing
    stored = {number: block for number, block in numbered if number not in omit}
    shown = levelled([with_figures(block, show).strip() for block in stored.values()])
    if place == "pdf":
        shown = map(with_plain_links, shown)
    kept = {
        number: Block(number, mark_safe(text), tuple(links(block, pictures)))  # noqa: S308
        for (number, block), text in zip(stored.items(), shown, strict=True)
    }
    found = (kept.get(number, Block(number)) for number, _block in numbered)
    return [block for block in found if block.html or block.number in omit]


def _with_regions(article):
    return with_regions(article.body, _("Table"))


def _figure(article, photos, template, context, found):
    caption = mark_safe(found.caption)  # noqa: S308
    usage = photos.get(found.uid, GONE).used(caption, found.alt_text, found.credit)
    return render_to_string(template, {"usage": usage, "article": article, "place": "column", **context})


def _nothing(found):
    return ""
