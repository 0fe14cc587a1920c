"""Whatever is typed: no error, an answer in time, and nothing that readers may not see."""

from datetime import UTC, datetime, timedelta
from random import Random

from django.test import TestCase
from django.utils import timezone

from articles.models import Article
from articles.search import ORDERS, Filters, Search, find, parse
from articles.search.marks import marked, passage
from tests.factories import POSTED, make_article, make_category, make_draft

QUERIES = 5000
TYPED = """
rain fell wind U.S. e-mail COVID-19 O’Neill 1,000 the of Łódź
שָׁלוֹם צה״ל القدس مُحَمَّد 北京市 서울 ひらがな a
"""
WORDS = TYPED.split()
OPERATORS = [
    '"',
    "-",
    "OR",
    "*",
    "AND",
    "NOT",
    "NEAR(",
    "(",
    ")",
    ":",
    "^",
    "{",
    "}",
    "+",
    "~",
    "/",
    "\\",
    "%",
    "_",
    ";",
]
OPERATORS += [
    "--",
    "title:",
    "facets :",
    "“",
    "”",
    "„",
    "«",
    "״",
    "–",
    "'",
    "’",
    "&",
    "|",
    "!",
    "<->",
    "\ue000x",
    ":*",
]
# The first and the last of what characters are taken from.
RANGES = {
    "printable": (0x20, 0x7E),
    "control": (0x00, 0x1F),
    "latin": (0xA0, 0x24F),
    "combining": (0x300, 0x36F),
    "hebrew": (0x591, 0x5F4),
    "arabic": (0x600, 0x6FF),
    "devanagari": (0x900, 0x97F),
    "punctuation": (0x2000, 0x206F),
    "ideographs": (0x4E00, 0x4FFF),
    "surrogates": (0xD800, 0xDFFF),
    "private": (0xE000, 0xE100),
    "forms": (0xFB00, 0xFFFF),
    "emoji": (0x1F300, 0x1F6FF),
    "any": (0x00, 0x10FFFF),
}
TEXT = (
    "Rain fell in Łódź, the U.S. said by e-mail. שָׁלוֹם צה״ל القدس 北京市 서울 O’Neill, COVID‑19: 1,000 (ﬁne)."
)


def typed_by(random):
    """Return something that a reader, a child or a machine may type."""
    pieces = [random.choice(PIECES)(random) for _ in range(random.randint(1, 8))]
    typed = random.choice(["", " ", " ", "\u3000", "\n"]).join(pieces)
    return typed * random.randint(100, 1000) if random.random() < 0.02 else typed


def characters(random):
    first, last = RANGES[random.choice(sorted(RANGES))]
    return "".join(chr(random.randint(first, last)) for _ in range(random.randint(1, 12)))


PIECES = (
    *[lambda random: random.choice(WORDS)] * 4,
    *[lambda random: random.choice(OPERATORS)] * 4,
    lambda random: f"{random.choice(OPERATORS)}{random.choice(WORDS)}{random.choice(OPERATORS)}",
    lambda random: f'{random.choice(["", "-", "OR "])}"{random.choice(WORDS)} {random.choice(WORDS)}"',
    lambda random: f"{random.choice(WORDS)[:5]}*",
    lambda random: characters(random) * (1000 if random.random() < 0.01 else 1),
    *[characters] * 2,
)


class AnythingTypedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        town = make_category("Town")
        hour = timedelta(hours=1)
        texts = [
            TEXT,
            "Rain fell.",
            "Wind, the U.S. wind.",
            "O’Neill of שלום: e-mail 1000.",
            "北京 서울 القدس rain.",
        ]
        for number, text in enumerate(texts * 3):
            make_article(body=text, category=town, tags=["rain"], published_at=POSTED + number * hour)
        make_draft(body=TEXT)
        make_article(body=TEXT, published_at=datetime(2999, 1, 1, tzinfo=UTC))
        make_article(body=TEXT, expires_at=POSTED + hour)
        make_article(body=TEXT, status="withdrawn", withdrawal_reason="Wrong.")
        cls.live = set(Article.objects.published().values_list("pk", flat=True))
        cls.filters = [Filters(), Filters(categories=(town.pk,)), Filters(last=timezone.localdate())]

    def test_is_answered(self):
        random = Random(7)
        for _ in range(QUERIES):
            typed = typed_by(random)
            with self.subTest(typed=ascii(typed[:300])):
                query = parse(typed)
                search = Search(query, random.choice(self.filters))
                results = find(search, random.choice(list(ORDERS)), random.choice([1, 1, 1, 2]))
                self.assertFalse(results.took_too_long)
                self.assertLessEqual(set(results.ids), self.live)
                self.assertLessEqual(len(results.ids), results.total)

    def test_is_marked_and_nothing_of_the_text_is_lost(self):
        random = Random(8)
        for _ in range(QUERIES):
            query = parse(typed_by(random))
            with self.subTest(query=ascii(query)[:300]):
                self.assertEqual("".join(part.text for part in marked(TEXT, query)), TEXT)
                self.assertLessEqual(len(passage(TEXT, query)), len(TEXT))

    def test_much_of_it_finds_something(self):
        random = Random(9)
        totals = [find(Search(parse(typed_by(random)))).total for _ in range(500)]
        self.assertGreater(sum(0 < total < len(self.live) for total in totals), 50)
