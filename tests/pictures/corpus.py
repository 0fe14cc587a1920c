"""Picture files made in memory: good ones of every kind that cameras and desks send, and hostile ones.

GOOD tells of each file its format and its upright size; BAD tells of each words of the sentence that refuses it.
"""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

GOOD, BAD = {}, {}
NOT_A_PICTURE = "This is not a picture that can be read. JPEG, PNG and WebP are taken."
DAMAGED = "the file is damaged. Copy it again from where it came"
FAR_TOO_LARGE = "far more than 40 megapixels"
MOVING = "This picture moves"
MAGIC_OF_PNG = b"\x89PNG\r\n\x1a\n"
BOMB = zlib.compress(bytes(100_000_000), 9)
IN_PIECES = "cut into far too many pieces"


def good(kind, width, height):
    """Register what makes a file that is taken, under its name read as words."""

    def register(make):
        GOOD[make.__name__.replace("_", " ")] = make, (kind, width, height)
        return make

    return register


def bad(words):
    """Register what makes a file that is refused with a sentence that has these words."""

    def register(make):
        BAD[make.__name__.replace("_", " ")] = make, words
        return make

    return register


def picture(mode="RGB", size=(64, 48)):
    """Return a picture in which no corner is like another."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (across, down, across.transpose(Image.Transpose.FLIP_LEFT_RIGHT))).convert(mode)


def encoded(image, kind="JPEG", **options):
    output = BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def exif_of(tags, gps=None):
    """Return EXIF with these tags; bytes are written as they are."""
    exif = Image.Exif()
    for tag, value in tags.items():
        exif[tag] = value
    if gps:
        exif.get_ifd(IFD.GPSInfo).update(gps)
    return exif.tobytes()


def rdf(properties, attributes=""):
    """Return an XMP packet with these properties of the picture."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        f' xmlns:exif="http://ns.adobe.com/exif/1.0/" {attributes}>{properties}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def dataset(number, value, record=2):
    """Return one dataset of IPTC-IIM."""
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def with_segment(jpeg, marker, content):
    """Return a JPEG with a further segment after its first two bytes."""
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + jpeg[2:]


def with_iptc(jpeg, block):
    """Return a JPEG with IPTC-IIM in it, as Photoshop puts it."""
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(block)) + block + b"\0" * (len(block) % 2)
    return with_segment(jpeg, 0xED, b"Photoshop 3.0\0" + resource)


def chunk(kind, content):
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width, height, depth, colour, row, *chunks, rows=None):
    """Return a PNG of equal rows, with further chunks before the picture; Pillow does not write all kinds."""
    packing = zlib.compressobj()
    body = b"".join(packing.compress(b"\0" + row) for _ in range(height if rows is None else rows))
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"".join(
        (
            MAGIC_OF_PNG,
            chunk(b"IHDR", header),
            *chunks,
            chunk(b"IDAT", body + packing.flush()),
            chunk(b"IEND", b""),
        )
    )


def with_chunk(content, *chunks):
    """Return a PNG with further chunks after its header."""
    return content[:33] + b"".join(chunks) + content[33:]


def with_size(jpeg, width, height):
    """Return a baseline JPEG whose header tells another size."""
    place = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:place] + struct.pack(">HH", height, width) + jpeg[place + 4 :]


def with_size_of_webp(webp, width, height):
    """Return a WebP without loss whose header tells another size."""
    place = webp.index(b"VP8L") + 9
    (bits,) = struct.unpack_from("<I", webp, place)
    bits = bits >> 28 << 28 | height - 1 << 14 | width - 1
    return webp[:place] + struct.pack("<I", bits) + webp[place + 4 :]


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


# What cannot be told from a picture with a dark end; nothing of the machine's memory is in it.
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


def held(orientation):
    """Return what makes a JPEG whose camera was held in one of the eight ways of EXIF."""
    return lambda: encoded(picture(), exif=exif_of({Base.Orientation: orientation}))


for way in range(1, 9):
    size = (48, 64) if way > 4 else (64, 48)
    GOOD[f"jpeg held in way {way}"] = held(way), ("JPEG", *size)
    GOOD[f"png held in way {way}"] = (
        lambda way=way: encoded(picture(), "PNG", exif=exif_of({Base.Orientation: way})),
        ("PNG", *size),
    )

# Each is EXIF that says nonsense; what it says is passed over.
TIFF = b"Exif\0\0II*\0\x08\0\0\0"
NONSENSE = {
    "nothing": b"Exif\0\0",
    "no TIFF": b"Exif\0\0what is this",
    "half a header": b"Exif\0\0II*\0",
    "no directory": TIFF,
    "a directory far away": b"Exif\0\0II*\0\xff\xff\xff\x7f",
    "a directory before its own start": b"Exif\0\0MM\0*\0\0\0\0" + b"\0" * 20,
    "more tags than there are": TIFF + b"\xff\xff" + struct.pack("<HHI4s", 0x0112, 3, 1, b"\x06\0\0\0"),
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
for nonsense, content in NONSENSE.items():
    for kind in ("JPEG", "PNG", "WEBP"):
        GOOD[f"{kind} whose EXIF has {nonsense}"] = (
            lambda kind=kind, content=content: encoded(picture(), kind, exif=content),
            (kind, 64, 48),
        )


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
    return with_chunk(png_in_colours(), chunk(b"zTXt", b"Comment\0\0" + BOMB))


@bad(DAMAGED)
def png_with_a_bomb_in_its_metadata():
    return with_chunk(png_in_colours(), chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + BOMB))


@bad(DAMAGED)
def png_with_a_bomb_in_its_profile():
    return with_chunk(png_in_colours(), chunk(b"iCCP", b"sRGB\0\0" + BOMB))


@bad(DAMAGED)
def png_with_many_small_bombs():
    bomb = zlib.compress(bytes(1_000_000), 9)
    return with_chunk(png_in_colours(), *(chunk(b"zTXt", b"%d\0\0" % number + bomb) for number in range(90)))


def cut(make, part):
    """Return what makes a file that ends after a part of it."""
    return lambda: make()[: int(len(make()) * part)]


for make in (jpeg, progressive_jpeg, png_in_colours, webp, webp_without_loss):
    for part in (0.2, 0.5, 0.9):
        BAD[f"{make.__name__.replace('_', ' ')} cut after {part:.0%}"] = cut(make, part), DAMAGED
