"""The functions that views and triggers call say what words.py and markup.py say, on either engine."""

import json
import unicodedata

from django.db import connection
from django.test import TestCase

from articles.markup import plain, sanitise
from articles.search.words import LONGEST, fold, joined
from tests.search.test_words import FOLDED, JOINED

LISTED = {
    "sqlite": "SELECT {function}(value) FROM json_each(%s) ORDER BY key",
    "postgresql": "SELECT {function}(value #>> '{{}}') FROM json_array_elements(%s::json) "
    "WITH ORDINALITY AS listed (value, key) ORDER BY key",
}
AMONG = "{0} a{0}b א{0}ב 1{0}2 x{0}s"
# What normalization would put together only after a letter was exchanged; the halves of Korean syllables, in a form
# that nobody types, are put together in PostgreSQL alone.
DIFFERING = {"\uffa1\uffc2": ("\u1100\u1161", "\uac00")}
SENTENCES = [
    *FOLDED,
    *JOINED,
    "“It’s the U.S. e-mail’s fault,” said O’Neill’s 1,000 co-workers – ’twas 3.5 % in ’22…",
    "Łódź – Straße – Ærø – ﬁnance – naïve – ½ – № 5 – Brand™ – 12.–15. – 10\u202f000 – 1\u00a0000\u00a0000",
    "צה״ל, בית־ספר, ג׳ורג׳, שָׁלוֹם, ״כן״, 'לא', ש\"ח",
    "مُحَمَّد، غزّة؛ على ١٢٣؟ «نعم» مـحـمـد",
    "北京市2022年の東京タワー、ｶﾞﾗｽ カ゛ が 서울에서 한국어",
    "ὈΔΥΣΣΕΎΣ Ὀδυσσεύς ΑΣ. ΑΣ ΣΑΣ; İIıi ǅ Ǆ ſ K Å",
    "हिन्दी में ก่อน ไทย བོད་ မြန်မာ ខ្មែរ தமிழ்",
    "soft\u00adhyphen zero\u200bwidth zero\u200djoined a\u0338b\u20dd \u2067isolated\u2069",
    "a-b-c a--b -a- a'b'c ''a'' 1.2.3 1,2,3 1,000,00 1'000 f(x) x_y x__y #tag @name a&b a/b 100% $5 5€",
    "'s s's s 's's a's-b a-b's B's. 'S",
]
BODIES = [
    "<p>One <em>e</em>mail.</p><p>Two &amp;lt; &lt;three&gt;&nbsp;&nbsp;four &amp;amp; five</p>",
    '<h2>Town</h2><ul><li><p>a</p></li><li><p>b <a href="https://x.example/?a=1&amp;b=2" title="“T”">c</a></p>'
    "</li></ul>",
    "<table><tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table><p>x<br>y<sup>2</sup></p>",
    '<blockquote class="pullquote"><p>said</p><p>who</p></blockquote>',
    "<p>  spaced \n out\u00a0</p>\n\n<p>\u00a0</p><blockquote><p>« said »</p></blockquote>",
    "",
]


def computed(function, texts):
    with connection.cursor() as cursor:
        cursor.execute(LISTED[connection.vendor].format(function=function), [json.dumps(texts)])
        return [text for (text,) in cursor.fetchall()]


def characters():
    """Return all that Unicode 3.2 knew: what every version of Python, ICU and PostgreSQL does; but no private ones."""
    known = unicodedata.ucd_3_2_0.category
    return [letter for letter in map(chr, range(1, 0x110000)) if known(letter) not in ("Cn", "Co", "Cs")]


class FunctionTests(TestCase):
    maxDiff = 2000

    def assert_same(self, function, name, texts):
        wrong = [
            (text, function(text), other)
            for text, other in zip(texts, computed(name, texts), strict=True)
            if function(text) != other
        ]
        self.assertEqual(wrong, [])

    def test_every_character_is_folded_and_joined_the_same(self):
        texts = [AMONG.format(letter) for letter in characters()]
        self.assert_same(fold, "search_fold", texts)
        self.assert_same(joined, "search_joined", texts)

    def test_sentences_are_folded_and_joined_the_same(self):
        sentences = [text.replace("\x00", "").replace("\ud800", "") for text in SENTENCES]
        self.assert_same(fold, "search_fold", sentences)
        self.assert_same(joined, "search_joined", sentences)

    def test_only_the_named_texts_are_not(self):
        for text, (python, postgresql) in DIFFERING.items():
            self.assertEqual(fold(text), python)
            expected = {"sqlite": python, "postgresql": postgresql}[connection.vendor]
            self.assertEqual(computed("search_fold", [text]), [expected])

    def test_a_body_has_the_same_words(self):
        self.assert_same(plain, "search_plain", [sanitise(body) for body in BODIES])

    def test_texts_are_read_as_far(self):
        texts = ["a" * (LONGEST + 1), "é, " * LONGEST, "x-y " * LONGEST]
        self.assert_same(fold, "search_fold", texts)
        self.assert_same(joined, "search_joined", texts)
