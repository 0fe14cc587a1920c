"""What a picture's file says of itself: read when it comes in, written into every file that goes out.

EXIF 2.32; IPTC-IIM 4.2, record 2; XMP (ISO 16684-1) with the properties of the IPTC Photo Metadata Standard.
"""

import re
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from PIL import Image
from PIL.ExifTags import Base

from ..text import clean_line, clean_text
from .files import BROKEN, SUFFIXES, without_warnings
from .xmp import packet, properties

# The greatest lengths are those of the fields that the texts fill.
LENGTHS = {"creator": 200, "credit": 200, "copyright": 300, "caption": 2000, "alt_text": 500}
ADDRESS_LENGTH = 500
NAMES = 20  # More do not fit.
XMP = {
    "creator": "dc:creator",
    "credit": "photoshop:Credit",
    "copyright": "dc:rights",
    "caption": "dc:description",
    "alt_text": "Iptc4xmpCore:AltTextAccessibility",
}
IPTC = {"creator": 80, "credit": 110, "copyright": 116, "caption": 120}
EXIF = {"creator": Base.Artist, "copyright": Base.Copyright, "caption": Base.ImageDescription}
# Where a licence's address stands, the most exact first: a web statement may be a page about the picture.
LICENSE_URL = ("cc:license", "xmpRights:WebStatement", "xmpRights:UsageTerms")
# What EXIF must have beside (2.32, 4.6.8): dots per inch, and where in a pixel its colour was taken.
ALWAYS = {Base.XResolution: 72.0, Base.YResolution: 72.0, Base.ResolutionUnit: 2, Base.YCbCrPositioning: 1}
PUBLIC_DOMAIN = "//creativecommons.org/publicdomain/"
SOURCE = re.compile(r"(?:https?://cv\.iptc\.org/newscodes/digitalsourcetype/)?(\w+)/?")
IPTC_BLOCK = 0x0404  # Its number among Photoshop's resources.
UTF_8 = b"\x1b%G"
# What cameras and programs write where nobody has written anything.
BOILERPLATE = re.compile(
    r"[\W_0]*|([A-Z]+ )*DIGITAL CAMERA|KODAK Digital Still Camera|SONY DSC|DCF 1\.0|DCIM\S*"
    r"|(DSC|DJI|IMG|PXL)[A-Z]*_?\d+(\.\w+)?|(?i:exif_jpeg\w*|<?unknown>?|untitled|default|none|null|ascii|picasa)"
)


class DigitalSource(StrEnum):
    """How a picture came about: terms of cv.iptc.org/newscodes/digitalsourcetype/."""

    CAPTURE = "digitalCapture"
    COMPUTATIONAL = "computationalCapture"
    DRAWN = "digitalCreation"
    EDITED_WITH_AI = "compositeWithTrainedAlgorithmicMedia"
    COMPOSITE_SYNTHETIC = "compositeSynthetic"
    MADE_BY_AI = "trainedAlgorithmicMedia"
    ALGORITHMIC = "algorithmicMedia"

    @property
    def url(self) -> str:
        return f"http://cv.iptc.org/newscodes/digitalsourcetype/{self}"


@dataclass(frozen=True)
class Rights:
    """What a public file says: plain texts, the licence's web address, how the picture came about."""

    creator: str = ""
    credit: str = ""
    copyright: str = ""
    license_name: str = ""
    license_url: str = ""
    source: DigitalSource | None = None


@dataclass(frozen=True)
class Stated:
    """What a file that came in says; "" for what it does not say. `source` is a DigitalSource that is known."""

    creator: str = ""
    credit: str = ""
    copyright: str = ""
    caption: str = ""
    alt_text: str = ""
    license_url: str = ""
    source: DigitalSource | None = None


@without_warnings()
def read(file: BinaryIO) -> Stated:
    """Return what a picture that was found good says, XMP before IPTC before EXIF; what is broken says nothing.

    Files that Newsroom made, AVIF among them, are read as well.
    """
    file.seek(0)
    image = Image.open(file, formats=[*SUFFIXES, "AVIF"])
    if image.format == "PNG":
        image.load()  # Its texts may stand behind the picture.
    in_xmp = _in_xmp(image)
    sources = ((in_xmp, XMP), (_in_iptc(image), IPTC), (_in_exif(image), EXIF))
    file.seek(0)
    texts = {
        field: next(
            filter(None, (_said(field, found.get(names.get(field), [])) for found, names in sources)), ""
        )
        for field in LENGTHS
    }
    return Stated(**texts, license_url=_license_url(in_xmp), source=_source(in_xmp))


