from django.test import SimpleTestCase

from articles.search.query import GROUPS, LENGTH, parse
from tests.search.typed import NO_WORD


def read(typed):
    """Write a query as text: groups in a row, “-” before what is excluded, “|” between terms, “*” for beginnings."""
    return " ".join(
        f"{'-' if group.is_excluded else ''}{'|'.join(written(term) for term in group.terms)}"
        for group in parse(typed).groups
    )


def written(term):
    return f"{'_'.join(term.words)}{'*' if term.is_beginning else ''}"


READ = {
    "rain wind": "rain wind",
    "RAIN rain": "rain",
    '"rain fell" wind': "rain_fell wind",
    '"rain fell': "rain fell",
    'rain" fell': "rain fell",
    "«rain fell»": "rain_fell",
    "״גשם כבד״": "גשם_כבד",
    "rain -wind": "rain -wind",
    '-"rain fell"': "-rain_fell",
    "rain–wind": "rain_wind|rainwind",
    "rain - wind -- snow --sun": "rain wind snow sun",
    "rain OR wind snow": "rain|wind snow",
    "rain OR": "rain",
    "OR rain": "rain",
    "OR": "or",
    "rain or wind": "rain wind",
    "rain OR -wind": "rain -wind",
    "-rain OR wind": "-rain wind",
    "rain OR ( wind": "rain|wind",
    "rain AND wind": "rain wind",
    "rain NOT wind": "rain not wind",
    "the rain": "rain",
    "the": "the",
    "the -rain": "the -rain",
    "rain -the": "rain -the",
    '"the" rain': "the rain",
    '"the who"': "the_who",
    "snow*": "snow*",
    "sno*": "sno",
    '"snow*"': "snow",
    "e-mail": "e_mail|email",
    "U.S./Iran": "u_s_iran|us_iran",
    '"US troops"': "us_troops|u_s_troops",
    "1\u00a0000 men": "1_000|1000 men",
    "1,000": "1_000|1000",
    "rain,wind;snow": "rain wind snow",
    "北京，市民": "北_京 市_民",
    "北京": "北_京",
    "title:rain": "title_rain",
    "rain\x00fall \ud800": "rainfall",
}


class ParseTests(SimpleTestCase):
    def test_reads(self):
        for typed, expected in READ.items():
            with self.subTest(typed=typed):
                self.assertEqual(read(typed), expected)

    def test_what_holds_no_word_is_the_empty_query(self):
        for typed in NO_WORD:
            with self.subTest(typed=typed):
                self.assertFalse(parse(typed))

    def test_a_beginning_brings_words_of_other_stems(self):
        self.assertEqual(read("governm*"), "governm*|government")

    def test_hebrew_brings_its_prefixes_and_loses_its_article(self):
        terms = read("הממשלה").split("|")
        self.assertEqual(terms[:2], ["הממשלה", "ממשלה"])
        self.assertIn("בממשלה", terms)
        self.assertIn("בצהל", read("צה״ל").split("|"))

    def test_arabic_brings_its_prefixes_and_loses_its_article(self):
        self.assertIn("قدس", read("القدس").split("|"))
        self.assertIn("القدس", read("قدس").split("|"))

    def test_words_of_one_letter_and_of_phrases_bring_none(self):
        self.assertEqual(read("ה"), "ה")
        self.assertEqual(read('"שלום"'), "שלום")

    def test_reads_so_many_characters(self):
        self.assertEqual(read("r" * (LENGTH + 50)), "r" * LENGTH)

    def test_reads_so_many_groups(self):
        typed = " ".join(f"w{number}" for number in range(40))
        self.assertEqual(len(parse(typed).groups), GROUPS)

    def test_tells_its_words(self):
        self.assertEqual(parse('rain "wind fell" -snow').words, {"rain", "wind", "fell"})

    def test_a_query_of_one_text_is_one(self):
        self.assertEqual(parse("rain  WIND"), parse("Rain wind "))
