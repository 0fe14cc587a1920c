"""Films and posts of other sites in a body: which links lead to one, and where it can be shown. Values in, values out.

Stored is a link, as the editor typed it. Where a paragraph holds nothing else, it is shown as a card that
asks the other site for nothing before the reader says so. What stands in the frame's address is matched
letter by letter, so nothing else of a link can get there.
"""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

TAG = re.compile(r"<[^>]*>")
BLOCK = r"<(?P<end>/?)(?:blockquote|ol|table|ul)\b[^>]*>"
TITLE = r'(?: title="[^"]*")?'
LINK = rf'<p>\s*<a{TITLE} href="(?P<address>[^"]*)"{TITLE}>(?P<text>(?:(?!</?(?:a|p)\b).)+)</a>\s*</p>'
PIECE = re.compile(f"{BLOCK}|{LINK}", re.DOTALL)


@dataclass(frozen=True)
class Site:
    """A site whose pages can be shown in a story: the kinds of them, and the address in a frame."""

    pages: dict[str, str]  # by the kind that says how a page is shown, a pattern of host, path and query
    frame: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.frame)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True)
class Embed:
    site: str
    kind: str  # “wide”, “tall” or “post”
    id: str

    @property
    def frame(self) -> str:
        """The address of what is put into the page."""
        return SITES[self.site].frame.format(id=self.id)


# By the names that NEWSROOM_EMBEDS and readers know.
SITES = {
    "youtube.com": Site(
        {
            "wide": r"(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|live/|embed/)|youtu\.be/)([\w-]{11})",
            "tall": r"(?:www\.|m\.)?youtube\.com/shorts/([\w-]{11})",
        },
        "https://www.youtube-nocookie.com/embed/{id}",
    ),
    "vimeo.com": Site(
        {"wide": r"(?:(?:www\.)?vimeo\.com/|player\.vimeo\.com/video/)(\d{5,12})"},
        "https://player.vimeo.com/video/{id}?dnt=1",
    ),
    "tiktok.com": Site(
        {"tall": r"(?:www\.)?tiktok\.com/@[\w.]{1,32}/video/(\d{15,21})"},
        "https://www.tiktok.com/player/v1/{id}",
    ),
    "x.com": Site(
        {"post": r"(?:www\.)?(?:x|twitter)\.com/\w{1,20}/status/(\d{1,20})(?:/(?:photo|video)/\d)?"},
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id={id}",
    ),
    "mastodon.social": Site(
        {"post": r"mastodon\.social/(@\w{1,40}/\d{15,20})"},
        "https://mastodon.social/{id}/embed",
    ),
}


def embed_at(address: str, sites: Iterable[str]) -> Embed | None:
    """Return what a link leads to, if that is a page of one of `sites` that can be shown in a story."""
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or parts.netloc.lower() != parts.hostname:
            return None  # An address with a user or a port is none that people copy from there.
    except ValueError:
        return None
    page = f"{parts.hostname}{parts.path}?{parts.query}"
    for site in sites:
        for kind, pattern in SITES[site].pages.items():
            if found := re.fullmatch(rf"{pattern}(?:&.*|/?\?.*)?", page, re.ASCII):
                return Embed(site, kind, found[1])
    return None


def with_embeds(body: str, sites: Iterable[str], show: Callable[[Embed, str, str], str]) -> str:
    """Return a sanitised body in which each link that stands alone is what `show` makes of it.

    It is given the embed, the link's address and its text; not for links in lists, quotations and tables.
    """
    depth = 0

    def shown(match):
        nonlocal depth
        if match["address"] is None:
            depth += -1 if match["end"] else 1
            return match[0]
        address = html.unescape(match["address"])
        embed = None if depth else embed_at(address, sites)
        return show(embed, address, html.unescape(TAG.sub("", match["text"])).strip()) if embed else match[0]

    return PIECE.sub(shown, body) if sites else body


def origins(sites: Iterable[str]) -> list[str]:
    """Return the origins of the frames of `sites`, for the policy of a page."""
    return [SITES[site].origin for site in sites]
