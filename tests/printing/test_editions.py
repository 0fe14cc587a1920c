"""The PDF of an edition, made by the real engine while an editor looks on."""

from io import BytesIO
from unittest.mock import patch

from pypdf import PdfReader

from articles.admin.editions import making
from articles.models import Correction, Edition, LogLine, Masthead
from tests.admin.case import DeskCase
from tests.factories import make_article, make_edition, make_live, make_photo, picture_file
from tests.publishing.test_pictures import text_with

from .case import WithPdfs, faults, words_of


class MakingTests(WithPdfs, DeskCase):
    def make(self, edition):
        response = self.client.post(self.address("edition", "pdf", edition.pk))
        return b"".join(response).decode()

    def pdf(self, *stories, **fields):
        """Make the PDF of an edition and return it as readers get it."""
        edition = make_edition(*stories, **fields)
        self.make(edition)
        return b"".join(self.client.get(f"/editions/{edition.slug}.pdf"))

    def test_tells_each_step_and_what_came_of_it(self):
        edition = make_edition(make_live(photo=make_photo(file=picture_file((400, 300)))), title="The week")
        page = self.make(edition)
        self.assertIn("<li>1 story, 1 picture</li>", page)
        self.assertRegex(page, r"<li>[^<]*Page 1</li>")
        self.assertIn("<strong>Done: 4 pages, ", page)
        self.assertEqual(str(LogLine.objects.first()), "yael made the PDF of the edition: The week")
        self.assertEqual(Edition.objects.get().pdf_pages, 4)

    def test_is_streamed_and_not_held_back_by_compression(self):
        address = self.address("edition", "pdf", make_edition(make_article()).pk)
        response = self.client.post(address, headers={"accept-encoding": "gzip"})
        self.assertTrue(response.streaming)
        self.assertEqual(response.headers["Content-Encoding"], "identity")
        self.assertIn("script-src 'self'", response.headers["Content-Security-Policy"])

    def test_has_cover_contents_stories_corrections_and_credits_in_order(self):
        Masthead.objects.create(name="The Paper")
        photo = make_photo(caption="The quay", credit="Mira Solan", file=picture_file((400, 300)))
        fog = make_live(headline="Fog", body="It came at six.", photo=photo)
        Correction.objects.create(article=fog, text="Not six but seven.")
        bells = make_live(headline="Bells", body="They rang at noon.")
        words = words_of(self.pdf(bells, fog, title="The week", introduction="Before the frost."))
        place = 0
        for part in (
            *(
                "The Paper",
                "The week",
                "January 12, 2022",
                "Before the frost.",
                "Contents",
                "Bells",
                "3",
                "Fog",
            ),
            *(
                "Bells",
                "They rang at noon.",
                "Fog",
                "It came at six.",
                "Not six but seven.",
            ),
            *("Photo credits", "Mira Solan", "Fog, 4"),
        ):
            self.assertIn(part, words[place:])
            place = words.index(part, place) + len(part)

    def test_its_outline_leads_to_the_stories(self):
        stories = [make_live(headline=name) for name in ("Fog", "Bells")]
        outline = PdfReader(BytesIO(self.pdf(*stories, title="The week"))).outline
        titles = [entry.title for entry in outline if not isinstance(entry, list)]
        self.assertEqual(titles, ["The week", "Contents", "Fog", "Bells"])

    def test_passes_the_checker_of_accessible_pdfs(self):
        photo = make_photo(file=picture_file((400, 300)))
        stories = [
            make_live(body=text_with(photo), photo=photo, authors=["Ann", "Bo"], sources=["A", "B"]),
            make_live(language="he", headline="המעבורת", body="היא יוצאת בלילה."),
            make_live(language="ar", headline="العبّارة", photo=make_photo(alt_text="", is_decorative=True)),
        ]
        self.assertEqual(faults(self.pdf(*stories)), [])

    def test_what_went_wrong_is_said_and_the_one_before_stays(self):
        edition = make_edition(make_live())
        self.make(edition)
        before = Edition.objects.get().pdf
        with patch.object(making, "SECONDS", 0):
            page = self.make(edition)
        self.assertIn("There is no new PDF. It could not be set within", page)
        self.assertTrue(page.rstrip().endswith("</html>"))
        self.assertEqual(Edition.objects.get().pdf, before)
