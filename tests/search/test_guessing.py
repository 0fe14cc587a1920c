from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from articles.search import Filters, did_you_mean
from articles.search.guessing import nearest, respelled, slips_between
from tests.factories import make_article, make_category


class WordTests(SimpleTestCase):
    def test_slips_are_letters_left_out_added_exchanged_or_swapped(self):
        for word, other, slips in [
            ("council", "council", 0),
            ("counsil", "council", 1),
            ("concil", "council", 1),
            ("councill", "council", 1),
            ("coucnil", "council", 1),
            ("kounsil", "council", 2),
            ("שלם", "שלום", 1),
            ("", "ab", 2),
        ]:
            with self.subTest(word=word):
                self.assertEqual(slips_between(word, other, 2), slips)

    def test_what_is_further_off_than_asked_is_only_more(self):
        self.assertGreater(slips_between("harbour", "council", 2), 2)

    def test_short_words_have_one_slip_and_long_ones_two(self):
        self.assertEqual(nearest("mll", ["mill", "ball"]), "mill")
        self.assertIsNone(nearest("mll", ["small"]))
        self.assertEqual(nearest("kounsil", ["council"]), "council")

    def test_a_known_word_is_not_mistyped(self):
        self.assertIsNone(nearest("ferry", ["ferry", "berry"]))

    def test_only_the_words_change_in_what_was_typed(self):
        better = {"counsil": "council", "lodz": "łodz"}
        self.assertEqual(respelled('-rain  "the Counsil" Łódź*', better), '-rain  "the council" łodz*')


class GuessTests(TestCase):
    def guess(self, typed, **filters):
        return did_you_mean(typed, Filters(**filters))

    def test_comes_from_headlines_authors_and_tags(self):
        make_article(headline="Harbour wall", authors=["Khamenei"], tags=["lighthouse"])
        self.assertEqual(self.guess("harbuor"), ("harbour", 1, False))
        self.assertEqual(self.guess("khamanei"), ("khamenei", 1, False))
        self.assertEqual(self.guess('"lihgthouse"'), ('"lighthouse"', 1, False))
        self.assertEqual(self.guess("mll harbour"), None)

    def test_says_how_many_stories_it_finds_with_the_same_filters(self):
        town = make_category()
        make_article(headline="Ferry", category=town)
        make_article(headline="Ferry again")
        self.assertEqual(self.guess("fery").total, 2)
        self.assertEqual(self.guess("fery", categories=(town.pk,)).total, 1)

    def test_what_finds_nothing_is_no_guess(self):
        make_article(headline="Ferry", status="withdrawn")
        make_article(headline="Resignation", published_at=timezone.now() + timezone.timedelta(days=1))
        make_article(headline="Clinic", expires_at=timezone.now() - timezone.timedelta(days=1))
        for typed in ("fery", "resignatoin", "clinik", "zzzz", "", "-rain", "12345"):
            with self.subTest(typed=typed):
                self.assertIsNone(self.guess(typed))

    def test_asks_at_most_two_things(self):
        make_article(headline="Harbour wall")
        with self.assertNumQueries(2):
            self.guess("harbuor wlal")
