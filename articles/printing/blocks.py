"""The text of a story in blocks, which a reader can leave out one by one. Values in, values out."""

import html
import re

from ..figures import INLINE, VOID, with_figures

TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?:[^">]|"[^"]*")*>')
WITHIN_LINES = INLINE | {"br", "span"}
LINK = re.compile(r'<a (?:[^">]|"[^"]*")*?href="((?:http|/)[^"]*)"')
WHOLE_LINK = re.compile(r'<a((?: (?:[^">]|"[^"]*")*)?)>(.*?)</a>', re.DOTALL)
ELEMENT = re.compile(r"(</?[a-z]+>)")
LEVEL = re.compile("(?<=<)(/?)h3(?=>)")


def blocks(body: str) -> list[str]:
    """Return the outermost elements of balanced HTML in order; words between them are blocks of their own."""
    found, start, depth = [], 0, 0
    for tag in TAG.finditer(body):
        end, name = tag[1], tag[2]
        if depth == 0 and name in WITHIN_LINES:
            continue
        if depth == 0 and not end:
            found.append(body[start : tag.start()])
            start = tag.start()
        if name not in VOID:
            depth = max(0, depth - 1) if end else depth + 1
        if depth == 0:
            found.append(body[start : tag.end()])
            start = tag.end()
    found.append(body[start:])
    return [block for each in found if _says_something(block := each.strip())]


def levelled(texts: list[str]) -> list[str]:
    """Return blocks in which no heading of the third level stands before the first one of the second.

    A PDF that skips a level is not accessible, and what a reader leaves out may be the one of the second.
    """
    shown, has_second = [], False
    for text in texts:
        above, mark, below = (text, "", "") if has_second else text.partition("<h2>")
        shown.append(text if has_second else LEVEL.sub(r"\1h2", above) + mark + below)
        has_second = has_second or bool(mark)
    return shown


def links(block: str, pictures: bool = True) -> list[str]:
    """Return the addresses that a block of a stored body leads to, in order; static/css/print.css numbers the same."""
    text = with_figures(block, lambda figure: figure.caption if pictures else "")
    return [html.unescape(address) for address in LINK.findall(text)]


def with_plain_links(text: str) -> str:
    """Return HTML in which no link holds an element: such a one is divided, and its last part has no class “part”.

    The engine of PDFs gives each element in a link a link of its own, outside the document's structure.
    """
    return WHOLE_LINK.sub(_divided, text)


def _divided(link):
    pieces = ELEMENT.split(link[2])
    if len(pieces) == 1:
        return link[0]
    words = [place for place, piece in enumerate(pieces) if piece.strip() and not ELEMENT.fullmatch(piece)]
    for place in words:
        part = "" if place == words[-1] else ' class="part"'
        pieces[place] = f"<a{part}{link[1]}>{pieces[place]}</a>"
    return "".join(pieces)


def _says_something(block):
    """Whether there is more than line breaks between two blocks."""
    names = [tag[2] for tag in TAG.finditer(block)]
    return not WITHIN_LINES.issuperset(names) or bool(TAG.sub("", block).strip())
