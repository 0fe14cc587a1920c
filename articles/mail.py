"""Addresses that open a mail which is already written. Values in, values out."""

from urllib.parse import quote

from .text import clean_line, clean_text

LONGEST = 1900  # characters: mail programs and browsers cut what is longer than about 2,000
ELLIPSIS = "…"
PARTED = "\n\n"


def mail(subject: str, text: str, addresses: list[str], to: str = "") -> str:
    """Return the “mailto:” of a mail: a text, and below it the first of `addresses` with which all of it has room.

    Where it has none, the last address stands, and the text, then the subject, is cut at a word.
    """
    subject, text = clean_line(subject), clean_text(text).strip()
    start = f"mailto:{quote(clean_line(to), safe='@')}?subject="
    usual = f"{start}{_encoded(subject)}&body={_encoded(_body(text, addresses[0]))}"
    if len(usual) <= LONGEST:
        return usual
    room = LONGEST - len(start) - len("&body=")
    whole = _length(subject) + _length(text) + _length(PARTED)
    address = next((each for each in addresses if whole + _length(each) <= room), addresses[-1])
    subject = _shortened(subject, room - _length(address))
    text = _shortened(text, room - _length(address) - _length(subject) - _length(PARTED))
    return f"{start}{_encoded(subject)}&body={_encoded(_body(text, address))}"


def _body(text, address):
    return PARTED.join([text, address] if text else [address])


def _encoded(text):
    return quote(text.replace("\n", "\r\n"), safe="")


def _length(text):
    return len(_encoded(text))


def _shortened(text, room):
    """Return as many of the first words as have room when they are encoded; of a word that has none, its beginning."""
    if _length(text) <= room:
        return text
    room -= _length(ELLIPSIS)
    end = 0
    while end < len(text) and (room := room - _length(text[end])) >= 0:
        end += 1
    words = text[:end] if text[end].isspace() else text[:end].rpartition(" ")[0]
    kept = (words or text[:end]).rstrip()
    return kept + ELLIPSIS if kept else ""
