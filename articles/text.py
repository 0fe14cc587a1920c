"""Plain text: cleaning, slugs, names, datelines. Values in, values out."""

import re
import unicodedata
from datetime import date

from django.conf import settings
from django.utils import dateformat
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext

# Explicit bidirectional embeddings and overrides can make a line read as something that it is not
# (Unicode Technical Report 36, 2.9); isolates and the two marks stay, as Hebrew and Arabic need them.
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
DIRECTION_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"
BYTE_ORDER_MARK = "\ufeff"

RESERVED_SLUGS = frozenset({"feed", "own", "page", "print", "search", "suggest"})
SLUG_LENGTH = 120

# The names before which “and” has its other form: in Spanish those that begin with the vowel i, in Hebrew those
# of other scripts, which take a hyphen.
OTHER_AND = {"es": re.compile("h?[ií](?![aeo])", re.IGNORECASE), "he": re.compile("[^\u05d0-\u05ea]")}


def clean_text(text: str) -> str:
    """Return `text` in NFC, with "\\n" line ends and without control characters or lone surrogates."""
    text = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text))
    if text.isprintable():  # As nearly every line is.
        return text
    return "".join(character for character in text if character in "\n\t" or _is_text(character))


def clean_line(text: str) -> str:
    """Return `text` as one clean line: see clean_text; tabs and line ends become spaces."""
    return re.sub(r"[\n\t]+", " ", clean_text(text)).strip()


def slugify(text: str) -> str:
    """Return `text` as a slug in its own script: letters, marks and digits, joined by hyphens.

    The result may be empty, where `text` has no letter or digit.
    """
    text = unicodedata.normalize("NFC", text).lower().replace("’", "").replace("'", "")
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text).split()
    slug = "-".join(words)
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return unicodedata.normalize("NFC", slug)


def is_slug(text: str) -> bool:
    """Tell whether `text` can stand in an address: what slugify makes, and single underscores within."""
    return all(part and slugify(part) == part for part in re.split("[-_]", text))


def join_names(names: list[str]) -> str:
    """Join names as newspapers do: “A”, “A and B”, “A, B and C”. In English, as the desk reads it."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def separated(names: list[str]) -> list[tuple[str, str]]:
    """Return names, each with what stands before it in the site's language: "", a comma, or “and” before the last."""
    comma, last = pgettext("between names", ", "), len(names) - 1
    return [
        ("" if not place else _and_before(name) if place == last else comma, name)
        for place, name in enumerate(names)
    ]


def direction_of(language: str) -> str:
    """Return “rtl” or “ltr” for a language code such as “he” or “en-gb”."""
    return "rtl" if language.partition("-")[0] in settings.LANGUAGES_BIDI else "ltr"


def dateline(place: str, day: date | None) -> str:
    """Return the words that open a story, with the dash or bar that ends them, or "".

    Two house styles: “JERUSALEM —” and “JERUSALEM, January 12 —” (the Associated Press's), and without
    a place “Wednesday, 12 January 2022 |”.
    """
    if place:
        when = f", {date_format(day, 'MONTH_DAY_FORMAT')}" if day else ""
        return f"{place.upper()}{when} —"
    if day:
        return dateformat.format(day, "l, j F Y |")
    return ""


def _and_before(name):
    other = OTHER_AND.get((get_language() or "").partition("-")[0])
    if other and other.match(name):
        return pgettext("between names, where the last has the other form of “and” before it", " and ")
    return pgettext("between names", " and ")


def _is_text(character: str) -> bool:
    return (
        unicodedata.category(character) not in ("Cc", "Cs")
        and character not in DIRECTION_OVERRIDES
        and character != BYTE_ORDER_MARK
        and not _is_noncharacter(ord(character))
    )


def _is_noncharacter(code):
    """The code points that Unicode keeps for no character (23.7), and that XML does not take."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