def written(rights: Rights) -> dict[str, bytes]:
    """Return `exif` and `xmp` as Pillow's save() takes them for JPEG and AVIF; nothing of rights that are empty.

    EXIF has but two fields, and who sees nothing else should still learn whom to name, and on what terms: where
    there is no creator, the credit is the Artist; where there is no copyright notice, credit and licence stand
    in its place. XMP has a property for each, and claims no copyright that nobody has stated.
    """
    creator, credit, notice = map(clean_line, (rights.creator, rights.credit, rights.copyright))
    license_name, license_url = map(clean_line, (rights.license_name, rights.license_url))
    fields = {
        Base.Artist: creator or credit,
        Base.Copyright: notice or " / ".join(filter(None, (credit or creator, license_name))),
    }
    texts = {
        "dc:creator": creator,
        "dc:rights": notice,
        "photoshop:Credit": credit,
        "xmpRights:Marked": _marked(notice, license_name, license_url),
        "xmpRights:UsageTerms": license_name,
        "xmpRights:WebStatement": license_url,
        "Iptc4xmpExt:DigitalSourceType": rights.source.url if rights.source else "",
    }
    said = {name: text for name, text in texts.items() if text}
    parts = {"exif": _exif(fields), "xmp": packet(said) if said else b""}
    return {name: content for name, content in parts.items() if content}


def _exif(fields):
    """Return EXIF with these texts, in UTF-8 as programs write and read it."""
    texts = {tag: text.encode() for tag, text in fields.items() if text}
    if not texts:
        return b""
    exif = Image.Exif()
    exif.update({**ALWAYS, **texts})
    return exif.tobytes()


def _in_xmp(image):
    content = image.info.get("xmp")
    return properties(content) if isinstance(content, bytes) else {}


def _in_iptc(image):
    """Return the texts of IPTC-IIM's second record by number; of a block that is cut off, what came whole."""
    resources = image.info.get("photoshop")
    block = resources.get(IPTC_BLOCK, b"") if isinstance(resources, dict) else b""
    found, place, is_utf_8 = {}, 0, False
    while block[place : place + 1] == b"\x1c" and place + 5 <= len(block):
        record, number, length = struct.unpack_from(">BBH", block, place + 1)
        place += 5 + length
        if place > len(block):
            break
        value = block[place - length : place]
        if (record, number) == (1, 90):
            is_utf_8 = value == UTF_8
        elif record == 2:
            found.setdefault(number, []).append(_decoded(value, is_utf_8))
    return found


def _in_exif(image):
    try:
        exif = image.getexif()
        values = {tag: exif.get(tag) for tag in EXIF.values()}
    except BROKEN:
        return {}
    found = {}
    for tag, value in values.items():
        if isinstance(value, str):
            value = value.encode("latin-1")  # As which Pillow takes every text.
        if isinstance(value, bytes):
            # Two notices of copyright, or what a buffer had in it, stand behind a zero.
            found[tag] = [next(filter(str.strip, _decoded(value).split("\0", 2)), "")]
    return found


def _decoded(value, is_utf_8=False):
    """Return a text whose encoding is seldom told: UTF-8, or else what Windows took for Latin-1."""
    try:
        return value.decode()
    except UnicodeDecodeError:  # Where it is UTF-8 by its own word, it was cut within a letter.
        return value.decode("utf-8" if is_utf_8 else "cp1252", errors="ignore")


def _said(field, texts):
    """Return the first text that says something, cleaned and cut; of creators, all of them."""
    length = LENGTHS[field]
    clean = clean_text if field == "caption" else clean_line
    cleaned = (clean(text.strip()[: 2 * length])[:length].strip() for text in texts[:NAMES])
    saying = (text for text in cleaned if not BOILERPLATE.fullmatch(text))
    return ", ".join(saying)[:length] if field == "creator" else next(saying, "")


def _license_url(in_xmp):
    for text in (text.strip() for name in LICENSE_URL for text in in_xmp.get(name, [])):
        if len(text) <= ADDRESS_LENGTH and text == clean_line(text) and _is_address(text):
            return text
    return ""


def _is_address(text):
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return True


def _source(in_xmp):
    for text in in_xmp.get("Iptc4xmpExt:DigitalSourceType", []):
        term = SOURCE.fullmatch(text.strip())
        if term and term[1] in [*DigitalSource]:
            return DigitalSource(term[1])
    return None


def _marked(notice, license_name, license_url):
    """Whether somebody holds rights, as XMP has it; nothing where it is not known."""
    if PUBLIC_DOMAIN in license_url:
        return "False"
    return "True" if notice or license_name or license_url else ""
