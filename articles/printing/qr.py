"""QR codes, which lead from paper back to the web. Values in, values out."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno

QUIET = 4  # modules of white around a code, as its standard asks


@dataclass(frozen=True)
class Code:
    """A QR code as a drawing: the length of its side in modules, and the path that fills the dark ones."""

    side: int
    path: str


@lru_cache(maxsize=1000)
def qr(text: str) -> Code:
    rows = segno.make_qr(text, error="m").matrix
    lines = [line for y, row in enumerate(rows, QUIET) for line in _lines(row, y)]
    return Code(len(rows) + 2 * QUIET, "".join(lines))


def _lines(row, y):
    x = QUIET
    for is_dark, modules in groupby(row):
        length = len(list(modules))
        if is_dark:
            yield f"M{x} {y}h{length}v1h-{length}z"
        x += length
