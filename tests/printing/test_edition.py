"""The PDF of an edition, made at the desk by the real engine and read back by other tools."""

from io import BytesIO

from pypdf import PdfReader

from articles.models import Article, Edition
from tests.admin.case import DeskCase
from tests.factories import make_edition, make_live, make_photo, picture_file

from .bodies import HEBREW, RICH
from .case import WithPdfs, faults, words_of
from .test_pdf import flat


class EditionPdfTests(WithPdfs, DeskCase):
    def setUp(self):
        super().setUp()
        photo = make_photo(file=picture_file())
        stories = [
            make_live(headline="Night ferry", body=RICH, photo=photo),
            make_live(headline="הנמל", language="he", body=HEBREW),
            make_live(headline="Third of them"),
        ]
        self.edition = make_edition(*stories, title="The week at sea", slug="week")

    def make(self):
        """Return the page that grows while the PDF is made."""
        response = self.client.post(self.address("edition", "pdf", self.edition.pk))
        return b"".join(response).decode()

    def pdf(self):
        return b"".join(self.client.get("/editions/week.pdf"))

    def test_passes_and_has_cover_contents_and_stories(self):
        page = self.make()
        self.assertIn("<li>Creating layout - Page 1</li>", page)
        self.assertIn("Done:", page)
        pdf = self.pdf()
        self.assertEqual(faults(pdf), [])
        text, reader = words_of(pdf), PdfReader(BytesIO(pdf))
        for words in ("The week at sea", "Contents", "Night ferry", "Seventh ordinance", "Third of them"):
            self.assertIn(words, text)
        titles = [each.title for each in flat(reader.outline)]
        self.assertEqual(titles[:3], ["The week at sea", "Contents", "Night ferry"])
        self.assertEqual(len(reader.pages), Edition.objects.get().pdf_pages)

    def test_is_not_served_once_a_story_of_it_is_gone_until_it_is_made_anew(self):
        self.make()
        Article.objects.filter(headline="Third of them").update(status="withdrawn")
        response = self.client.get("/editions/week.pdf")
        self.assertRedirects(response, "/editions/week/", status_code=303)
        self.make()
        self.assertNotIn("Third of them", words_of(self.pdf()))
