from datetime import timedelta

from django.contrib.auth.models import User
from django.test import TestCase
from django.utils import timezone

from articles.front import (
    Choice,
    Place,
    StaleError,
    arrange,
    choices_of,
    former,
    page_at,
    restore,
    state,
    take_back,
    undo,
)
from articles.front.layout import LEAD, TOPS
from articles.models import Category, Front, LogLine
from tests.factories import make_article, make_category, make_draft, make_front

HOUR = timedelta(hours=1)


class ArrangingCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.yael, cls.noa = (User.objects.create_user(name) for name in ("yael", "noa"))
        cls.one, cls.two, cls.three = (make_article(headline=name) for name in ("One", "Two", "Three"))

    def lead(self):
        return page_at(Category.objects.tree()).lead

    def arrange(self, story, **how):
        return arrange([Choice(LEAD, story.pk)], by=self.yael, **how)


class ArrangeTests(ArrangingCase):
    def test_saves_what_was_chosen_for_readers_to_see_now(self):
        until = timezone.now().replace(microsecond=0) + HOUR
        town = make_category()
        choices = [Choice(LEAD, self.one.pk, until), Choice(Place("section", town.pk, 3), self.two.pk)]
        front = arrange(choices, by=self.yael)
        self.assertCountEqual(choices_of(Front.objects.get()), choices)
        self.assertEqual((front.saved_by, front.saved_by_name), (self.yael, "yael"))
        self.assertEqual(self.lead(), self.one)

    def test_what_has_a_time_is_seen_from_then(self):
        self.arrange(self.one)
        self.arrange(self.two, starts_at=timezone.now() + HOUR)
        self.assertEqual(self.lead(), self.one)
        self.assertEqual(page_at(Category.objects.tree(), timezone.now() + HOUR).lead, self.two)

    def test_stands_in_the_log_with_what_it_changed(self):
        self.arrange(self.one)
        self.arrange(self.two)
        line = LogLine.objects.first()
        self.assertEqual((line.act, line.actor), ("arranged the front page", self.yael))
        self.assertEqual(line.detail, "Lead: “Two”, before: “One”")

    def test_what_readers_see_already_makes_no_front(self):
        self.arrange(self.one)
        self.assertIsNone(self.arrange(self.one))
        self.assertEqual((Front.objects.count(), LogLine.objects.count()), (1, 1))

    def test_what_was_deleted_a_moment_ago_is_left_out(self):
        draft = make_draft()
        draft.delete()
        front = arrange([Choice(LEAD, self.one.pk), Choice(TOPS[0], draft.pk or 999)])
        self.assertEqual(choices_of(front), [Choice(LEAD, self.one.pk)])


class StaleTests(ArrangingCase):
    def test_who_was_overtaken_is_told_by_whom_and_nothing_is_saved(self):
        began_with = state()
        arrange([Choice(LEAD, self.one.pk)], by=self.noa)
        with self.assertRaisesMessage(StaleError, "noa arranged the front page while you did."):
            self.arrange(self.two, began_with=began_with)
        self.assertEqual(self.lead(), self.one)

    def test_who_looked_at_it_saves_again(self):
        arrange([Choice(LEAD, self.one.pk)], by=self.noa)
        self.arrange(self.two, began_with=state())
        self.assertEqual(self.lead(), self.two)

    def test_what_was_arranged_for_later_counts_as_well(self):
        began_with = state()
        arrange([Choice(LEAD, self.one.pk)], by=self.noa, starts_at=timezone.now() + HOUR)
        with self.assertRaisesMessage(StaleError, "noa arranged the front page from"):
            self.arrange(self.two, began_with=began_with)

    def test_a_front_that_began_meanwhile_counts_as_well(self):
        coming = arrange([Choice(LEAD, self.one.pk)], by=self.noa, starts_at=timezone.now() + HOUR)
        began_with = state()
        Front.objects.filter(pk=coming.pk).update(starts_at=timezone.now())
        with self.assertRaisesMessage(StaleError, "has begun while you did."):
            self.arrange(self.two, began_with=began_with)

    def test_what_was_taken_back_meanwhile_is_in_nobodys_way(self):
        coming = arrange([Choice(LEAD, self.one.pk)], by=self.noa, starts_at=timezone.now() + HOUR)
        began_with = state()
        take_back(coming, by=self.noa)
        self.assertTrue(self.arrange(self.two, began_with=began_with))


class UndoTests(ArrangingCase):
    def test_brings_back_the_front_before_and_is_undone_itself(self):
        self.arrange(self.one)
        self.arrange(self.two)
        undo(by=self.noa)
        self.assertEqual(self.lead(), self.one)
        undo(by=self.noa)
        self.assertEqual(self.lead(), self.two)
        self.assertEqual(str(LogLine.objects.first())[:24], "noa restored the front p")

    def test_before_the_first_nothing_was_chosen(self):
        self.arrange(self.one)
        self.assertIsNone(former())
        undo(by=self.noa)
        self.assertEqual(choices_of(Front.objects.at(timezone.now())), [])

    def test_leaves_what_is_to_come(self):
        self.arrange(self.one)
        self.arrange(self.two)
        coming = self.arrange(self.three, starts_at=timezone.now() + HOUR)
        undo(by=self.noa)
        self.assertEqual(self.lead(), self.one)
        self.assertEqual(Front.objects.at(timezone.now() + HOUR), coming)

    def test_any_earlier_front_can_be_restored(self):
        first = self.arrange(self.one)
        self.arrange(self.two)
        self.arrange(self.three)
        restore(first, by=self.noa)
        self.assertEqual(self.lead(), self.one)
        self.assertEqual(Front.objects.count(), 4)


class TakeBackTests(ArrangingCase):
    def test_what_is_to_come_comes_no_more(self):
        self.arrange(self.one)
        coming = self.arrange(self.two, starts_at=timezone.now() + HOUR)
        self.assertTrue(take_back(coming, by=self.noa))
        self.assertEqual(page_at(Category.objects.tree(), timezone.now() + HOUR).lead, self.one)
        line = LogLine.objects.first()
        self.assertEqual((line.act, line.detail), ("took back the front page", "Lead: “One”, before: “Two”"))

    def test_what_readers_have_seen_stays(self):
        front = make_front(lead=self.one)
        self.assertFalse(take_back(front, by=self.noa))
        self.assertTrue(Front.objects.exists())
