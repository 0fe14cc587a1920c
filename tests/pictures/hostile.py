"""Files that are refused: broken ones, other things than pictures, and traps: BAD.

Each has a name, what makes it, and words of the sentence that refuses it.
"""

import struct
import zlib
from functools import cache, partial

from .corpus import jpeg, png_in_colours, progressive_jpeg, webp, webp_without_loss
from .making import MAGIC_OF_PNG, chunk, encoded, picture, png, with_chunk, with_size, with_size_of_webp

BAD = {}
NOT_A_PICTURE = "This is not a picture that can be read. JPEG, PNG and WebP are taken."
DAMAGED = "the file is damaged. Copy it again from where it came"
FAR_TOO_LARGE = "far more than 40 megapixels"
MOVING = "This picture moves"
IN_PIECES = "cut into far too many pieces"


@cache
def bomb():
    """Return a hundred megabytes in a hundred kilobytes."""
    return zlib.compress(bytes(100_000_000), 9)


def bad(words):
    """Register what makes a file that is refused with a sentence that has these words."""

    def register(make):
        BAD[make.__name__.replace("_", " ")] = make, words
        return make

    return register


@bad("The file is empty")
def nothing():
    return b""


@bad("more than 25 MB")
def too_many_bytes():
    return bytes(25_000_001)


@bad(NOT_A_PICTURE)
def text():
    return "Nothing to be seen – here.".encode()


@bad(NOT_A_PICTURE)
def zeros():
    return bytes(1000)


@bad(NOT_A_PICTURE)
def wrong_magic():
    return b"\x89PMG" + png_in_colours()[4:]


@bad(NOT_A_PICTURE)
def magic_alone():
    return b"\xff\xd8\xff"


@bad(NOT_A_PICTURE)
def svg():
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@bad(NOT_A_PICTURE)
def svg_with_a_prologue():
    return b'<?xml version="1.0"?>\n<!DOCTYPE svg>\n' + svg()


@bad(NOT_A_PICTURE)
def pdf():
    return encoded(picture(), "PDF")


@bad(NOT_A_PICTURE)
def tiff():
    return encoded(picture(), "TIFF")


@bad(NOT_A_PICTURE)
def bmp():
    return encoded(picture(), "BMP")


@bad(NOT_A_PICTURE)
def gif():
    return encoded(picture("P"), "GIF")


@bad(NOT_A_PICTURE)
def moving_gif():
    return encoded(picture("P"), "GIF", save_all=True, append_images=[picture("L").convert("P")])


@bad(NOT_A_PICTURE)
def page_before_a_picture():
    return b"<html>" + jpeg()


@bad(MOVING)
def moving_webp():
    return encoded(picture(), "WEBP", save_all=True, append_images=[picture("L").convert("RGB")])


@bad(MOVING)
def moving_png():
    return encoded(picture(), "PNG", save_all=True, append_images=[picture("L").convert("RGB")])


@bad(FAR_TOO_LARGE)
def bomb_of_one_bit():
    return png(30_000, 30_000, 1, 0, bytes(3750))


@bad(FAR_TOO_LARGE)
def bomb_of_a_jpeg():
    return with_size(jpeg(), 65_000, 65_000)


@bad(FAR_TOO_LARGE)
def bomb_of_a_webp():
    return with_size_of_webp(webp_without_loss(), 16_384, 16_384)


@bad("9000 × 9000 pixels; at most 40 megapixels are taken. Save it smaller.")
def too_many_pixels():
    return png(9000, 9000, 1, 0, bytes(1125))


@bad("8001 × 5000 pixels; at most 40 megapixels are taken.")
def one_column_too_many():
    return png(8001, 5000, 1, 0, bytes(1001), rows=1)


@bad("5001 × 4000 pixels; at most 20 megapixels are taken of WebP.")
def one_column_too_many_for_webp():
    return with_size_of_webp(webp_without_loss(), 5001, 4000)


@bad("30001 × 1 pixels; at most 30,000 are taken on a side.")
def too_long():
    return png(30_001, 1, 1, 0, bytes(3751))


@bad("more than 1,000 scans")
def jpeg_of_many_scans():
    return progressive_jpeg() + b"\xff\xda" * 1001


@bad(IN_PIECES)
def jpeg_of_many_comments():
    content = jpeg()
    return content[:2] + b"\xff\xfe\0\2" * 1_000_000 + content[2:]


@bad(IN_PIECES)
def png_of_many_chunks():
    return with_chunk(png_in_colours(), chunk(b"note", b"") * 1_000_000)


@bad(DAMAGED)
def webp_with_a_length_that_lies():
    content = webp()
    return content[:4] + struct.pack("<I", len(content) * 2) + content[8:]


@bad(DAMAGED)
def png_with_a_wrong_sum():
    content = png_in_colours()
    return content[:-20] + bytes([content[-20] ^ 1]) + content[-19:]


@bad(DAMAGED)
def png_with_a_broken_stream():
    header = struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)
    return MAGIC_OF_PNG + chunk(b"IHDR", header) + chunk(b"IDAT", b"no stream at all") + chunk(b"IEND", b"")


@bad(DAMAGED)
def png_without_its_palette():
    return png(64, 48, 8, 3, bytes(64))


@bad(DAMAGED)
def png_with_a_text_named_like_its_profile():
    return with_chunk(png_in_colours(), chunk(b"tEXt", b"icc_profile\0sRGB"))


@bad(DAMAGED)
def png_with_a_text_named_like_its_transparency():
    return png_in_colours()[:-12] + chunk(b"tEXt", b"transparency\0all of it") + chunk(b"IEND", b"")


@bad(DAMAGED)
def png_with_a_text_named_like_its_lines():
    return with_chunk(png_in_colours(), chunk(b"tEXt", b"interlace\0yes"))


@bad(DAMAGED)
def png_with_a_bomb_in_its_text():
    return with_chunk(png_in_colours(), chunk(b"zTXt", b"Comment\0\0" + bomb()))


@bad(DAMAGED)
def png_with_a_bomb_in_its_metadata():
    return with_chunk(png_in_colours(), chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + bomb()))


@bad(DAMAGED)
def png_with_a_bomb_in_its_profile():
    return with_chunk(png_in_colours(), chunk(b"iCCP", b"sRGB\0\0" + bomb()))


@bad(DAMAGED)
def png_with_many_small_bombs():
    small = zlib.compress(bytes(1_000_000), 9)
    return with_chunk(png_in_colours(), *(chunk(b"zTXt", b"%d\0\0" % number + small) for number in range(90)))


def cut(make, part):
    """Return what a copy that broke off has of a file."""
    content = make()
    return content[: int(len(content) * part)]


for make in (jpeg, progressive_jpeg, png_in_colours, webp, webp_without_loss):
    for part in (0.5, 0.9):
        BAD[f"{make.__name__.replace('_', ' ')} cut after {part:.0%}"] = partial(cut, make, part), DAMAGED
