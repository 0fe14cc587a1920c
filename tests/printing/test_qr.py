import re

import segno
from django.test import SimpleTestCase

from articles.printing import qr
from articles.printing.qr import QUIET

LINE = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\3z")


class QrTests(SimpleTestCase):
    def test_the_drawing_has_every_dark_module_and_no_other(self):
        text = "https://news.example/n/1234/"
        code = qr(text)
        drawn = {
            (int(x) + step - QUIET, int(y) - QUIET)
            for x, y, length in LINE.findall(code.path)
            for step in range(int(length))
        }
        rows = segno.make_qr(text, error="m").matrix
        dark = {(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module}
        self.assertEqual(drawn, dark)
        self.assertEqual(LINE.sub("", code.path), "")
        self.assertEqual(code.side, len(rows) + 2 * QUIET)

    def test_the_same_text_is_drawn_once(self):
        self.assertIs(qr("https://news.example/n/1/"), qr("https://news.example/n/1/"))
