"""Pictures in templates: as wide as their place needs, cut to its shape."""

from django import template

from ..pictures import SHAPES

# Where a picture stands: its shape, its width there as CSS' `sizes` tells browsers, the widest file of use.
PLACES = {
    "lead": ("16x9", "(min-width: 76rem) 38rem, (min-width: 64rem) 50vw, 100vw", None),
    "card": ("3x2", "(min-width: 64rem) 24rem, 100vw", None),
    "small": ("3x2", "(min-width: 42rem) 10rem, max(5.5rem, 24vw)", 480),
    "wide": ("whole", "(min-width: 64rem) 51.5rem, (min-width: 48rem) 47.5rem, 100vw", None),
    "column": ("whole", "(min-width: 48rem) 38rem, 100vw", None),
    "portrait": ("1x1", "8rem", 320),
    "face": ("1x1", "4rem", 160),
    "paper": ("whole", "", 1280),
}
COLUMN = 640  # pixels; a picture that is no wider is shown as it is, and never enlarged.

register = template.Library()


@register.inclusion_tag("articles/_picture.html")
def picture(usage, place, is_first=False):
    """A photo as it is used, for one of PLACES; the first is loaded at once, others when they come near."""
    shape, width_there, most = PLACES[place]
    photo = usage.photo
    sizes = photo.sizes(shape, most)
    as_it_is = not width_there or len(sizes) == 1 or (shape == "whole" and sizes[-1][0] <= COLUMN)
    if as_it_is:
        sizes = sizes[-1:]
    width, height = sizes[-1]
    sources = {
        suffix: [(photo.address(f"{shape}-{each}.{suffix}"), each) for each, _ in sizes]
        for suffix in SHAPES[shape].formats
    }
    return {
        "avif": sources.get("avif"),
        "jpeg": sources["jpg"],
        "address": sources["jpg"][len(sizes) // 2][0],
        "width_there": "" if as_it_is else width_there,
        "width": width,
        "height": height,
        "alt_text": usage.alt_text,
        "is_first": is_first,
        "place": place,
    }


@register.filter
def is_shown(usage):
    """Whether a photo, or what is used of one, is to be seen; the neutral figure stands for what is not."""
    return bool(usage) and usage.photo.is_shown
