"""The pictures in a body: how they are stored, found and shown. Values in, values out.

Stored is one form alone, which the body's editor reads and which says nothing but what the story adds:

    <figure><img src="/media/pictures/UID/" alt="" data-file="UID"><figcaption>…</figcaption></figure>

The photo's own caption and alternative text stand where these are empty. A caption may end with a line of
its own, “Credit: …”, which then stands in the place of the photo's credit.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

UID = re.compile(r"[0-9a-f]{32}")
FIGURE = re.compile(
    r'<figure><img src="/media/pictures/([0-9a-f]{32})/" alt="([^"]*)" data-file="\1">'
    r"(?:<figcaption>(.*?)</figcaption>)?</figure>",
    re.DOTALL,
)
CREDIT = "Credit:"
SPACES = re.compile("[ \\t\\n]+")
TAG = re.compile(r"<[^>]*>")
ODD = re.compile(r"</?(?:img|figure|figcaption)\b[^>]*>")
BARE = re.compile(r"<figure><img [^>]*></figure>")
DEEPEST = 60
VOID = frozenset({"br", "hr", "img"})
# What a picture can stand in, itself or in what it holds; out of everything else it is taken.
ROOM = frozenset({"blockquote", "li", "table", "tbody", "td", "th", "thead", "tr"})
INLINE = frozenset({"a", "em", "strong", "sub", "sup"})


@dataclass(frozen=True)
class BodyFigure:
    """A picture in a body: the photo's uid, and the words of this place, "" for the photo's own."""

    uid: str  # 32 hexadecimal digits
    alt_text: str = ""
    caption: str = ""  # sanitised HTML
    credit: str = ""


def figures(body: str) -> list[BodyFigure]:
    """Return the pictures of a sanitised body in order."""
    return [_read(match) for match in FIGURE.finditer(body)]


def with_figures(body: str, show: Callable[[BodyFigure], str]) -> str:
    """Return a sanitised body in which each picture is what `show` makes of it."""
    return FIGURE.sub(lambda match: show(_read(match)), body)


def without_figures(body: str, uids: set[str]) -> str:
    """Return a sanitised body without the pictures of these photos."""
    return FIGURE.sub(lambda match: "" if match[1] in uids else match[0], body)


def _read(match):
    """Read a picture; its credit is the caption's last line, where that says so and no element spans its break."""
    uid, alt_text, caption = match[1], html.unescape(match[2]), match[3] or ""
    words, _, last = caption.rpartition("<br>")
    line = html.unescape(TAG.sub("", last)).strip()
    if (
        line.startswith(CREDIT)
        and line != CREDIT
        and words.count("<") == 2 * words.count("</") + words.count("<br")
    ):
        return BodyFigure(uid, alt_text, words.strip(), line.removeprefix(CREDIT).strip())
    return BodyFigure(uid, alt_text, caption.strip())


def arranged(body: str) -> str:
    """Return a body, as the sanitiser leaves it, with its pictures in the one form.

    A picture that is not of the library, or is buried deeper than people nest, is left out.
    """
    if not ODD.search(body):
        return body
    tree = _Tree()
    tree.feed(body)
    tree.close()
    return "".join(_flow(tree.root.children)) if tree.depth <= DEEPEST else ODD.sub("", body)


class _Element:
    def __init__(self, tag, text="", attributes=()):
        self.tag, self.text, self.attributes = tag, text, dict(attributes)
        self.children = []  # Elements, and text as it is escaped.

    def around(self, pieces):
        return f"{self.text}{''.join(pieces)}</{self.tag}>"

    def pictures(self):
        """Yield the elements of the pictures in this one."""
        for child in self.children:
            if isinstance(child, _Element):
                if child.tag == "img":
                    yield child
                yield from child.pictures()


class _Tree(HTMLParser):
    """Reads HTML that the sanitiser has balanced."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.root = _Element("")
        self.open = [self.root]
        self.depth = 0

    def handle_starttag(self, tag, attributes):
        element = _Element(tag, self.get_starttag_text(), attributes)
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)
            self.depth = max(self.depth, len(self.open))

    def handle_endtag(self, tag):
        if len(self.open) > 1:
            self.open.pop()

    def handle_data(self, text):
        self.open[-1].children.append(text)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")


def _flow(children):
    """Yield the HTML of what stands where paragraphs, lists and pictures can stand."""
    for child in children:
        if isinstance(child, str):
            yield child
        elif child.tag == "figure":
            yield from _figure_of(child)
        elif child.tag == "figcaption":
            yield f"<p>{_caption(child)}</p>"
            yield from _flow(child.pictures())
        elif child.tag in VOID - {"img"}:
            yield child.text
        elif child.tag in ("ul", "ol"):
            items = (item if item.startswith("<li") else f"<li>{item}</li>" for item in _flow(child.children))
            yield child.around(items)
        elif child.tag in ROOM:
            yield child.around(_flow(child.children))
        else:
            yield from (piece for _, piece in _divided(child))


def _figure_of(element):
    """Yield what a figure holds, its caption at its first picture; a caption without one is a paragraph."""
    captions = [child for child in element.children if _is(child, "figcaption")]
    pieces = list(_flow(child for child in element.children if child not in captions[:1]))
    if captions:
        pieces += _flow(captions[0].pictures())
    first = next((place for place, piece in enumerate(pieces) if BARE.fullmatch(piece)), None)
    if not captions or first is None:
        yield from _flow(element.children)
        return
    caption = _caption(captions[0])
    if caption:
        pieces[first] = pieces[first].replace("</figure>", f"<figcaption>{caption}</figcaption></figure>")
    yield from pieces


def _divided(element):
    """Yield the HTML of an element in which no picture can stand, divided at its pictures: (is a picture, HTML)."""
    if element.tag == "img":
        image = _image(element)
        if image:
            yield True, f"<figure>{image}</figure>"
        return
    run = []
    for child in element.children:
        pieces = [(False, child)] if isinstance(child, str) else _divided_or_whole(child)
        for is_picture, piece in pieces:
            if is_picture:
                if run:
                    yield False, element.around(run)
                run = []
                yield True, piece
            else:
                run.append(piece)
    if run or not any(element.pictures()):
        yield False, element.around(run)


def _divided_or_whole(child):
    if child.tag in VOID - {"img"}:
        return [(False, child.text)]
    if child.tag in ("figure", "figcaption"):
        return [(True, piece) for piece in _flow([child])]
    return list(_divided(child))


def _image(element):
    uid = element.attributes.get("data-file") or ""
    if not UID.fullmatch(uid):
        return ""
    alt_text = html.escape(" ".join((element.attributes.get("alt") or "").split()))
    return f'<img src="/media/pictures/{uid}/" alt="{alt_text}" data-file="{uid}">'


def _caption(element):
    """Return the lines of a caption as one paragraph's HTML."""
    lines = (" ".join(SPACES.split(line)).strip() for line in _lines(element))
    return "<br>".join(line for line in lines if line)


def _lines(element):
    """Return the lines of what an element holds, each HTML by itself: no element spans two of them."""
    lines = [[]]
    for child in element.children:
        if isinstance(child, str):
            lines[-1].append(child)
        elif child.tag == "br":
            lines.append([])
        elif child.tag in INLINE:
            first, *others = [child.around([line]) if line else "" for line in _lines(child)]
            lines[-1].append(first)
            lines += [[line] for line in others]
        elif child.tag not in VOID:
            lines += [[line] for line in _lines(child)] + [[]]
    return ["".join(line) for line in lines]


def _is(child, tag):
    return isinstance(child, _Element) and child.tag == tag
