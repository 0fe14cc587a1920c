from datetime import UTC, datetime, timedelta
from random import Random
from unittest import TestCase

from articles.front.layout import (
    HEAD,
    LATEST,
    LEAD,
    TOPS,
    Choice,
    Place,
    Story,
    band,
    lay_out,
    slots,
)

TOWN, WORLD = 1, 2


def stories(number, section=None):
    """Return stories by their ids, the newest first."""
    return [Story(pk, section) for pk in range(1, number + 1)]


class FillingTests(TestCase):
    def test_an_empty_arrangement_shows_the_newest_in_the_order_of_the_page(self):
        places = lay_out([], stories(12), [])
        self.assertEqual([places[place] for place in (*HEAD, *LATEST)], list(range(1, 11)))

    def test_the_newest_with_a_fitting_picture_leads(self):
        places = lay_out([], [Story(1), Story(2, fits_lead=True), Story(3, fits_lead=True)], [])
        self.assertEqual([places[place] for place in (LEAD, *TOPS[:2])], [2, 1, 3])

    def test_one_whose_picture_has_ended_leads_only_where_no_other_has_one(self):
        ended, pictured = Story(2, fits_lead=True, has_ended=True), Story(3, fits_lead=True)
        self.assertEqual(lay_out([], [Story(1), ended, pictured], [])[LEAD], 3)
        self.assertEqual(lay_out([], [Story(1), ended], [])[LEAD], 2)

    def test_one_that_is_too_old_for_the_head_does_not_lead(self):
        old = Story(9, fits_lead=True)
        self.assertEqual(lay_out([], [*stories(6), old], [])[LEAD], 1)

    def test_a_section_begins_with_what_the_head_and_the_latest_left(self):
        places = lay_out([], stories(17, TOWN), [TOWN])
        self.assertEqual([places[place] for place in band(TOWN)], [11, 12, 13, 14, 15])

    def test_a_section_is_opened_by_its_newest_with_a_picture(self):
        with_picture = Story(13, TOWN, fits_cards=True)
        places = lay_out([], [*stories(12, TOWN), with_picture], [TOWN])
        self.assertEqual([places.get(place) for place in band(TOWN)], [13, 11, 12, None, None])

    def test_a_newsroom_without_stories_has_no_places(self):
        self.assertEqual(lay_out([Choice(LEAD, 1)], [], [TOWN]), {})


class ChoosingTests(TestCase):
    def test_what_was_chosen_stands_in_its_place_and_nowhere_else(self):
        places = lay_out([Choice(TOPS[1], 8)], stories(8), [])
        self.assertEqual([places[place] for place in HEAD], [1, 2, 8, 3, 4, 5])
        self.assertEqual([places.get(place) for place in LATEST], [6, 7, None, None])

    def test_a_lead_that_was_chosen_needs_no_picture(self):
        places = lay_out([Choice(LEAD, 2)], [Story(1, fits_lead=True), Story(2)], [])
        self.assertEqual((places[LEAD], places[TOPS[0]]), (2, 1))

    def test_what_is_not_there_leaves_its_place_to_others(self):
        self.assertEqual(lay_out([Choice(LEAD, 99)], stories(2), [])[LEAD], 1)

    def test_a_place_of_a_section_that_is_gone_is_none(self):
        places = lay_out([Choice(Place("section", 7, 0), 1)], stories(2), [TOWN])
        self.assertEqual(places[LEAD], 1)

    def test_a_story_of_another_section_may_stand_in_one(self):
        places = lay_out([Choice(band(TOWN)[2], 12)], stories(12, WORLD), [TOWN])
        self.assertEqual([places.get(place) for place in band(TOWN)], [None, None, 12, None, None])

    def test_an_opener_that_was_chosen_stays_before_a_picture(self):
        places = lay_out(
            [Choice(band(TOWN)[0], 12)], [*stories(12, TOWN), Story(13, TOWN, fits_cards=True)], [TOWN]
        )
        self.assertEqual([places.get(place) for place in band(TOWN)], [12, 11, 13, None, None])

    def test_a_page_that_has_a_story_has_a_lead(self):
        places = lay_out([Choice(TOPS[1], 1), Choice(band(TOWN)[0], 2)], stories(2), [TOWN])
        self.assertEqual(places, {LEAD: 1, band(TOWN)[0]: 2})

    def test_a_choice_stands_until_its_second(self):
        end = datetime(2022, 1, 12, 18, tzinfo=UTC)
        choice = Choice(LEAD, 1, end)
        self.assertTrue(choice.stands_at(end - timedelta(seconds=1)))
        self.assertFalse(choice.stands_at(end))


class AnyPageTests(TestCase):
    """Whatever is chosen of whatever stories: each once, what was chosen in its place, the others newest first."""

    sections = (TOWN, WORLD)

    def page(self, seed):
        random = Random(seed)
        there = [
            Story(pk, random.choice([None, 1, 2, 3]), random.random() < 0.3, random.random() < 0.5)
            for pk in range(1, random.choice([0, 1, 3, 8, 20, 60]) + 1)
        ]
        known = random.sample(range(1, 80), 20)  # Some of them are not there.
        places = random.sample(slots(self.sections), random.randrange(15))
        return there, [Choice(place, pk) for place, pk in zip(places, known, strict=False)]

    def test_every_page_keeps_its_promises(self):
        for seed in range(1000):
            there, choices = self.page(seed)
            places = lay_out(choices, there, self.sections)
            honoured = {choice.place: choice.story for choice in choices if choice.story <= len(there)}
            with self.subTest(seed=seed):
                self.assertEqual(len(set(places.values())), len(places))
                self.assertLessEqual(set(places.values()), {story.pk for story in there})
                self.assertEqual(LEAD in places, bool(there))
                if LEAD in honoured or set(places.values()) - set(honoured.values()):
                    self.assertLessEqual(honoured.items(), places.items())
                self.check_fillings(there, places, set(honoured.values()))

    def check_fillings(self, there, places, chosen):
        filled = {place: pk for place, pk in places.items() if pk not in chosen}
        free = [filled[place] for place in (*HEAD, *LATEST) if place in filled]
        self.assertEqual(sorted(free[1:]), free[1:])  # The first one is the lead, which needs a picture.
        for section in self.sections:
            of_section = [filled[place] for place in band(section) if place in filled]
            self.assertEqual(sorted(of_section[1:]), of_section[1:])
            left = {story.pk for story in there if story.section == section} - set(places.values())
            self.assertTrue(all(pk > max(of_section, default=0) for pk in left))
            self.assertTrue(not left or all(place in places for place in band(section)))
