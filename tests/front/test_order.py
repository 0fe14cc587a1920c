from unittest import TestCase

from articles.front.layout import LEAD, TOPS, band
from articles.front.order import moved, numbered

TOWN = band(1)


def places(lead, tops, town):
    return dict(zip([LEAD, *TOPS, *TOWN], [lead, *tops, *town], strict=True))


class MovedTests(TestCase):
    before = places("L", "ABC", "12345")

    def test_within_a_list_the_others_close_up(self):
        self.assertEqual(moved(self.before, TOWN[4], TOWN[1]), places("L", "ABC", "15234"))
        self.assertEqual(moved(self.before, TOWN[0], TOWN[2]), places("L", "ABC", "23145"))

    def test_between_lists_two_change_places(self):
        self.assertEqual(moved(self.before, TOPS[0], LEAD), places("A", "LBC", "12345"))
        self.assertEqual(moved(self.before, TOWN[3], TOPS[2]), places("L", "AB4", "123C5"))

    def test_to_its_own_place_nothing_moves(self):
        self.assertEqual(moved(self.before, LEAD, LEAD), self.before)
        self.assertEqual(moved(self.before, TOWN[1], TOWN[1]), self.before)


class NumberedTests(TestCase):
    def order(self, *numbers):
        fillings = dict(zip(TOWN, "abcde", strict=True))
        return "".join(numbered(fillings, dict(zip(TOWN, numbers, strict=True))).values())

    def test_one_that_came_up_stands_before_the_one_whose_number_it_took(self):
        self.assertEqual(self.order(1, 2, 3, 4, 1), "eabcd")

    def test_one_that_went_down_stands_after_it(self):
        self.assertEqual(self.order(3, 2, 3, 4, 5), "bcade")

    def test_two_can_change_places(self):
        self.assertEqual(self.order(1, 4, 3, 2, 5), "adcbe")

    def test_a_number_that_is_none_moves_nothing(self):
        self.assertEqual(self.order(1, None, 3, None, 5), "abcde")

    def test_numbers_out_of_reach_lead_to_the_ends(self):
        self.assertEqual(self.order(99, 2, 3, 4, 0), "ebcda")
