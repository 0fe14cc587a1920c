from django.test import SimpleTestCase

from articles.search.marks import BEFORE, PASSAGE, marked, passage
from articles.search.query import parse

MARKED = [
    ("rain", "Rain fell; rains fell.", "[Rain] fell; [rains] fell."),
    ("rain wind", "Wind, then rain.", "[Wind], then [rain]."),
    ("rain OR wind", "Wind.", "[Wind]."),
    ("rain -wind", "Rain and wind.", "[Rain] and wind."),
    ('"rain fell"', "Rain fell. Rain stopped, then fell.", "[Rain fell]. Rain stopped, then fell."),
    ('"rain fell"', "Rain – fell!", "[Rain – fell]!"),
    ("snow*", "Snow, snowfall, now.", "[Snow], [snowfall], now."),
    ("governm*", "A government. A governess.", "A [government]. A governess."),
    ("hous*", "Houses in an hour.", "[Houses] in an hour."),
    ("us", "The U.S. and us, the bus.", "The [U.S]. and [us], the bus."),
    ("U.S.", "US troops, U.S. troops.", "[US] troops, [U.S]. troops."),
    ("U.S.-led", "A U.S.-led force; a US-led one.", "A [U.S.-led] force; a [US-led] one."),
    ("e-mail", "E-mails, email.", "[E-mails], [email]."),
    ("mail", "E-mails, email.", "E-[mails], email."),
    ("covid19", "COVID‑19 now.", "[COVID‑19] now."),
    ("oneill", "O’Neill’s men.", "[O’Neill]’s men."),
    ("us", "A non-U.S. firm, the U.S.", "A non-U.S. firm, the [U.S]."),
    ("hamas", "Hamas’s men.", "[Hamas]’s men."),
    ("1000", "1,000 and 1\u00a0000 and 11,000.", "[1,000] and [1\u00a0000] and 11,000."),
    ("lodz strasse", "Łódź, Straße.", "[Łódź], [Straße]."),
    ("finance", "A ﬁnance bill.", "A [ﬁnance] bill."),
    ("soft", "So\u00adft.", "[So\u00adft]."),
    ("שלום", "שָׁלוֹם לכם", "[שָׁלוֹם] לכם"),
    ("ירושלים", "בירושלים.", "[בירושלים]."),
    ("צה״ל", 'בצה"ל אמרו', '[בצה"ל] אמרו'),
    ("محمد", "مُحَمَّد هنا", "[مُحَمَّد] هنا"),
    ("北京", "我在北京市。北方。", "我在[北京]市。北方。"),
    ("서울", "서울에서", "[서울]에서"),
    ("the rain", "The rain.", "The [rain]."),
    ("amp", "A & B &amp; <b>", "A & B &[amp]; <b>"),
    ("rain", "🙂 rain 🙂", "🙂 [rain] 🙂"),
    ("wind", "Rain fell.", "Rain fell."),
    ("-wind", "Rain and wind.", "Rain and wind."),
    ("", "Rain fell.", "Rain fell."),
    ("🙂", "Rain 🙂.", "Rain 🙂."),
    ("rain", "", ""),
]
FILLING = "and so it went on until the day was over. " * 30


def bracketed(parts):
    return "".join(f"[{part.text}]" if part.is_marked else part.text for part in parts)


class MarkedTests(SimpleTestCase):
    def test_marks_what_was_asked_for(self):
        for typed, text, expected in MARKED:
            with self.subTest(typed=typed, text=text):
                self.assertEqual(bracketed(marked(text, parse(typed))), expected)

    def test_nothing_of_the_text_is_lost(self):
        for typed, text, _ in MARKED:
            with self.subTest(typed=typed, text=text):
                self.assertEqual("".join(part.text for part in marked(text, parse(typed))), text)

    def test_a_text_that_is_one_long_word_takes_no_long_time(self):
        """A square of its length would be hours: the test would not end."""
        text = "a-" * 100_000
        self.assertEqual(marked(text, parse("aa")), [(text, False)])


class PassageTests(SimpleTestCase):
    def shown(self, text, typed="rain"):
        return bracketed(passage(text, parse(typed)))

    def test_a_short_text_is_shown_whole(self):
        self.assertEqual(self.shown("Then rain fell."), "Then [rain] fell.")

    def test_there_is_none_where_nothing_was_asked_for(self):
        self.assertEqual(self.shown("Wind blew."), "")
        self.assertEqual(self.shown("Rain fell.", "-rain"), "")

    def test_begins_and_ends_at_words_and_says_that_there_is_more(self):
        shown = self.shown(f"{FILLING}then rain fell. {FILLING}")
        self.assertRegex(
            shown, r"^…\xa0(and|so|it|went|on|until|the|day|was|over)\b.*then \[rain\] fell.*\w\xa0…$"
        )

    def test_is_no_longer_than_it_may_be(self):
        for text in (
            f"{FILLING}rain {FILLING}",
            f"rain {FILLING}",
            f"{FILLING}rain",
            "雨" * 1000,
            "rain" + "x" * 1000,
        ):
            with self.subTest(text=text[:20]):
                parts = passage(text, parse("rain 雨"))
                self.assertLessEqual(sum(len(part.text) for part in parts), PASSAGE + 2)

    def test_shows_where_most_of_the_words_stand(self):
        shown = self.shown(f"Rain fell. {FILLING} Wind and rain. {FILLING}", "rain wind")
        self.assertIn("[Wind] and [rain].", shown)

    def test_shows_a_little_of_what_stands_before(self):
        shown = self.shown(f"{FILLING}then rain fell. {FILLING}")
        self.assertLessEqual(shown.index("[rain]"), BEFORE + 1)

    def test_lines_are_spaces(self):
        self.assertEqual(self.shown("Then\nrain\n fell."), "Then [rain] fell.")

    def test_a_word_longer_than_the_passage_is_still_shown(self):
        self.assertIn("[", self.shown("x" * 500 + " rain"))
        self.assertTrue(self.shown("rain" * 200, "rain" * 70 + "*"))
