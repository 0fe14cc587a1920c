"""Pictures as files: which may come in. No ORM, no HTTP."""

import warnings
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
MEGABYTES = 25
MEGAPIXELS = 40


class PictureError(ValueError):
    """A file that cannot be taken as a picture; the message says why, and what to do."""


def picture_format(file: BinaryIO) -> str:
    """Return the format of a picture, a key of SUFFIXES, judged by its content and not by its name.

    The file is decoded once, so that a broken one is found here. Raises PictureError.
    """
    size = file.seek(0, 2)
    if size > MEGABYTES * 1_000_000:
        raise PictureError(
            f"The file has {size / 1e6:.0f} MB; at most {MEGABYTES} MB are taken. Save it smaller."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # The limit below is stricter.
            image = _open(file)
            width, height = image.size
            if width * height > MEGAPIXELS * 1_000_000:
                raise PictureError(
                    f"The picture has {width} × {height} pixels; at most {MEGAPIXELS} megapixels are taken. "
                    "Save it smaller."
                )
            image.verify()
            image = _open(file)
            image.load()
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        if isinstance(error, PictureError):
            raise
        raise PictureError(
            f"This is not a picture that can be read ({error}). JPEG, PNG and WebP are taken."
        ) from error
    finally:
        file.seek(0)
    return image.format


def _open(file):
    file.seek(0)
    return Image.open(file, formats=list(SUFFIXES))
