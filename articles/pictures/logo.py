"""A newsroom's logo: from the file that came in to the one that readers get."""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from .files import BROKEN, DAMAGED, PictureError, examine, opened, turning, without_warnings
from .renditions import in_full_colours, in_srgb

TALLEST, WIDEST = 240, 1200  # pixels of what readers get: more than twice what the front page shows
SMALLEST = 40  # pixels of height, without what is clear around it
MEGAPIXELS = 10
LIGHT = 15_000  # bytes; what is heavier gets by with 256 colours


@dataclass(frozen=True)
class Logo:
    """A PNG that says nothing but its pixels."""

    content: bytes
    width: int
    height: int


@without_warnings()
def clean_logo(file: BinaryIO) -> Logo:
    """Return a logo upright, in sRGB, cut to what is to be seen of it, no larger than it is shown.

    What is transparent stays so. Raises PictureError.
    """
    examined = examine(file)
    if examined.width * examined.height > MEGAPIXELS * 1_000_000:
        raise PictureError(
            f"The logo has {examined.width} × {examined.height} pixels; at most {MEGAPIXELS} megapixels are "
            f"taken, and {TALLEST} pixels of height are enough. Save it smaller."
        )
    try:
        image = _drawn(opened(file))
    except PictureError:
        raise
    except BROKEN as error:
        raise PictureError(DAMAGED) from error
    if image.height < SMALLEST:
        raise PictureError(
            f"The logo is only {image.height} pixels high; at least {SMALLEST} are needed, {TALLEST} are best. "
            "Save it larger."
        )
    image.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    return Logo(_encoded(image), *image.size)


def _drawn(image):
    turn = turning(image)
    profile = image.info.get("icc_profile")
    if image.has_transparency_data and not image.mode.startswith("I"):
        image = image.convert("RGBA")
        clear = image.getchannel("A")
        image = in_srgb(image.convert("RGB"), profile)
        image.putalpha(clear)
        image = image.crop(_seen(clear))
    else:
        image = in_srgb(in_full_colours(image), profile)
    image.info = {}
    return image if turn is None else image.transpose(turn)


def _seen(clear):
    """Return the box without what is wholly transparent around it."""
    box = clear.getbbox()
    if box is None:
        raise PictureError("Nothing is to be seen in this file: all of it is transparent.")
    return box


def _encoded(image):
    content = _png(image)
    return content if len(content) <= LIGHT else _png(image.quantize(256, Image.Quantize.FASTOCTREE))


def _png(image):
    output = BytesIO()
    image.save(output, "PNG", optimize=True)
    return output.getvalue()
