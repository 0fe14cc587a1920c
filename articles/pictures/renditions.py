"""What is made of a picture for readers: shapes, widths, encodings. The file that came in is never shown."""

import math
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms

from .files import is_lying, opened, turning
from .metadata import Rights, written

RECIPE = "1"  # Another one, and every picture is made anew: raise it with any change of what is made here.
GROUND = (255, 255, 255)  # Under what is transparent, and around a picture that is too small for its card.
TALLEST = 2560  # pixels; nobody's window shows more of a picture
STRIP = 256  # rows
THREADS = min(4, os.cpu_count() or 1)  # Encoders work without Python's lock.
SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True)
class Shape:
    """A form in which a picture is shown: whole where it has no ratio, else cut to width : height."""

    name: str
    widths: tuple[int, ...]  # pixels, ascending
    ratio: tuple[int, int] | None = None
    formats: tuple[str, ...] = ("avif", "jpg")

    def size(self, picture: tuple[int, int]) -> tuple[int, int]:
        """Return the part of a picture of this size that the shape shows, in the picture's pixels."""
        width, height = picture
        if self.ratio is None:
            return picture
        across, down = self.ratio
        return (
            (width, max(1, round(width * down / across)))
            if width * down <= height * across
            else (
                max(1, round(height * across / down)),
                height,
            )
        )

    def sizes(self, picture: tuple[int, int]) -> list[tuple[int, int]]:
        """Return the sizes that are made of a picture of this size, ascending; never larger than it is."""
        width, height = self.size(picture)
        widest = min(width, max(1, round(width * TALLEST / height)))
        widths = [each for each in self.widths if each < widest]
        if len(widths) < len(self.widths):
            widths.append(widest)
        return [(each, max(1, round(height * each / width))) for each in widths]


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("whole", (320, 480, 640, 960, 1280, 1920)),
        Shape("16x9", (320, 480, 640, 960, 1280), (16, 9)),
        Shape("3x2", (160, 320, 480, 640, 960), (3, 2)),
        # As search engines want them: developers.google.com/search/docs/appearance/structured-data/article.
        Shape("4x3", (1200,), (4, 3), ("jpg",)),
        Shape("1x1", (160, 320, 1200), (1, 1)),
    )
}
SOCIAL = (1200, 630)  # The card that other sites show with a link to a story.
SMALLEST_FOR_SOCIAL = 600  # pixels across; a smaller picture is not enlarged, but set on the ground.


def file_names(picture: tuple[int, int]) -> list[str]:
    """Return the names of the files that are made of a picture of this size."""
    names = [
        f"{shape.name}-{width}.{suffix}"
        for shape in SHAPES.values()
        for width, _ in shape.sizes(picture)
        for suffix in shape.formats
    ]
    return [*names, "social.jpg"]


