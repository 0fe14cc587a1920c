"""Documents that no newsroom writes: each is too much of something. By name, the body of a page."""

import random

ROWS = "<tr>" + "<td>x</td>" * 50 + "</tr>"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
LONG = "<p>" + "The council met at the harbour on Tuesday. " * 40 + "</p>"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200004e2000004e200802000000a4b2b6dd0000000c49444154789c63f8ffff3f0005fe02fe"
)


def nested(tag, depth, attributes=""):
    return f"<{tag}{attributes}>" * depth + "x" + f"</{tag}>" * depth


def bomb():
    groups = "".join(
        f'<g id="g{level}">' + f'<use href="#g{level - 1}"/>' * 10 + "</g>" for level in range(1, 9)
    )
    return f'{SVG}<defs><rect id="g0" width="1" height="1"/>{groups}</defs><use href="#g8"/></svg>'


def garbage():
    letters = random.Random(8)
    return "".join(letters.choice('<>/"=&; abcdiv pspan') for _ in range(200_000))


BODIES = {
    "a megabyte of paragraphs": LONG * 560,
    "ten megabytes of paragraphs": LONG * 5600,
    "ten megabytes of one word": "x" * 10_000_000,
    "a thousand boxes in each other": nested("div", 1_000),
    "ten thousand boxes in each other": nested("div", 10_000),
    "a hundred thousand boxes in each other": nested("div", 100_000),
    "twenty thousand spans in each other": nested("span", 20_000),
    "five hundred tables in each other": nested("table><tr><td", 500),
    "flex in flex, thirty deep": nested("div", 30, ' style="display: flex"'),
    "flex in flex, sixty deep": nested("div", 60, ' style="display: flex"'),
    "grid in grid": nested("div", 20, ' style="display: grid"'),
    "inline blocks in each other": nested("div", 30, ' style="display: inline-block"'),
    "columns in columns": nested("div", 8, ' style="columns: 2"'),
    "a table of a hundred thousand cells": f"<table>{ROWS * 2000}</table>",
    "a cell of a million columns": '<table><tr><td colspan="1000000">x</table>',
    "a cell of two thousand million columns": '<table><tr><td colspan="2000000000">x</table>',
    "a cell of a million rows": '<table><tr><td rowspan="1000000">x</table>',
    "a border and a column without end": '<table border="2000000000"><col span="2000000000"><tr><td>x</table>',
    "a list that begins very high": '<ol type="i" start="999999999999999999"><li value="1000000000000000000">x</ol>',
    "letters of a million kilometres": '<p style="font-size: 1000000000px">x</p>',
    "a box of a million kilometres": '<div style="width: 1000000000px; height: 1000000000px">x</div>',
    "a box of a thousand pages": '<div style="height: 1000000mm">x</div>',
    "pages of a millimetre": "<style>@page { size: 1mm 1mm; margin: 0 }</style>" + LONG * 10,
    "margins larger than the page": "<style>@page { size: A4; margin: 900mm }</style>" + LONG * 10,
    "a million columns": '<div style="columns: 1000000">' + LONG + "</div>",
    "a million orphans": '<div style="orphans: 1000000; widows: 1000000">' + LONG * 40 + "</div>",
    "what must not break and does not fit": '<div style="break-inside: avoid">' + LONG * 40 + "</div>",
    "twenty thousand floats": '<div style="float: left">x</div>' * 20_000,
    "fifty thousand links": '<a href="https://a.example/">x</a> ' * 50_000,
    "five thousand footnotes": '<span style="float: footnote">x</span> ' * 5_000,
    "a calculation in itself": f'<p style="width: {"calc(" * 5_000}1px{")" * 5_000}">x</p>',
    "variables in a circle": "<style>:root { --a: var(--b) var(--b); --b: var(--a) var(--a);"
    + "".join(f" --c{n}: var(--c{n - 1}) var(--c{n - 1});" for n in range(1, 40))
    + " --c0: x } p { content: var(--c39); width: var(--a) }</style><p>x</p>",
    "a selector without end": f"<style>{'div ' * 2_000} p {{ color: red }}</style>" + nested("div", 300),
    "a picture that is cut off": '<img alt="x" src="data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQABAAD/">',
    "a font that is none": "<style>@font-face { font-family: x; src: url(data:font/woff2;base64,AAAA) }</style><p>x",
    "a picture of 400 million points": f'<img alt="x" src="data:image/png,{"".join(f"%{b:02x}" for b in PIXEL)}">',
    "a drawing that uses itself": f'{SVG}<g id="a"><use href="#a"/></g><use href="#a"/></svg>',
    "a drawing of a hundred million boxes": bomb(),
    "laughter": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"{SVG}<text>&b;</text></svg>",
    "patterns in a circle": f'{SVG}<pattern id="p" width="1" height="1"><rect fill="url(#p)" width="9" height="9"/>'
    '</pattern><rect fill="url(#p)" width="99" height="99"/></svg>',
    "characters that are none": "<p>\x00\x01\x08\x0b\x1f\x7f\ufdd0\ufffe\uffff" * 100,
    "a hundred thousand accents": "<p>a" + "\u0301" * 100_000,
    "directions in each other": nested("bdo", 2_000, ' dir="rtl"'),
    "half a character": "<p>\udc80 words \ud800</p>",
    "garbage": garbage(),
    "nothing": "",
}
