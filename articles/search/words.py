"""Texts as the words that search knows them by. Pure.

Whatever is indexed and whatever is typed comes through this door, so that Łódź is lodz, ﬁnance is finance,
שָׁלוֹם is שלום and Hamas’s is hamas. Both engines hold nothing but what comes out here; PostgreSQL computes the
same by functions of its own, and a test keeps the two equal, character by character.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 300_000  # characters of a text that are searched: a thick book
# Codes below are folded once: a million odd characters that somebody types are not to fill the memory.
REMEMBERED = 0x20000

# What can hold two parts of a word together; every other character that is no letter or digit is a space.
JOINTS = {
    "'": "'’‘ʼ‛′`׳ʻʽʾʿ",
    "-": "-‐‑–−־",
    '"': '"“”„״',
    ".": ".",
    ",": ",",
}
# Replaced first, as what is left of most English texts is ASCII, which is translated many times faster.
TYPOGRAPHIC = (
    ("’", "'"),
    ("‘", "'"),
    ("“", '"'),
    ("”", '"'),
    ("–", "-"),
    ("—", " "),
    ("…", " "),
    ("™", " "),  # For Unicode the letters TM, which would grow onto the word before.
    ("\u00a0", " "),
)
# Letters that Unicode does not take apart, as people type them who lack the key; in Arabic as many write them.
LETTERS = {
    "ß": "ss",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ς": "σ",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
} | {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}
# Left out without a gap: accents, the points of Hebrew, the vowel signs and the tatweel of Arabic, and what
# is not seen. As ranges of a regular expression.
UNHEARD = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
# Scripts without spaces between words: each character is a word, and a run of them is a phrase. Korean as well,
# which writes what stands for “in” or “of” in one with the word before: 서울 is found in 서울에서.
UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
# The space within a number, as French and Spanish print it: 1 000.
THIN_SPACE = "(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))"
WORD = "[^ '\"\\-.,]+"  # Of what is folded.
# No word of its own: Hamas’s is Hamas.
POSSESSIVE = r"(?<=[^ '\"\-.,])'s(?![^ '\"\-.,])"
# What makes one word of two parts: e-mail, U.S., O’Neill, COVID-19, צה״ל, and the thousands of 1,000. Between
# two digits a point or a hyphen joins nothing else: 3.5, 12-15.
JOINT = (
    r"(?<=[^ '\"\-.,0-9])['.\-](?=[^ '\"\-.,])|(?<=[0-9])['.\-](?=[^ '\"\-.,0-9])"
    r"|(?<=[א-ת])\"(?=[א-ת])|(?<=[0-9])[,.'](?=[0-9]{3}(?![0-9]))"
)

ENDS = "".join(JOINTS)

_apart = str.maketrans(dict.fromkeys(JOINTS, " "))
_typographic = dict(TYPOGRAPHIC)
_unheard = re.compile(f"[{UNHEARD}]")
_unspaced = re.compile(f"[{UNSPACED}]")
_thin_space = re.compile(THIN_SPACE)
_word = re.compile(WORD)
_possessive = re.compile(POSSESSIVE)
_joint = re.compile(JOINT)
_compound = re.compile(r"[^ '\"\-.,]*_[^ '\"\-.,]*")  # Once “_” stands for its joints.
_joint_of = {ord(each): joint for joint, all_of_them in JOINTS.items() for each in all_of_them}


class Found(NamedTuple):
    """A word, and where it stands in the text as it was written."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return the words of a text, with a space between each two."""
    folded = _folded(unicodedata.normalize("NFC", text[:LONGEST]))
    return " ".join(folded.translate(_apart).split())


def joined(text: str) -> str:
    """Return those words of a text that are made of parts, in one: “email” for “e-mail”, “us” for “U.S.”."""
    folded = _folded(unicodedata.normalize("NFC", text[:LONGEST]))
    # Looking for joints in the few runs of letters that may have one is much faster than in the whole text.
    runs = " ".join(run for run in folded.split() if not run.strip(ENDS).isalnum())
    return " ".join(word.replace("_", "") for word in _compound.findall(_joint.sub("_", runs)))


def whole(text: str) -> str:
    """Return the words of a text as `fold` does, but those that are made of parts as `joined` does."""
    folded = _folded(unicodedata.normalize("NFC", text[:LONGEST]))
    return " ".join(word.replace("_", "") for word in _word.findall(_joint.sub("_", folded)))


def located(text: str) -> tuple[str, list[int] | None]:
    """Return a text in NFC folded, but with all that stands between its words, and where its characters come from.

    The places are None where each character stands for the one at its own place.
    """
    text = _thin_space.sub(",", text)
    pieces = {} if text.isascii() else {character: _folding[ord(character)] for character in set(text)}
    origin = None
    if any(len(piece) != 1 for piece in pieces.values()):
        origin = [place for place, character in enumerate(text) for _ in pieces[character]]
        origin.append(len(text))
    return _folded(text), origin


def words(folded: str, start: int = 0) -> Iterator[re.Match]:
    """Yield the words of what `located` returns, from a place on, as matches."""
    return _word.finditer(folded, start)


def compounds(folded: str) -> Iterator[Found]:
    """Yield the words made of parts in what `located` returns, each as one."""
    for match in _compound.finditer(_joint.sub("_", folded)):
        yield Found(match[0].replace("_", ""), match.start(), match.end())


def _folded(text):
    """Fold a text in NFC: letters, digits and what can join them stay, all else is a space.

    As long as the text, as far as each of its characters is one of what is folded.
    """
    text = _thin_space.sub(",", text)
    for typographic, plain in TYPOGRAPHIC:
        text = text.replace(typographic, plain)
    text = text.translate(_folding)
    return _possessive.sub("  ", text) if "'s" in text else text


class _Folding(dict):
    """What a character becomes, by its code; filled as texts bring them."""

    def __missing__(self, code):
        folded = _fold(chr(code))
        if code < REMEMBERED:
            self[code] = folded
        return folded


def _fold(character):
    if character in _typographic:
        return _typographic[character]
    heard = _unheard.sub("", unicodedata.normalize("NFKD", character)).lower()
    letters = "".join(LETTERS.get(letter, letter) for letter in _unheard.sub("", heard))
    return "".join(_spaced(letter) for letter in unicodedata.normalize("NFC", letters))


def _spaced(letter):
    if joint := _joint_of.get(ord(letter)):
        return joint
    if not letter.isalpha() and not letter.isdecimal():
        return " "
    return f" {letter} " if _unspaced.match(letter) else letter


_folding = _Folding()
