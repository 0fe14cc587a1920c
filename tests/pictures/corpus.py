"""Pictures that are taken, of every kind that cameras, desks and broken programs send: GOOD.

Each has a name, what makes it, and the format and the upright size that are found in it.
"""

import struct
import zlib
from functools import partial

from PIL import ImageCms
from PIL.ExifTags import GPS, Base

from .making import chunk, encoded, exif_of, picture, png, rdf, with_chunk, with_segment, with_size

GOOD = {}
# Texts that are EXIF and say nonsense, which is passed over.
TIFF = b"Exif\0\0II*\0\x08\0\0\0"
NONSENSE = {
    "nothing": b"Exif\0\0",
    "no TIFF": b"Exif\0\0what is this",
    "half a header": b"Exif\0\0II*\0",
    "no directory": TIFF,
    "a directory far away": b"Exif\0\0II*\0\xff\xff\xff\x7f",
    "a directory before its own start": b"Exif\0\0MM\0*\0\0\0\0" + b"\0" * 20,
    "more tags than there are": TIFF + b"\xff\xff" + struct.pack("<HHII", 0x0112, 3, 1, 1),
    "a way that is none": TIFF + b"\1\0" + struct.pack("<HHIII", 0x0112, 3, 1, 99, 0),
    "a way in words": TIFF + b"\1\0" + struct.pack("<HHI4sI", 0x0112, 2, 4, b"six\0", 0),
    "a way as a fraction of nothing": TIFF + b"\1\0" + struct.pack("<HHIIIII", 0x0112, 5, 1, 26, 0, 6, 0),
    "many ways": TIFF + b"\1\0" + struct.pack("<HHIII16x", 0x0112, 3, 8, 26, 0),
    "a text of four gigabytes": TIFF + b"\1\0" + struct.pack("<HHIII", 0x013B, 2, 0xFFFFFFFF, 8, 0),
    "a text that is the directory": TIFF + b"\1\0" + struct.pack("<HHIII", 0x013B, 2, 18, 8, 8),
    "a camera's directory that is its own parent": TIFF + b"\1\0" + struct.pack("<HHIII", 0x8769, 4, 1, 8, 8),
    "a kind that is none": TIFF + b"\1\0" + struct.pack("<HHIII", 0x0112, 77, 1, 6, 0),
    "BigTIFF": b"Exif\0\0II+\0\x08\0\0\0" + b"\xff" * 8 + b"\xff" * 40,
}


def good(kind, width, height):
    """Register what makes a file that is taken, under its name read as words."""

    def register(make):
        GOOD[make.__name__.replace("_", " ")] = make, (kind, width, height)
        return make

    return register


@good("JPEG", 64, 48)
def jpeg():
    return encoded(picture())


@good("PNG", 64, 48)
def png_in_colours():
    return encoded(picture(), "PNG")


@good("WEBP", 64, 48)
def webp():
    return encoded(picture(), "WEBP")


@good("WEBP", 64, 48)
def webp_without_loss():
    return encoded(picture("RGBA"), "WEBP", lossless=True)


@good("JPEG", 64, 48)
def progressive_jpeg():
    return encoded(picture(), progressive=True)


@good("JPEG", 64, 48)
def grey_jpeg():
    return encoded(picture("L"))


@good("JPEG", 64, 48)
def cmyk_jpeg():
    return encoded(picture("CMYK"))


@good("JPEG", 1, 1)
def smallest_jpeg():
    return encoded(picture(size=(1, 1)))


@good("PNG", 64, 48)
def png_in_sixteen_bits_of_grey():
    return png(64, 48, 16, 0, struct.pack(">64H", *range(0, 65536, 1024)))


@good("PNG", 64, 48)
def png_in_sixteen_bits_of_colour():
    return png(64, 48, 16, 2, struct.pack(">192H", *range(0, 65472, 341)))


