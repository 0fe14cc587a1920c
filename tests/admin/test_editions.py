"""Editions at the desk: stories in order, three ways to fill one, the PDF."""

from datetime import date, timedelta
from pathlib import Path

from django.core.files.storage import default_storage as storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.editions.filling import filled
from articles.admin.editions.stories import rank
from articles.models import Article, Correction, Edition, LogLine, Series
from articles.models.edition import MOST
from articles.models.edition_file import contents, keep, path_of
from tests.factories import (
    make_article,
    make_category,
    make_draft,
    make_edition,
    make_live,
)
from tests.pages.test_structure import Elements

from .case import DeskCase

HOUR = timedelta(hours=1)


class EditionCase(DeskCase):
    def save(self, edition=None, **fields):
        """Send an edition's form; “stories” are those of its list, as they stand in it."""
        fields = {"title": "The week", "date": "2022-01-12"} | fields
        fields["stories"] = [story.pk for story in fields.pop("stories", [])]
        fields["add"] = [story.pk for story in fields.pop("add", [])]
        if edition:
            return self.send("edition", "change", edition.pk, **fields)
        return self.send("edition", "add", **fields)

    def stories(self):
        return [story.headline for story in Edition.objects.get().all_stories()]


class FormTests(EditionCase):
    def setUp(self):
        super().setUp()
        self.one, self.two, self.three = (make_article(headline=name) for name in ("One", "Two", "Three"))

    def test_stories_are_added_in_the_order_in_which_they_were_chosen(self):
        self.save(add=[self.three, self.one])
        self.assertEqual(set(self.stories()), {"One", "Three"})
        self.assertEqual(str(LogLine.objects.first()), "yael added edition: The week")

    def test_numbers_order_them_and_boxes_leave_them_out(self):
        edition = make_edition(self.one, self.two, self.three)
        fields = {f"stories-{self.three.pk}": 1, "stories-out": self.two.pk}
        self.save(edition, stories=[self.one, self.two, self.three], **fields)
        self.assertEqual(self.stories(), ["Three", "One"])

    def test_a_number_that_went_down_stands_behind_the_one_that_had_it(self):
        self.assertEqual(
            sorted([1, 2, 3], key=lambda place: rank(place, "3" if place == 1 else "")), [2, 3, 1]
        )
        for odd in ("", "x", "-1", "٣", "9" * 50):
            self.assertEqual(rank(2, odd), 2)

    def test_only_what_readers_see_can_be_added(self):
        draft = make_draft(headline="Secret")
        for fields in ({"add": [draft]}, {"stories": [draft]}):
            with self.subTest(fields=fields):
                self.assertContains(self.save(**fields), "Readers cannot see one of these stories now")
        self.assertFalse(Edition.objects.exists())

    def test_what_is_not_live_any_more_stays_with_a_sentence(self):
        edition = make_edition(self.one, self.two)
        Article.objects.filter(pk=self.one.pk).update(status="withdrawn")
        page = self.open("edition", "change", edition.pk)
        self.assertContains(page, "Withdrawn: readers do not find it in the edition.")
        self.save(edition, stories=[self.one, self.two])
        self.assertEqual(self.stories(), ["One", "Two"])

    def test_odd_lists_get_a_sentence(self):
        for odd in ("x", "1.5", "9" * 30, "-1"):
            with self.subTest(odd=odd):
                page = self.send("edition", title="A", date="2022-01-12", stories=odd)
                self.assertContains(page, "Open the edition anew.")

    def test_one_without_stories_is_not_published(self):
        page = self.save(published_at="2022-01-12T10:00:00")
        self.assertContains(page, "Readers would find no story in it.")
        self.save(published_at="2022-01-12T10:00:00", add=[self.one])
        self.assertTrue(Edition.objects.published().exists())

    def test_no_more_are_taken_than_fit(self):
        articles = [make_article() for _ in range(MOST)]
        edition = make_edition(*articles)
        page = self.save(edition, stories=articles, add=[self.one])
        self.assertContains(page, f"at most {MOST} stories; these would be {MOST + 1}")
        self.assertEqual(edition.lines.count(), MOST)

    def test_every_field_and_button_has_a_name_of_its_own(self):
        page = Elements(self.open("edition", "change", make_edition(self.one).pk).content.decode())
        ids = page.having("id")
        self.assertEqual(len(ids), len(set(ids)))
        self.assertLessEqual(set(page.having("for")), set(ids))

    def test_takes_the_same_number_of_questions_for_many_stories(self):
        edition = make_edition(self.one)
        with CaptureQueriesContext(connection) as few:
            self.open("edition", "change", edition.pk)
        edition.arrange([self.one.pk, self.two.pk, self.three.pk])
        with self.assertNumQueries(len(few)):
            self.open("edition", "change", edition.pk)

    def test_the_list_tells_states_and_leads_readers_only_to_what_is_public(self):
        make_edition(self.one, published_at=None)
        self.assertContains(self.open("edition"), "Not published")
        edition = Edition.objects.get()
        self.assertNotContains(self.open("edition", "change", edition.pk), "View on site")
        Edition.objects.update(published_at=timezone.now() - HOUR)
        self.assertContains(self.open("edition", "change", edition.pk), edition.get_absolute_url())

    def test_the_chooser_offers_live_stories_alone(self):
        make_article(headline="Ferry")
        make_draft(headline="Secret ferry")
        query = {
            "app_label": "articles",
            "model_name": "editionstory",
            "field_name": "article",
            "term": "ferr",
        }
        found = self.client.get("/admin/autocomplete/", query).json()["results"]
        self.assertEqual([each["text"] for each in found], ["Ferry"])


