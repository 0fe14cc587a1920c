"""What stands in the PDFs of stories, read back by other tools."""

import re
from io import BytesIO

from django.test import TestCase
from pypdf import PdfReader

from articles.markup import plain
from articles.models import Article
from tests.factories import make_article, make_live, make_photo, picture_file
from tests.publishing.test_pictures import text_with

from .bodies import ARABIC, HEBREW, PULLED, RICH, long_text
from .case import WithPdfs, faults, words_of


class PdfTests(WithPdfs, TestCase):
    def pdf(self, article):
        response = self.client.get(f"{article.get_absolute_url().rstrip('/')}.pdf")
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        return response.content

    def assert_sound(self, article):
        """The file passes PDF/UA-1, and has every word of the story in order."""
        pdf = self.pdf(article)
        self.assertEqual(faults(pdf), [])
        written = re.sub(r"[\s-]", "", words_of(pdf))
        place = 0
        for word in re.findall(r"\w+", f"{article.title} {article.text}"):
            place = written.find(word, place)
            self.assertGreaterEqual(place, 0, f"{word!r} is missing")
            place += len(word)
        return pdf

    def test_a_rich_text(self):
        story = make_article(
            headline="All of it", body=RICH, authors=["Kate Norman"], sources=["Bridges for Peace"]
        )
        reader = PdfReader(BytesIO(self.assert_sound(story)))
        self.assertEqual(reader.trailer["/Root"]["/Lang"], "en")
        self.assertIn("All of it", reader.metadata.title)
        self.assertEqual(reader.metadata.author, "Kate Norman")
        titles = [each.title for each in flat(reader.outline)]
        self.assertEqual(titles[:3], ["All of it", "What was decided", "In numbers"])
        self.assertIn("https://records.example/minutes?year=2022&month=1", links(reader))

    def test_a_text_of_twenty_pages(self):
        pdf = self.assert_sound(make_article(headline="The ledger", body=long_text()))
        self.assertGreaterEqual(len(PdfReader(BytesIO(pdf)).pages), 20)

    def test_a_pull_quote_stands_beside_the_text(self):
        story = make_article(headline="Masts", body=PULLED)
        pdf = self.pdf(story)
        self.assertEqual(faults(pdf), [])
        self.assert_words(story, pdf)

    def test_hebrew(self):
        story = make_article(headline="הנמל", language="he", body=HEBREW)
        pdf = self.pdf(story)
        self.assertEqual(faults(pdf), [])
        self.assertEqual(PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"], "he")
        self.assert_words(story, pdf)

    def test_arabic(self):
        story = make_article(headline="الميناء", language="ar", body=ARABIC)
        pdf = self.pdf(story)
        self.assertEqual(faults(pdf), [])
        self.assert_words(story, pdf)

    def assert_words(self, story, pdf):
        text = words_of(pdf)
        for word in re.findall(r"\w+", plain(story.body)):
            self.assertTrue(word in text or word[::-1] in text, word)

    def test_pictures_with_their_words(self):
        photo = make_photo(file=picture_file((3000, 1200)))
        decorative = make_photo(file=picture_file(), is_decorative=True, alt_text="", caption="")
        body = text_with(photo, caption="By <em>night</em>.") + text_with(decorative)
        story = make_live(headline="Pictures", photo=photo, body=body)
        pdf = self.pdf(story)
        self.assertEqual(faults(pdf), [])
        images = [image for page in PdfReader(BytesIO(pdf)).pages for image in page.images]
        self.assertGreaterEqual(len(images), 2)
        self.assertTrue(all(image.image.format == "JPEG" for image in images))
        self.assertIn("A white ferry on grey water.", alt_texts(pdf))
        self.assertIn("The ferry leaves the quay.", words_of(pdf))


class SeedTests(WithPdfs, TestCase):
    fixtures = ["newsroom", "stories"]

    def test_the_seed_story_is_whole(self):
        story = Article.objects.get(headline__contains="Untold Story")
        pdf = self.client.get(f"{story.get_absolute_url().rstrip('/')}.pdf").content
        self.assertEqual(faults(pdf), [])
        text = words_of(pdf)
        for element in (
            "Report: Iran Reveals “Untold Story” of Arming Palestinians in Gaza",
            "by: Kate Norman",
            "Wednesday, 12 January 2022 | On January 3, 2020",
            "(Bridges for Peace, January 12, 2022)",
            "Israel Defense Forces",
            f"/n/{story.pk}/",
        ):
            with self.subTest(element=element):
                self.assertIn(element, text)

    def test_every_story_of_the_demo_passes(self):
        for story in Article.objects.published():
            pdf = self.client.get(f"{story.get_absolute_url().rstrip('/')}.pdf").content
            with self.subTest(story=story.slug):
                self.assertEqual(faults(pdf), [])


def flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


def links(reader):
    """Return where the links of a PDF lead."""
    notes = (note.get_object() for page in reader.pages for note in page.get("/Annots", []))
    return {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}


def alt_texts(pdf):
    reader = PdfReader(BytesIO(pdf))
    objects = (reader.get_object(number) for number in range(1, len(reader.xref_objStm) + 1))
    return {each["/Alt"] for each in objects if isinstance(each, dict) and "/Alt" in each}