def render(file: BinaryIO, focus: tuple[int, int], rights: Rights) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of every public file of a picture that was found good.

    `focus` is the point, in percent from the left and from the top, that keeps its relative place in each
    shape, as CSS' object-position does it. Each file carries `rights`, and nothing else of what the picture
    said. Takes a second or so; memory for the decoded picture and one copy.
    """
    image, size = _working_copy(opened(file))
    says = written(rights)
    with ThreadPoolExecutor(THREADS) as pool:
        encoded = [
            (name, pool.submit(_encoded, made, name.rpartition(".")[2], says))
            for name, made in _made_of(image, size, focus)
        ]
        for name, content in encoded:
            yield name, content.result()


def _made_of(image, picture, focus):
    """Yield name and image of each file; `picture` is the size of the picture that `image` shows, perhaps smaller."""
    scale = image.width / picture[0], image.height / picture[1]
    for shape in SHAPES.values():
        box = _box(picture, shape.size(picture), focus, scale)
        for size in shape.sizes(picture):
            is_as_it_is = size == image.size and shape.ratio is None
            made = image if is_as_it_is else image.resize(size, Image.Resampling.LANCZOS, box)
            for suffix in shape.formats:
                yield f"{shape.name}-{size[0]}.{suffix}", made
    yield "social.jpg", _social_card(image, focus)


def _working_copy(image):
    """Return the picture upright, in sRGB, no larger than the shapes need; and the size that it has by itself."""
    turn = turning(image)
    width, height = image.size
    if is_lying(turn):
        width, height = height, width
    factor = _factor((width, height))
    size = (math.ceil(width * factor), math.ceil(height * factor))
    profile = image.info.get("icc_profile")
    # A JPEG is decoded smaller, at least as large as this.
    image.draft(None, size[::-1] if is_lying(turn) else size)
    image.load()  # Now, as the threads that encode would each begin to.
    image = in_full_colours(image)
    if factor < 1:
        image = image.resize(
            size[::-1] if is_lying(turn) else size, Image.Resampling.LANCZOS, reducing_gap=3.0
        )
    if turn is not None:
        image = image.transpose(turn)
    image = in_srgb(image, profile)
    image.info = {}  # Pillow would write a comment, a profile and XMP that stand here into every file.
    return image, (width, height)


def _factor(picture):
    """Return by how much a picture of this size may shrink before the largest file of a shape would lack pixels."""
    needed = [
        shape.sizes(picture)[-1][side] / shape.size(picture)[side]
        for shape in (*SHAPES.values(), Shape("social", SOCIAL[:1], SOCIAL))
        for side in (0, 1)
    ]
    return min(1, max(needed))


def in_full_colours(image):
    """Return a picture that can be resized: no palette, nothing transparent, eight bits."""
    if image.mode.startswith("I"):  # Sixteen bits of grey.
        return image.point(lambda value: value / 256, "L") if image.mode == "I" else _eight_bits(image)
    if image.has_transparency_data:
        return _on_ground(image)
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _on_ground(image):
    """Return a picture without what is transparent. Done in strips: all at once needs half a gigabyte."""
    ground = Image.new("RGB", image.size, GROUND)
    for top in range(0, image.height, STRIP):
        box = (0, top, image.width, min(top + STRIP, image.height))
        strip = image.crop(box).convert("RGBA")
        ground.paste(strip, box, strip)
    return ground


def _eight_bits(image):
    """Return the upper byte of each pixel: Pillow's own conversion cuts off what is brighter than 255."""
    raw = "I;16" if image.mode in ("I;16", "I;16L") else image.mode
    content = image.tobytes("raw", raw)
    return Image.frombytes("L", image.size, content[0::2] if image.mode == "I;16B" else content[1::2])


def in_srgb(image, profile):
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):  # A profile that cannot be used says nothing.
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


def _box(picture, part, focus, scale=(1, 1)):
    """Return the rectangle that a part of this size shows, its free room divided by the focus, times `scale`."""
    left = (picture[0] - part[0]) * focus[0] / 100
    top = (picture[1] - part[1]) * focus[1] / 100
    return (left * scale[0], top * scale[1], (left + part[0]) * scale[0], (top + part[1]) * scale[1])


def _social_card(image, focus):
    part = Shape("social", (), SOCIAL).size(image.size)
    if part[0] >= SMALLEST_FOR_SOCIAL:
        return image.resize(SOCIAL, Image.Resampling.LANCZOS, _box(image.size, part, focus))
    factor = min(1, SOCIAL[0] / image.width, SOCIAL[1] / image.height)
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    card = Image.new("RGB", SOCIAL, GROUND)
    card.paste(
        image.resize(size, Image.Resampling.LANCZOS), ((SOCIAL[0] - size[0]) // 2, (SOCIAL[1] - size[1]) // 2)
    )
    return card


def _encoded(image, suffix, says):
    output = BytesIO()
    if suffix == "avif":
        image.save(output, "AVIF", quality=60, speed=8, max_threads=1, **says)
    else:
        image.save(output, "JPEG", quality=80, progressive=True, optimize=True, **says)
    return output.getvalue()
