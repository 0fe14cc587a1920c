from datetime import date, time
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

from articles.importing import DocumentError, parse
from articles.importing.document import Block, SourceLine

SEED = Path(settings.BASE_DIR) / "fixtures" / "documents" / "2022-01-12-iran-untold-story.txt"

MINIMAL = """Rain Falls

January 12, 2022

It rained.
"""


def document(*, head="by: Kate Norman", text="It rained.", record="Posted on January 12, 2022"):
    return "\n\n".join(["Rain Falls", "January 12, 2022", head, text, record])


def notices(parsed):
    return [(notice.line, notice.text) for notice in parsed.notices]


class SeedTests(SimpleTestCase):
    """The document that the site was born from, label by label."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.text = SEED.read_text(encoding="utf-8")
        cls.seed = parse(cls.text)

    def test_head(self):
        self.assertEqual(self.seed.kicker, "Report:")
        self.assertEqual(self.seed.headline, "Iran Reveals “Untold Story” of Arming Palestinians in Gaza")
        self.assertEqual(self.seed.date, date(2022, 1, 12))
        self.assertEqual(self.seed.byline, ("Kate Norman",))

    def test_caption_and_dateline(self):
        self.assertEqual(self.seed.caption, "Weapons found in a Hamas militant’s home southwest of Nablus")
        self.assertEqual(self.seed.dateline_date, date(2022, 1, 12))
        self.assertEqual(self.seed.dateline_place, "")

    def test_body_has_every_paragraph_and_no_furniture(self):
        self.assertEqual(len(self.seed.body), 17)
        self.assertTrue(self.seed.body[0].lines[0].startswith("On January 3, 2020, a US drone"))
        self.assertTrue(self.seed.body[-1].lines[0].endswith("around the Middle East."))
        for block in self.seed.body:
            self.assertIn(block.lines[0], self.text)

    def test_record(self):
        self.assertEqual(self.seed.posted_on, date(2022, 1, 12))
        self.assertEqual(self.seed.sources, (SourceLine("Bridges for Peace", date(2022, 1, 12)),))
        self.assertEqual(self.seed.credit, "Israel Defense Forces")
        self.assertEqual(self.seed.license, "")

    def test_flags(self):
        self.assertEqual(
            notices(self.seed),
            [
                (53, "“Photo Credit: Israel Defense Forces/” ends with a dangling “/”, which was left out."),
                (55, "“Photo License:” is empty."),
            ],
        )

    def test_windows_line_ends_and_a_byte_order_mark_change_nothing(self):
        self.assertEqual(parse("\ufeff" + self.text.replace("\n", "\r\n")), self.seed)


class HeadTests(SimpleTestCase):
    def test_a_document_needs_a_headline_a_date_and_a_text(self):
        self.assertEqual(parse(MINIMAL).body, (Block("p", ("It rained.",)),))

    def test_a_missing_date_is_named_with_its_line(self):
        with self.assertRaisesMessage(
            DocumentError,
            "Expected a date such as “January 12, 2022” alone under the headline, but found “It rained.”.",
        ) as caught:
            parse("Rain\n\nIt rained.\n\nA lot.")
        self.assertEqual(caught.exception.line, 3)

    def test_a_missing_headline_is_named(self):
        with self.assertRaisesMessage(
            DocumentError, "Expected a headline above the date “January 12, 2022”."
        ):
            parse("Debit/Credit Payment\n\nJanuary 12, 2022\n\nIt rained.")

    def test_an_empty_document_is_named(self):
        with self.assertRaisesMessage(DocumentError, "The document has no text."):
            parse(" \n\n Search News")

    def test_a_head_without_text_is_named(self):
        with self.assertRaisesMessage(
            DocumentError, "The document has no text between its head and its record."
        ):
            parse(document(text=""))

    def test_dates_have_several_forms(self):
        for form in (
            "January 12, 2022",
            "Jan. 12, 2022",
            "12 January 2022",
            "Wednesday, 12 January 2022",
            "2022-01-12",
        ):
            with self.subTest(form=form):
                self.assertEqual(parse(MINIMAL.replace("January 12, 2022", form)).date, date(2022, 1, 12))

    def test_a_wrong_weekday_is_flagged(self):
        parsed = parse(MINIMAL.replace("January", "Friday, January"))
        self.assertIn((3, "“Friday, January 12, 2022” was a Wednesday."), notices(parsed))

    def test_bylines_name_several_authors(self):
        self.assertEqual(parse(document(head="by: A, B and C")).byline, ("A", "B", "C"))

    def test_a_missing_byline_is_flagged(self):
        self.assertIn("No byline", notices(parse(MINIMAL))[1][1])

    def test_strays_above_the_headline_are_flagged(self):
        parsed = parse("Subscribe now\n\n" + MINIMAL)
        self.assertIn((1, "“Subscribe now” stands above the headline and was left out."), notices(parsed))

    def test_a_name_with_a_colon_is_no_kicker(self):
        self.assertEqual(parse(MINIMAL.replace("Rain Falls", "Gaza: Rain Falls")).kicker, "")


class TextTests(SimpleTestCase):
    def body(self, text):
        return parse(document(text=text)).body

    def test_broken_lines_are_joined(self):
        self.assertEqual(self.body("It rained\nall day."), (Block("p", ("It rained all day.",)),))

    def test_subheadings_quotations_and_lists(self):
        self.assertEqual(
            self.body("One.\n\n## Two\n\n> Three.\n\n• four\n• five"),
            (
                Block("p", ("One.",)),
                Block("h2", ("Two",)),
                Block("blockquote", ("Three.",)),
                Block("ul", ("four", "five")),
            ),
        )

    def test_a_place_in_capitals_is_a_dateline(self):
        parsed = parse(document(text="KESTREL BAY, January 11 — It rained."))
        self.assertEqual((parsed.dateline_place, parsed.dateline_date), ("KESTREL BAY", date(2022, 1, 11)))
        self.assertEqual(parsed.body[0].lines, ("It rained.",))

    def test_a_dash_alone_is_no_dateline(self):
        for text in ("It rained — a lot.", "A bar | is a bar."):
            self.assertEqual(self.body(text)[0].lines, (text,))

    def test_a_dateline_that_would_be_written_otherwise_is_text(self):
        for text in (
            "JERUSALEM, Room 12 — It rained.",
            "BERLIN, Febuary 12 — It rained.",
            "January 12, 2022 | It rained.",
            "COVID-19 – the disease – is back.",
        ):
            self.assertEqual(self.body(text)[0].lines, (text,))

    def test_the_day_of_a_dateline_is_not_after_the_story(self):
        self.assertEqual(
            parse(document(text="ROME, December 31 — It rained.")).dateline_date, date(2021, 12, 31)
        )

    def test_page_breaks_part_words(self):
        self.assertEqual(self.body("One.\x0cTwo.\x0bThree.")[0].lines, ("One. Two. Three.",))

    def test_lists_have_several_forms(self):
        self.assertEqual(
            self.body("Intro:\n- a\n- b\n\n1. c\n2. d"),
            (Block("p", ("Intro:",)), Block("ul", ("a", "b")), Block("ol", ("c", "d"))),
        )

    def test_a_caption_stands_before_a_dateline_or_has_its_label(self):
        self.assertEqual(parse(document(text="A wet quay\n\nROME — It rained.")).caption, "A wet quay")
        self.assertEqual(
            parse(document(head="Caption: A wet quay", text="It rained.\n\nROME — It did.")).caption,
            "A wet quay",
        )
        self.assertEqual(parse(document(text="It rained.\n\nA lot.")).caption, "")

    def test_furniture_words_in_the_text_are_text(self):
        self.assertEqual(self.body("One.\n\nOrder\n\nTwo.")[1].lines, ("Order",))


class RecordTests(SimpleTestCase):
    def record(self, record):
        return parse(document(record=record))

    def test_posted_on_may_have_a_time(self):
        parsed = self.record("Posted on January 12, 2022, 18:40")
        self.assertEqual((parsed.posted_on, parsed.posted_at), (date(2022, 1, 12), time(18, 40)))

    def test_a_mistyped_posting_date_is_named(self):
        with self.assertRaisesMessage(DocumentError, "but found “Janury 12, 2022”"):
            self.record("Posted on Janury 12, 2022")

    def test_several_sources(self):
        parsed = self.record("Source: (A, B and C, January 1, 2022); (D, 2 January 2022)\nSource: (E)")
        self.assertEqual(
            parsed.sources,
            (
                SourceLine("A, B and C", date(2022, 1, 1)),
                SourceLine("D", date(2022, 1, 2)),
                SourceLine("E", None),
            ),
        )

    def test_labels_need_no_blank_lines_between_them(self):
        parsed = self.record("Posted on January 12, 2022\nTags: rain, sea\nSection: Town\nKind: Analysis")
        self.assertEqual((parsed.tags, parsed.section, parsed.kind), (("rain", "sea"), "Town", "Analysis"))

    def test_a_drawing_has_its_own_labels(self):
        parsed = self.record("Drawing Credit: Newsroom\n\nDrawing License: CC BY 4.0\n\nAlt text: A quay.")
        self.assertEqual(
            (parsed.medium, parsed.credit, parsed.license, parsed.alt_text),
            ("drawing", "Newsroom", "CC BY 4.0", "A quay."),
        )

    def test_what_follows_search_and_latest_news_is_the_pages_own(self):
        parsed = self.record("Tags: rain\n\nSearch News\n\n• Order\n\nLatest News\n\nOther Headline")
        self.assertEqual(parsed.tags, ("rain",))
        self.assertEqual([n for n in notices(parsed) if "Other" in n[1]], [])

    def test_strays_are_flagged(self):
        flags = [text for line, text in notices(self.record("Posted on January 12, 2022\n\nSee also"))]
        self.assertIn("“See also” stands in the record and was left out.", flags)

    def test_a_text_among_the_record_is_refused(self):
        with self.assertRaisesMessage(DocumentError, "stands in the record, but is text. Move it up."):
            self.record("Posted on January 12, 2022\n\n" + "The mayor denied it. " * 20)

    def test_labels_within_the_text_are_text_and_flagged(self):
        parsed = parse(
            document(
                text="It rained.\n\nSource: a police officer who asked not to be named.\n\nThe mayor denied it."
            )
        )
        self.assertEqual(len(parsed.body), 3)
        flags = [text for line, text in notices(parsed)]
        self.assertIn("“Source: a police officer who asked not to be named.” was taken for text.", flags)

    def test_a_wrapped_line_that_begins_like_a_label_is_text(self):
        parsed = parse(document(text="They spoke one\nlanguage: English is all they had."))
        self.assertEqual(parsed.body[0].lines, ("They spoke one language: English is all they had.",))

    def test_latest_news_within_the_text_is_text(self):
        long = "The mayor denied it. " * 20
        parsed = parse(document(text=f"It rained.\n\nLatest News\n\n{long.strip()}"))
        self.assertEqual(len(parsed.body), 3)

    def test_a_label_of_one_value_cannot_stand_twice(self):
        with self.assertRaisesMessage(DocumentError, "this label stands here a second time"):
            self.record("Photo Credit: A\n\nPhoto Credit: B")

    def test_lists_gather(self):
        parsed = parse(
            document(head="by: Kate Norman\nby: Dan Cohen, and Ann Lee", record="Tags: a\n\nTags: b")
        )
        self.assertEqual(parsed.byline, ("Kate Norman", "Dan Cohen", "Ann Lee"))
        self.assertEqual(parsed.tags, ("a", "b"))

    def test_labels_may_stand_in_the_head_and_the_byline_in_the_record(self):
        parsed = parse(
            document(head="Posted on January 13, 2022\nTags: rain", record="by: Ann\nPhoto by: Bo")
        )
        self.assertEqual((parsed.posted_on, parsed.tags), (date(2022, 1, 13), ("rain",)))
        self.assertEqual((parsed.byline, parsed.credit), (("Ann",), "Bo"))

    def test_a_byline_needs_no_colon_under_the_date(self):
        self.assertEqual(parse(document(head="By Kate Norman")).byline, ("Kate Norman",))

    def test_labels_in_capitals_are_labels(self):
        self.assertEqual(self.record("POSTED ON JANUARY 13, 2022\nTAGS: a").posted_on, date(2022, 1, 13))
