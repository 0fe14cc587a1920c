from datetime import UTC, datetime
from xml.etree import ElementTree

from django.test import TestCase

from articles.models import Article, Correction
from articles.publishing import ActError, correct, newest_revision, publish, take_back, withdraw
from tests.factories import make_article
from tests.pages.test_feed import CONTENT
from tests.pages.test_story import Words

UPDATED = "{http://www.w3.org/2005/Atom}updated"


class CorrectionPageTests(TestCase):
    def setUp(self):
        self.article = make_article(headline="The ferry", body="Last words.", sources=["Board"])

    def add(self, kind="correction", text="There were 349 crossings.", **options):
        Correction.objects.create(
            article=self.article,
            kind=kind,
            text=text,
            at=datetime(2022, 1, 13, 9, 20, tzinfo=UTC),
            **options,
        )

    def page(self, tail=""):
        return self.client.get(self.article.get_absolute_url() + tail).content.decode()

    def item(self):
        (item,) = ElementTree.fromstring(self.client.get("/feed/").content).findall("channel/item")
        return item

    def assert_in_order(self, text, *pieces):
        places = [text.find(piece) for piece in pieces]
        self.assertNotIn(-1, places)
        self.assertEqual(places, sorted(places))

    def test_stands_between_text_and_record_on_the_page_and_in_print(self):
        self.add()
        for tail in ("", "print/"):
            words = str(Words(self.page(tail)))
            self.assert_in_order(
                words, "Last words.", "Correction January 13, 2022 There were 349", "Posted on"
            )

    def test_a_retraction_stands_above_the_headline(self):
        self.add("retraction", "The report was false.")
        for tail in ("", "print/"):
            page = self.page(tail).partition("<main")[2]
            self.assert_in_order(page, "The report was false.", "<h1", "Last words.")
        body = self.item().findtext(CONTENT)
        self.assert_in_order(body, "Retraction, January 13, 2022: The report was false.", "Last words.")

    def test_the_facts_lead_to_it(self):
        self.add()
        correction = Correction.objects.get()
        self.assertInHTML(
            f'<a href="#correction-{correction.pk}">Corrected '
            '<time datetime="2022-01-13T09:20:00+00:00">January 13, 2022</time></a>',
            self.page(),
        )
        self.assertIn(f'id="correction-{correction.pk}"', self.page())

    def test_a_note_has_no_line_among_the_facts(self):
        self.add("note", "The author is a member of the board.")
        self.assertNotIn("#correction-", self.page())
        self.assertIn("Editor’s note", self.page())

    def test_only_the_latest_of_several_that_supersede_each_other_is_shown(self):
        self.add(text="There were 350.")
        self.add(supersedes=Correction.objects.get())
        for page in (self.page(), self.page("print/"), self.item().findtext(CONTENT)):
            self.assertNotIn("There were 350.", page)
            self.assertIn("There were 349", page)

    def test_the_feed_carries_it_and_says_when_the_story_was_updated(self):
        self.add(text="Not < 349.")
        body = self.item().findtext(CONTENT)
        self.assert_in_order(
            body, "Last words.", "<p>Correction, January 13, 2022: Not &lt; 349.</p>", "Source: (Board"
        )
        correct(self.article, "update", "The vote is over.")
        updated = Article.objects.get().updated_at
        self.assertEqual(self.item().findtext(UPDATED), updated.isoformat())

    def test_what_is_typed_is_escaped(self):
        self.add(text="<script>alert(1)</script>")
        for tail in ("", "print/"):
            self.assertNotIn("<script>alert", self.page(tail))

    def test_the_page_says_when_the_story_was_updated(self):
        self.assertNotIn("Updated", self.page())
        Article.objects.update(updated_at=datetime(2022, 1, 13, 9, 20, tzinfo=UTC))
        self.assertIn("Updated January 13, 2022, 09:20", str(Words(self.page())))


class GoneTests(TestCase):
    def setUp(self):
        self.article = make_article(headline="The interview")

    def words(self):
        response = self.client.get(self.article.get_absolute_url())
        self.assertEqual(response.status_code, 410)
        return str(Words(response.content.decode()))

    def test_a_withdrawn_story_says_when_and_why(self):
        withdraw(self.article, "It was published without consent.")
        Article.objects.update(withdrawn_at=datetime(2022, 1, 14, 12, 0, tzinfo=UTC))
        self.assertIn(
            "On January 14, 2022 the newsroom took back the story that stood here. "
            "The reason given by the desk: It was published without consent.",
            self.words(),
        )

    def test_one_whose_day_is_not_known_says_when_it_was_posted(self):
        Article.objects.update(status="withdrawn")
        self.assertIn("took back the story that was posted here on January 12, 2022.", self.words())

    def test_published_again_it_is_there_again_and_cannot_be_taken_back(self):
        withdraw(self.article, "By mistake.")
        publish(self.article, newest_revision(self.article))
        self.assertEqual(self.client.get(self.article.get_absolute_url()).status_code, 200)
        with self.assertRaisesMessage(ActError, "Only a first publication can be taken back"):
            take_back(self.article)