class FillingTests(EditionCase):
    def fill(self, way, edition=None, **fields):
        stories = list(edition.all_stories()) if edition else []
        fields = {f"fill-{name}": value for name, value in fields.items()}
        return self.save(edition, stories=stories, _fill=way, **fields)

    def test_from_a_search_newest_first(self):
        make_article(headline="Old ferry", published_at=timezone.now() - 2 * HOUR)
        make_article(headline="New ferry", published_at=timezone.now() - HOUR)
        make_article(headline="Bells")
        make_draft(headline="Secret ferry")
        self.assertContains(self.fill("search", words="ferry"), "2 stories were added.")
        self.assertEqual(self.stories(), ["New ferry", "Old ferry"])

    def test_from_a_search_in_a_section_and_between_days(self):
        town = make_category("Town")
        council = make_category("Council", parent=town)
        make_article(headline="Vote", category=council)
        make_article(headline="Ferry")
        self.fill("search", category=town.pk, first="2022-01-01", last="2022-12-31")
        self.assertEqual(self.stories(), ["Vote"])

    def test_at_most_sixty_of_a_search(self):
        for _ in range(61):
            make_article(headline="Ferry")
        self.fill("search", words="ferry")
        self.assertEqual(len(self.stories()), 60)

    def test_from_a_week_from_monday_to_sunday(self):
        for day in (9, 10, 12, 16, 17):
            make_article(headline=f"On {day}", date=date(2022, 1, day))
        self.fill("week", day="2022-01-12")
        self.assertEqual(set(self.stories()), {"On 10", "On 12", "On 16"})

    def test_from_a_series_in_its_order(self):
        series = Series.objects.create(name="Nights")
        for part in (2, 1):
            make_article(headline=f"Part {part}", series=series, part=part)
        self.fill("series", series=series.pk)
        self.assertEqual(self.stories(), ["Part 1", "Part 2"])

    def test_nothing_is_lost_and_nothing_stands_twice(self):
        first, ferry = make_article(headline="First"), make_article(headline="Ferry")
        edition = make_edition(ferry, first)
        make_article(headline="Night ferry")
        page = self.fill("search", edition, words="ferry")
        self.assertContains(page, "One story was added. One story was in it already.")
        self.assertEqual(self.stories(), ["Ferry", "First", "Night ferry"])

    def test_what_leads_nowhere_gets_a_sentence_and_keeps_what_was_typed(self):
        wrong = {
            "Fill this in first.": ("search", {}),
            "There is no word in it": ("search", {"words": "?!"}),
            "This is not a day.": ("week", {"day": "soon"}),
            "Select a valid choice.": ("series", {"series": 999}),
        }
        for sentence, (way, fields) in wrong.items():
            with self.subTest(sentence=sentence):
                page = self.fill(way, introduction="Kept.", **fields)
                self.assertContains(page, sentence)
                self.assertContains(page, "Nothing was saved or added")
        self.assertFalse(Edition.objects.exists())

    def test_says_what_was_not_found_and_what_did_not_fit(self):
        self.assertEqual(filled([1], []), ([1], "No story was found, so none was added."))
        stories, said = filled(list(range(1, MOST)), [1, 500, 501])
        self.assertEqual(stories[-1], 500)
        self.assertEqual(
            said,
            "One story was added. One story was in it already. One story was left out: an edition has at most 120.",
        )


class PdfTests(EditionCase):
    def test_the_form_says_what_has_changed_since(self):
        story = make_live()
        edition = make_edition(story)
        keep(edition, b"%PDF", 24, contents(edition, [story], []))
        self.assertNotContains(self.open("edition", "change", edition.pk), "make it anew")
        Correction.objects.create(article=story, text="Not 394 but 349.")
        Edition.objects.update(title="Another")
        page = self.open("edition", "change", edition.pk)
        for sentence in ("24 pages", "One story has changed since: make it anew.", "The edition itself has"):
            self.assertContains(page, sentence)
        Article.objects.update(status="withdrawn")
        self.assertContains(self.open("edition", "change", edition.pk), "Readers do not get it")

    def test_the_desk_sees_paper_and_pdf_of_what_is_not_published(self):
        edition = make_edition(make_article(headline="Fog"), published_at=None)
        self.assertEqual(self.open("edition", "file", edition.pk).status_code, 404)
        keep(edition, b"%PDF", 1, contents(edition, [], []))
        file, paper = (self.open("edition", name, edition.pk) for name in ("file", "print"))
        self.assertEqual(b"".join(file), b"%PDF")
        self.assertContains(paper, "Fog")
        for response in (file, paper):
            self.assertIn("private", response.headers["Cache-Control"])

    def test_where_there_is_no_engine_the_button_is_not_there(self):
        edition = make_edition(make_article())
        page = self.open("edition", "change", edition.pk)
        self.assertContains(page, "Newsroom makes no PDFs here")
        self.assertNotContains(page, "Make the PDF")
        self.assertEqual(self.client.post(self.address("edition", "pdf", edition.pk)).status_code, 404)

    def test_the_file_goes_with_its_edition(self):
        for way in ("delete", "delete_selected"):
            edition = make_edition()
            keep(edition, b"%PDF", 1, contents(edition, [], []))
            path = Path(storage.path(path_of(Edition.objects.get())))
            with self.subTest(way=way), self.captureOnCommitCallbacks(execute=True):
                if way == "delete":
                    self.send("edition", "delete", edition.pk, post="yes")
                else:
                    fields = {"action": way, "_selected_action": edition.pk, "post": "yes"}
                    self.send("edition", "changelist", **fields)
            self.assertFalse(path.exists())
            self.assertFalse(Edition.objects.exists())
