"""Which files may come in as pictures, judged by their content."""

import hashlib
import struct
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import Base

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
FORMATS = {"MPO": "JPEG"}  # A JPEG with further pictures behind it, as phones make it; the first one counts.
TAKEN = "JPEG, PNG and WebP are taken."
DAMAGED = (
    "This is not a picture that can be read: the file is damaged. Copy it again from where it came, "
    "or save it anew."
)
MEGABYTES = 25
MEGAPIXELS = 40
MEGAPIXELS_OF_WEBP = 20  # Pillow decodes it with four canvases of four bytes a pixel; other kinds need one.
LONGEST_SIDE = 30_000  # Decoders of AVIF end at 32,768.
# Files that are small, and cost minutes or gigabytes. A photograph has about ten scans; decoding each takes as
# long as reading the whole picture once. Pillow keeps every segment and chunk, and reads each by itself.
SCANS = 1_000
READS = 400_000
# EXIF 2.32, 4.6.4: how the camera was held, and what turns the picture upright.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow's readers raise at broken files.
BROKEN = (OSError, SyntaxError, ValueError, LookupError, TypeError, OverflowError, EOFError, struct.error)


class PictureError(ValueError):
    """A file that cannot be taken as a picture; the message says why, and what to do."""


@dataclass(frozen=True)
class Examined:
    """A file that was found good: its format, a key of SUFFIXES, its size when it stands upright, its hash."""

    format: str
    width: int
    height: int
    sha256: str


@contextmanager
def without_warnings():
    """Keep Pillow from warning of what a file says wrongly of itself."""
    with warnings.catch_warnings(action="ignore"):
        yield


@without_warnings()
def examine(file: BinaryIO) -> Examined:
    """Look at a file and decode it once, so that a broken one is found here. Raises PictureError."""
    size = file.seek(0, 2)
    if not size:
        raise PictureError("The file is empty. Copy it again from where it came.")
    if size > MEGABYTES * 1_000_000:
        raise PictureError(f"The file has more than {MEGABYTES} MB, which is the most. Save it smaller.")
    try:
        width, height, name = _decoded(_Counted(file))
    except PictureError:
        raise
    except UnidentifiedImageError as error:
        raise PictureError(f"This is not a picture that can be read. {TAKEN}") from error
    except BROKEN as error:
        raise PictureError(DAMAGED) from error
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return Examined(name, width, height, sha256)


@without_warnings()
def opened(file: BinaryIO) -> Image.Image:
    """Open a picture without decoding it. Raises PictureError where it has too many pixels."""
    file.seek(0)
    try:
        image = Image.open(file, formats=list(SUFFIXES))
    except Image.DecompressionBombError as error:
        raise PictureError(
            f"The picture has far more than {MEGAPIXELS} megapixels, which is the most. Save it smaller."
        ) from error
    width, height = image.size
    most, kind = (MEGAPIXELS_OF_WEBP, " of WebP") if image.format == "WEBP" else (MEGAPIXELS, "")
    if width * height > most * 1_000_000:
        raise PictureError(
            f"The picture has {width} × {height} pixels; at most {most} megapixels are taken{kind}. "
            "Save it smaller."
        )
    if max(width, height) > LONGEST_SIDE:
        raise PictureError(
            f"The picture has {width} × {height} pixels; at most {LONGEST_SIDE:,} are taken on a side. "
            "Save it smaller, or a part of it."
        )
    return image


def picture_format(file: BinaryIO) -> str:
    """Return the format of a picture that was found good, a key of SUFFIXES; reads its header alone."""
    name = opened(file).format
    file.seek(0)
    return FORMATS.get(name, name)


@without_warnings()
def turning(image: Image.Image) -> Image.Transpose | None:
    """Return what turns a picture upright, or None for one that stands so, or says nothing that can be read."""
    try:
        return UPRIGHT.get(image.getexif().get(Base.Orientation))
    except BROKEN:
        return None


def is_lying(turn: Image.Transpose | None) -> bool:
    """Whether a turn exchanges width and height."""
    return turn in (UPRIGHT[5], UPRIGHT[6], UPRIGHT[7], UPRIGHT[8])


class _Counted:
    """A file that is read by so many calls and no more."""

    def __init__(self, file):
        self.file = file
        self.left = READS
        self.seek, self.tell = file.seek, file.tell

    def read(self, *size):
        self.left -= 1
        if self.left < 0:
            raise PictureError("The file is cut into far too many pieces. Save the picture anew.")
        return self.file.read(*size)


def _decoded(file):
    image = opened(file)
    name = FORMATS.get(image.format, image.format)
    if name == image.format and getattr(image, "n_frames", 1) > 1:
        raise PictureError(
            "This picture moves; Newsroom shows pictures that stand still. Save one frame of it."
        )
    if name == "JPEG":
        _count_scans(file)
    image.verify()  # Checks what decoding passes over, and uses the file up.
    del image
    image = opened(file)
    width, height = image.size
    image.draft(None, (1, 1))  # A JPEG is read whole, but not drawn in its full size.
    image.load()
    # Pillow takes a PNG without its palette, and keeps texts among its own notes under whatever name they come.
    mistaken = any(isinstance(image.info.get(name), str) for name in ("icc_profile", "transparency"))
    if mistaken or (image.mode == "P" and image.palette is None):
        raise PictureError(DAMAGED)
    turn = turning(image)  # After decoding: it passes over what it cannot read, and decodes a PNG itself.
    return (height, width, name) if is_lying(turn) else (width, height, name)


def _count_scans(file):
    file.seek(0)
    if file.read().count(b"\xff\xda") > SCANS:
        raise PictureError(f"This JPEG is drawn in more than {SCANS:,} scans. Save it anew.")
