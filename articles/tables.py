"""The tables in a body as they are shown. Values in, values out."""

import html
import re
from collections.abc import Iterator

TABLE = re.compile(r"<(/?)table>")
# Rows of head cells alone, before others: what the body's editor writes for the head of a table.
HEAD = re.compile(
    r"(<table>\s*)<tbody>\s*((?:<tr>(?:\s*<th\b(?:(?!</?t[hdr]\b).)*</th>)+\s*</tr>\s*)+)(?=<tr>)", re.DOTALL
)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<(t[dh])>(.*?)</\1>", re.DOTALL)
SPAN = re.compile(r"<t[dh] ")
TAG = re.compile(r"<[^>]*>")
NUMBER = re.compile(r"[-+−–]?[$€£₪]?\s?\d[\d.,\s\u00a0\u202f]*\s?[%€£₪]?")
NOTHING = ("", "-", "–", "—")


def with_regions(body: str, name: str) -> str:
    """Return a sanitised body in which each table can be scrolled by itself, by keyboard too.

    `name` is the word for a table; of several each has its number. Their heads become heads, which paper
    repeats, and columns of numbers are marked.
    """
    spans = list(_outermost(body))
    pieces, end = [], 0
    for number, (start, after) in enumerate(spans, 1):
        label = html.escape(f"{name} {number}" if len(spans) > 1 else name)
        region = f'<div class="table" role="region" tabindex="0" aria-label="{label}">'
        pieces += [body[end:start], region, _shown(body[start:after]), "</div>"]
        end = after
    return "".join([*pieces, body[end:]])


def _outermost(body: str) -> Iterator[tuple[int, int]]:
    depth = start = 0
    for tag in TABLE.finditer(body):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield start, tag.end()


def _shown(table):
    if table.count("<table>") > 1:
        return table
    if not SPAN.search(table):  # Where cells span others, a cell's place in its row is not its column.
        table = _with_numbers(table)
    return HEAD.sub(r"\1<thead>\2</thead><tbody>", table)


def _with_numbers(table):
    rows = [CELL.findall(row) for row in ROW.findall(table)]
    columns = {place for row in rows for place, cell in enumerate(row) if _is_number(cell)}
    columns -= {place for row in rows for place, cell in enumerate(row) if _is_word(cell)}

    def row(found):
        return f"<tr>{_marked(found[1], columns)}</tr>"

    return ROW.sub(row, table) if columns else table


def _marked(row, columns):
    pieces, end = [], 0
    for place, cell in enumerate(CELL.finditer(row)):
        if place in columns:
            pieces += [row[end : cell.start()], f'<{cell[1]} class="number">{cell[2]}</{cell[1]}>']
            end = cell.end()
    return "".join([*pieces, row[end:]])


def _is_number(cell):
    return cell[0] == "td" and bool(NUMBER.fullmatch(_text(cell)))


def _is_word(cell):
    return cell[0] == "td" and not _is_number(cell) and _text(cell) not in NOTHING


def _text(cell):
    return html.unescape(TAG.sub("", cell[1])).strip()