@good("PNG", 64, 48)
def png_in_sixteen_bits_with_alpha():
    return png(64, 48, 16, 6, struct.pack(">256H", *range(0, 65536, 256)))


@good("PNG", 64, 48)
def png_with_one_bit():
    return encoded(picture("1"), "PNG")


@good("PNG", 64, 48)
def png_with_a_palette_and_transparency():
    return encoded(picture().quantize(16), "PNG", transparency=bytes(range(0, 256, 16)))


@good("PNG", 8000, 5000)
def png_of_forty_megapixels():
    return png(8000, 5000, 1, 0, bytes(1000))


@good("JPEG", 64, 48)
def mpo_of_a_phone():
    return encoded(picture(), "MPO", save_all=True, append_images=[picture(size=(32, 24))])


@good("JPEG", 64, 48)
def jpeg_with_much_exif():
    return encoded(picture(), exif=exif_of({Base.Software: "Desk", Base.ImageDescription: b"x" * 60_000}))


@good("JPEG", 64, 48)
def jpeg_with_a_profile():
    return encoded(picture(), icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


@good("JPEG", 64, 48)
def jpeg_with_a_broken_profile():
    return encoded(picture(), icc_profile=b"\0" * 200)


@good("JPEG", 64, 48)
def jpeg_with_a_place():
    gps = {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (31.0, 46.0, 42.0), GPS.GPSLongitudeRef: "E"}
    place = rdf("", 'exif:GPSLatitude="31,46.7N" exif:GPSLongitude="35,13.3E"')
    return encoded(picture(), exif=exif_of({Base.Artist: "Dana Levi"}, gps), xmp=place)


@good("JPEG", 64, 48)
def jpeg_with_a_page_inside_and_behind():
    page = b"<html><script>alert(1)</script></html>"
    return encoded(picture(), comment=page) + page


# A picture that ends too early, but ends, is not told from one with a plain foot.
@good("JPEG", 64, 480)
def jpeg_with_a_header_that_says_more():
    return with_size(jpeg(), 64, 480)


@good("JPEG", 64, 32)
def jpeg_with_a_header_that_says_less():
    return with_size(jpeg(), 64, 32)


@good("PNG", 64, 48)
def png_without_its_last_rows():
    return png(64, 48, 8, 2, bytes(192), rows=10)


@good("WEBP", 64, 48)
def webp_with_more_behind_it():
    return webp() + b"<html><script>alert(1)</script></html>"


@good("JPEG", 64, 48)
def jpeg_with_an_index_of_pictures_that_lies():
    index = struct.pack("<HHHII", 1, 0xB001, 4, 1, 0xFFFFFFFF)
    return with_segment(jpeg(), 0xE2, b"MPF\0II*\0\x08\0\0\0" + index + bytes(4))


@good("PNG", 64, 48)
def png_that_moves_in_no_frames():
    return with_chunk(png_in_colours(), chunk(b"acTL", bytes(8)))


@good("PNG", 64, 48)
def png_with_texts_named_like_its_metadata():
    texts = (chunk(b"tEXt", b"xmp\0what"), chunk(b"zTXt", b"exif\0\0" + zlib.compress(b"what")))
    return with_chunk(png_in_colours(), *texts)


def held(kind, way):
    """Return a picture whose camera was held in one of the eight ways of EXIF."""
    return encoded(picture(), kind, exif=exif_of({Base.Orientation: way}))


def saying(kind, exif):
    return encoded(picture(), kind, exif=exif)


for kind in ("JPEG", "PNG", "WEBP"):
    for way in range(1, 9):
        GOOD[f"{kind} held in way {way}"] = (
            partial(held, kind, way),
            (kind, *((48, 64) if way > 4 else (64, 48))),
        )
    for nonsense, exif in NONSENSE.items():
        GOOD[f"{kind} whose EXIF has {nonsense}"] = partial(saying, kind, exif), (kind, 64, 48)
