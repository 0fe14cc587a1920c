"""Pictures as files: which may come in. No ORM, no HTTP."""

import warnings
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
METADATA = frozenset({"exif", "xmp"})
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


def without_metadata(file: BinaryIO) -> bytes:
    """Return a picture that was found good without what it says of camera, place and time.

    A file that says nothing, and has nothing behind its picture, is returned as it is. Others are encoded anew,
    turned as their camera was held.
    """
    file.seek(0)
    content = file.read()
    image = _open(BytesIO(content))
    if image.format == "WEBP" and not METADATA & image.info.keys():
        return content
    kept = {key: image.info[key] for key in ("icc_profile", "transparency") if key in image.info}
    output = BytesIO()
    ImageOps.exif_transpose(image).save(output, image.format, quality=90, **kept)
    return output.getvalue()


def _open(file):
    file.seek(0)
    return Image.open(file, formats=list(SUFFIXES))
