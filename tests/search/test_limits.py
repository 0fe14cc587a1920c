from dataclasses import replace
from datetime import timedelta

from django.db import connection
from django.test import TestCase

from articles.search import NEWEST, OLDEST, ORDERS, RELEVANCE, TITLE, Search, filings, find, parse
from articles.search.engine import Engine
from articles.search.finding import Filings
from tests.factories import POSTED, make_article

PHRASE = Search(parse('"rain fell"'))


class LimitCase(TestCase):
    def setUp(self):
        self.addCleanup(setattr, Engine, "cap", Engine.cap)

    def make(self, *bodies):
        """Make stories, the oldest first, with their places as headlines."""
        first = POSTED - timedelta(days=20 * len(bodies))
        for place, body in enumerate(bodies):
            make_article(headline=f"{place}", body=body, published_at=first + timedelta(days=20 * place))

    def cap(self, number):
        Engine.cap = number


class CapTests(LimitCase):
    def test_totals_are_counted_and_pages_go_so_far(self):
        self.make(*["Rain."] * 25)
        self.cap(22)
        for order in ORDERS:
            with self.subTest(order):
                pages = [find(Search(parse("rain")), order, page) for page in (1, 2, 3)]
                self.assertEqual({(page.total, page.is_capped) for page in pages}, {(22, True)})
                self.assertEqual([len(page.ids) for page in pages], [20, 2, 0])

    def test_what_is_below_the_cap_is_all_there_is(self):
        self.make("Rain fell.", "Fell rain.", "Wind.")
        self.cap(4)
        for typed, total in (("rain", 2), ('"rain fell"', 1), ("-wind", 2), ('-"rain fell"', 2)):
            with self.subTest(typed):
                results = find(Search(parse(typed)))
                self.assertEqual((results.total, results.is_capped), (total, False))
                self.assertTrue(filings(Search(parse(typed))).are_all)

    def test_of_more_the_newest_stand_first_where_a_title_should(self):
        self.make("Rain fell.", "Rain fell.", "Rain fell.")
        self.cap(2)
        results = find(PHRASE, TITLE)
        self.assertEqual((results.order, results.is_too_broad, len(results.ids)), (NEWEST, True, 2))


class PhraseTests(LimitCase):
    """In PostgreSQL so many stories with all words of a phrase are looked at; SQLite's index knows the places."""

    def total(self, in_sqlite, in_postgresql):
        return {"sqlite": in_sqlite, "postgresql": in_postgresql}[connection.vendor]

    def test_is_looked_for_in_the_newest_with_its_words(self):
        self.make("Rain fell.", "Rain fell.", "Wind.", "Fell rain.", "Rain fell.", "Fell rain.")
        self.cap(4)
        results, filed = find(PHRASE), filings(PHRASE)
        self.assertEqual((results.total, results.is_capped), self.total((3, False), (2, True)))
        self.assertEqual((filed.total, filed.is_capped), (results.total, results.is_capped))
        self.assertEqual(filed.are_all, not results.is_capped)

    def test_every_page_that_is_counted_is_there(self):
        self.make(*["Rain fell.", "Fell rain.", "Rain fell."] * 20)
        self.cap(45)
        for order in ORDERS:
            with self.subTest(order):
                first = find(PHRASE, order, 1, filings(PHRASE))
                pages = [find(PHRASE, order, page).ids for page in range(1, first.total // 20 + 2)]
                self.assertEqual(first.total, self.total(40, 30))
                self.assertEqual(len({each for page in pages for each in page}), first.total)

    def test_from_the_oldest_it_is_counted_from_there(self):
        self.make("Fell rain.", "Fell rain.", "Rain fell.", "Rain fell.", "Rain fell.")
        self.cap(3)
        results = find(PHRASE, OLDEST, 1, filings(PHRASE))
        self.assertEqual(len(results.ids), self.total(3, 1))
        self.assertEqual((results.total, results.is_capped), (len(results.ids), True))

    def test_what_is_not_found_among_them_is_not_said_to_be_missing(self):
        self.make("Rain fell.", "Fell rain.", "Fell rain.")
        self.cap(2)
        for results in (find(PHRASE), find(PHRASE, RELEVANCE), find(PHRASE, NEWEST, 1, filings(PHRASE))):
            self.assertEqual((results.total, results.took_too_long), self.total((1, False), (0, True)))

    def test_may_be_unwanted(self):
        self.make("Rain fell.", "Fell rain.", "Wind.", "Rain fell.")
        self.cap(3)
        results = find(Search(parse('-"rain fell"')))
        self.assertEqual((results.total, results.is_capped), self.total((2, False), (2, True)))


class BudgetTests(LimitCase):
    def test_finding_has_what_time_the_filings_have_left(self):
        self.make(*["Rain."] * 30)
        filed = filings(Search(parse("rain")))
        self.assertTrue(0 < filed.left < Filings().left)
        late = replace(filed, left=0)
        self.assertTrue(find(Search(parse("rain")), TITLE, 1, late).took_too_long)
