"""What templates of paper ask: a story's text in blocks, links as notes, the way back to the web."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter

from ..bodies import Block, body_in_blocks
from ..printing import qr

register = template.Library()
register.filter("qr", stringfilter(qr))


@dataclass(frozen=True)
class Text:
    """A story's text on paper: blocks, each with the address where it is left out or put back; the links' notes."""

    blocks: list[tuple[Block, str]]
    links: list[str]


@register.simple_tag(takes_context=True)
def paper_text(context, article, photos, options, path=""):
    """The story's text in its reader's options; blocks have addresses where `path` is that of its print page."""
    pictures = options.images == "yes"
    place = "pdf" if context.get("is_pdf") else "paper"
    found = body_in_blocks(article, photos, place, options.omit, pictures)
    links = [link for block in found for link in block.links]
    links += [source.url for source in article.sources.all() if source.url]
    return Text(
        [(block, options.turning(block.number).address(path) if path else "") for block in found],
        [settings.NEWSROOM_ADDRESS + link if link[0] == "/" else link for link in links],
    )


@register.filter
def at(options, path):
    """The address of `path` with these options."""
    return options.address(path)
