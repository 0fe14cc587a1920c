"""Picture files and their parts, made in memory."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.ExifTags import IFD

MAGIC_OF_PNG = b"\x89PNG\r\n\x1a\n"


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


def with_sums(content):
    """Return a PNG, however broken, with the right sum behind each of its chunks."""
    place = len(MAGIC_OF_PNG)
    chunks = [content[:place]]
    while place + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, place)
        chunks.append(chunk(content[place + 4 : place + 8], content[place + 8 : place + 8 + length]))
        place += 12 + length
    return b"".join(chunks)
