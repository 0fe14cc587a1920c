"""The HTML of a story's body: what may stand in it, and what is read out of it."""

import html
import re

import nh3
from django.utils.html import escape
from django_prose_editor.config import allowlist_from_extensions, expand_extensions

from .figures import FIGURE, INLINE, arranged
from .text import clean_text

PICKER = "/admin/articles/photo/pick/"  # Where the body's editor lets a photo of the library be chosen.
PULL_QUOTE = "pullquote"  # The one class: a quotation of the story itself, set large beside its text.
# What can be typed is what is stored: the editor's buttons and the allow-list are made from this.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "NodeClass": {
        "cssClasses": {
            "blockquote": {
                "title": "Quotation",
                "cssClasses": [{"className": PULL_QUOTE, "title": "pull quote"}],
            }
        }
    },
    "HardBreak": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Figure": {"pickerUrl": PICKER},
    "Image": True,
    "Caption": True,
    "HTML": True,
    "SpecialCharacters": True,
}

# As older pages write what the editor's buttons write.
SYNONYMS = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"} | dict.fromkeys(
    ["dd", "div", "dt", "pre"], "p"
)
SYNONYM = re.compile(rf"(?<=<)(/?)({'|'.join(SYNONYMS)})(?=[\s>])", re.IGNORECASE)
PASSES = 4  # Odd nesting is mended step by step; what people write is as it stays after the first.
LENGTH = 1_000_000  # characters of HTML, a thick book
# No space or control character: browsers leave them out, and what is left may lead elsewhere.
LINK = re.compile(r"(?:https?://[^/\\]|mailto:|tel:|/(?![/\\])|#)[^\x00-\x20\x7f]*", re.IGNORECASE)
TAG = re.compile(r'</?([a-z0-9]+)(?: [a-z-]+="[^"]*")*>')  # As the sanitiser writes it.
INLINE_TAG = re.compile(rf'</?(?:{"|".join(sorted(INLINE))})(?: [a-z-]+="[^"]*")*>')
BARE_HOST = re.compile(
    r"(?:www\.)?(?:[\w-]+\.)+[a-z]{2,}/|www\.(?:[\w-]+\.)+[a-z]{2,}$", re.IGNORECASE
)  # A link as people type it.
OPENING_PICTURE = re.compile(rf"{FIGURE.pattern}\s*", FIGURE.flags)
EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>")


def sanitise(body: str) -> str:
    """Return `body` with nothing but what EXTENSIONS allow; any text is valid input.

    Links lead to http, https, mailto and tel, or to this site from its root; all else about them goes.
    """
    body = SYNONYM.sub(lambda match: match[1] + SYNONYMS[match[2].lower()], clean_text(body))
    for _ in range(PASSES):
        clean = clean_text(_cleaner.clean(body))  # Again, as entities can hide what is not text.
        clean = EMPTY_PARAGRAPH.sub("", arranged(clean)).strip()
        if clean == body:
            break
        body = clean
    return body


def plain(body: str) -> str:
    """Return the words of a sanitised body, one line for each block."""
    text = TAG.sub("\n", INLINE_TAG.sub("", body.replace("\n", " ")))
    lines = html.unescape(text).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def paragraph(text: str) -> str:
    """Return plain text as one paragraph of a body."""
    return f"<p>{escape_text(text)}</p>"


def escape_text(text: str) -> str:
    """Escape plain text as the sanitiser writes it: quotation marks stay as they are."""
    return html.escape(text, quote=False)


def with_dateline(body: str, dateline: str) -> str:
    """Put `dateline` (plain text) where a sanitised body begins to speak, behind the pictures that open it.

    It opens a paragraph there, or is one, before a heading or a list.
    """
    if not dateline:
        return body
    mark = f'<span class="dateline">{escape(dateline)}</span> '
    start = 0
    while picture := OPENING_PICTURE.match(body, start):
        start = picture.end()
    pictures, text = body[:start], body[start:]
    if text.startswith("<p>"):
        return f"{pictures}<p>{mark}{text[3:]}"
    return f"{pictures}<p>{mark.strip()}</p>{text}"


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href" and BARE_HOST.match(value):
        return f"https://{value}"
    if attribute == "href" and not LINK.fullmatch(value):
        return None
    if attribute in ("colspan", "rowspan", "start") and not re.fullmatch(r"[1-9]\d?", value):
        return None
    if attribute == "class" and not value:  # What the cleaner leaves of classes that are not allowed.
        return None
    return value


def _make_cleaner() -> nh3.Cleaner:
    allowed = allowlist_from_extensions(expand_extensions(EXTENSIONS))
    attributes = {
        "*": set(),
        "a": {"href", "title"},
        "img": {"alt", "data-file"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    }
    return nh3.Cleaner(
        tags=allowed["tags"],
        attributes=attributes,
        allowed_classes={"blockquote": {PULL_QUOTE}},
        attribute_filter=_filter_attribute,
        url_schemes=set(EXTENSIONS["Link"]["protocols"]),
        link_rel=None,
    )


_cleaner = _make_cleaner()
