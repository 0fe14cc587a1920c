"""Pictures in templates: as wide as their place needs, cut to its shape."""

from django import template
from django.conf import settings
from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext as _

from ..markup import plain
from ..pictures import SHAPES

# Where a picture stands: its shape, its width there as `sizes` tells browsers, the widest file of use. The widths
# are those of static/css, as tests/browser/test_pictures.py measures them; {high} is the width that is left where
# static/css/story.css lets no picture be higher than the window.
PLACES = {
    "lead": ("16x9", "(min-width: 80rem) 36.7rem, (min-width: 64rem) calc(52.4vw - 5.2rem), 92vw", None),
    "card": (
        "3x2",
        "(min-width: 80rem) 18.9rem, (min-width: 64rem) calc(33.3vw - 7.8rem), (min-width: 48rem) 28vw, 92vw",
        None,
    ),
    "small": ("3x2", "clamp(5.5rem, 24vw, 10rem)", 480),
    "wide": (
        "whole",
        "(min-width: 64rem) min(51.5rem, {high}), (min-width: 48rem) min(47.5rem, 92vw, {high}), min(100vw, {high})",
        None,
    ),
    "column": (
        "whole",
        "(min-width: 48rem) min(38rem, 92vw - 9.5rem, {high}), min(92vw, {high})",
        None,
    ),
    "portrait": ("1x1", "8rem", 320),
    "face": ("1x1", "4rem", 320),
    "paper": ("whole", "", 1280),
    "pdf": ("whole", "", 1280),
    "feed": ("whole", "", 960),
}
HIGHEST = 85  # vh

register = template.Library()


@register.inclusion_tag("articles/_picture.html")
def picture(usage, place, is_first=False):
    """A photo as it is used, for one of PLACES; the first on a page is loaded at once, the others when they come near.

    On paper and in feeds it is one file, that no browser puts off and every PDF engine and feed reader shows.
    PDF/UA knows no picture without words: there even one that only decorates has some.
    """
    shape, room, most = PLACES[place]
    photo = usage.photo
    sizes = photo.sizes(shape, most)
    width, height = sizes[-1]
    if not room:
        sizes = sizes[-1:]
    widths = [each for each, _ in sizes]
    alt_text = usage.alt_text
    if place == "pdf" and not alt_text:
        alt_text = " ".join(plain(conditional_escape(usage.caption)).split()) or _("Picture")
    files = photo.address(shape)  # All begin so.
    shown = {
        "avif": of_widths(files, widths, "avif") if room and "avif" in SHAPES[shape].formats else "",
        "jpeg": of_widths(files, widths, "jpg"),
        "address": f"{files}-{widths[len(widths) // 2]}.jpg",
        "room": room.format(high=f"{max(1, HIGHEST * width // height)}vh") if len(sizes) > 1 else "",
        "width": str(width),
        "height": str(height),
        "alt_text": alt_text,
        "is_first": is_first,
        "is_late": room and not is_first,
    }
    return {"picture": shown}


def of_widths(files, widths, suffix):
    """Return the files of a picture in one encoding, as `srcset` names them; a single one needs no width."""
    if len(widths) == 1:
        return f"{files}-{widths[0]}.{suffix}"
    return ", ".join(f"{files}-{width}.{suffix} {width}w" for width in widths)


@register.filter
def is_shown(usage):
    """Whether a photo, or what is used of one, is to be seen; the neutral figure stands for what is not."""
    return bool(usage) and usage.photo.is_shown


@register.simple_tag
def credit(usage):
    """Whom a picture is owed to, with the photo's own link where it is the photo's own credit."""
    if usage.photo.credit_url and usage.credit == usage.photo.credit:
        return format_html('<bdi><a href="{}">{}</a></bdi>', usage.photo.credit_url, usage.credit)
    return format_html("<bdi>{}</bdi>", usage.credit)


@register.filter
def social_card(usage):
    """The address of the card that other sites show with a link."""
    return settings.NEWSROOM_ADDRESS + usage.photo.address("social.jpg")
