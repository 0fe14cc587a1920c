from datetime import UTC, datetime

from django import forms
from django.test import SimpleTestCase
from django.utils import timezone

from articles.admin.times import TimeField


class TimeForm(forms.Form):
    at = TimeField()


class TimeFieldTests(SimpleTestCase):
    """Jerusalem and London on the nights of 2026 when their clocks change."""

    def form(self, zone, typed):
        with timezone.override(zone):
            form = TimeForm({"at": typed})
            form.is_valid()
        return form

    def assert_is(self, zone, typed, moment):
        self.assertEqual(self.form(zone, typed).cleaned_data["at"], moment.replace(tzinfo=UTC))

    def assert_refused(self, zone, typed, sentences):
        self.assertEqual(self.form(zone, typed).errors["at"], [sentences])

    def test_a_time_is_one_of_the_newsrooms_zone(self):
        self.assert_is("Asia/Jerusalem", "2026-01-12T09:30", datetime(2026, 1, 12, 7, 30))
        self.assert_is("Europe/London", "2026-07-12T09:30:05", datetime(2026, 7, 12, 8, 30, 5))

    def test_one_that_clocks_skip_is_named_with_the_remedy(self):
        self.assert_refused(
            "Asia/Jerusalem",
            "2026-03-27T02:30",
            "2026-03-27 02:30 does not exist in Asia/Jerusalem: clocks go on from 02:00 to 03:00 that night. "
            "Choose a time before 02:00, or from 03:00 on.",
        )
        self.assert_refused(
            "Europe/London",
            "2026-03-29T01:00:30",
            "2026-03-29 01:00 does not exist in Europe/London: clocks go on from 01:00 to 02:00 that night. "
            "Choose a time before 01:00, or from 02:00 on.",
        )

    def test_one_that_clocks_show_twice_is_named_with_the_remedy(self):
        for zone in ("Asia/Jerusalem", "Europe/London"):
            self.assert_refused(
                zone,
                "2026-10-25T01:30",
                f"2026-10-25 01:30 exists twice in {zone}: clocks go back from 02:00 to 01:00 that night. "
                "Choose a time before 01:00, or from 02:00 on.",
            )

    def test_what_is_to_be_chosen_instead_is_taken(self):
        self.assert_is("Asia/Jerusalem", "2026-03-27T01:59", datetime(2026, 3, 26, 23, 59))
        self.assert_is("Asia/Jerusalem", "2026-03-27T03:00", datetime(2026, 3, 27, 0, 0))
        self.assert_is("Europe/London", "2026-10-25T00:59", datetime(2026, 10, 24, 23, 59))
        self.assert_is("Europe/London", "2026-10-25T02:00", datetime(2026, 10, 25, 2, 0))

    def test_a_zone_that_moves_by_half_an_hour_is_told_right(self):
        sentences = self.form("Australia/Lord_Howe", "2026-10-04T02:15").errors["at"][0]
        self.assertIn("clocks go on from 02:00 to 02:30 that night", sentences)

    def test_what_is_no_time_gets_a_sentence(self):
        self.assert_refused("UTC", "tomorrow", "This is not a day and time. Write them as 2022-01-12 09:30.")
