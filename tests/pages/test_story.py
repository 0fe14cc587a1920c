from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from django.core.management import call_command
from django.test import TestCase

from tests.factories import make_article, make_author, make_draft, make_photo, picture_file
from tests.publishing.test_pictures import text_with

SEED = "/news/iran-reveals-untold-story-of-arming-palestinians-in-gaza/"


class Words(HTMLParser):
    """The words of a page's body as a reader meets them, in order."""

    def __init__(self, page):
        super().__init__()
        self.pieces, self.hidden = [], False
        self.feed(page[page.index("<body") :])

    def handle_starttag(self, tag, attrs):
        self.hidden = tag in ("script", "style")

    def handle_endtag(self, tag):
        self.hidden = False

    def handle_data(self, data):
        if not self.hidden:
            self.pieces.append(data)

    def __str__(self):
        return " ".join("".join(self.pieces).split())


class SeedPageTests(TestCase):
    """All seventeen visible elements of the page that the site was born from."""

    @classmethod
    def setUpTestData(cls):
        call_command("loaddata", "newsroom", "stories", verbosity=0)

    def setUp(self):
        self.page = self.client.get(SEED).content.decode()
        self.words = str(Words(self.page))

    def test_has_every_element_in_its_order(self):
        place = 0
        for element in [
            "Debit/Credit Payment",
            "Credit/Debit/Bank Transfer",
            "Report: Iran Reveals “Untold Story” of Arming Palestinians in Gaza",
            "January 12, 2022",
            "by: Kate Norman",
            "Print",
            "PDF",
            "Email",
            "Weapons found in a Hamas militant’s home southwest of Nablus",
            "Wednesday, 12 January 2022 | On January 3, 2020, a US drone assassinated",
            "around the Middle East.",
            "Posted on January 12, 2022",
            "Source: (Bridges for Peace, January 12, 2022)",
            "Photo Credit: Israel Defense Forces",
            "Photo License: not stated",
            "Search News",
            "Order",
            "Latest News",
        ]:
            with self.subTest(element=element):
                found = self.words.find(element, place)
                self.assertNotEqual(found, -1)
                place = found + len(element)

    def test_has_a_figure_without_a_picture(self):
        self.assertIn("No picture on file", self.words)
        self.assertNotIn("<img", self.page[: self.page.index("Latest News")])

    def test_has_one_headline_and_a_machine_readable_date(self):
        self.assertEqual(self.page.count("<h1"), 1)
        self.assertIn('<time datetime="2022-01-12">January 12, 2022</time>', self.page)

    def test_mail_carries_headline_and_address(self):
        address = unescape(self.page.split('href="mailto:?')[1].split('"')[0])
        mail = parse_qs(urlsplit(f"mailto:?{address}").query)
        self.assertEqual(
            mail["subject"], ["Report: Iran Reveals “Untold Story” of Arming Palestinians in Gaza"]
        )
        self.assertIn(f"http://127.0.0.1:8000{SEED}", mail["body"][0])

    def test_latest_news_does_not_list_the_story_itself(self):
        latest = self.page[self.page.index("Latest News") :]
        self.assertNotIn(f'href="{SEED}"', latest)

    def test_print_page_has_the_story_and_none_of_the_furniture(self):
        page = self.client.get(f"{SEED}print/").content.decode()
        words = str(Words(page))
        for element in (
            "Report: Iran Reveals “Untold Story” of Arming Palestinians in Gaza",
            "by: Kate Norman",
            "Wednesday, 12 January 2022 | On January 3, 2020",
            "Posted on January 12, 2022",
            "Source: (Bridges for Peace, January 12, 2022)",
            "Photo License: not stated",
            "Debit/Credit Payment: https://give.example/card",
            f"http://127.0.0.1:8000{SEED}",
        ):
            with self.subTest(element=element):
                self.assertIn(element, words)
        self.assertNotIn("Search News", words)
        self.assertIn('name="robots" content="noindex', page)
        self.assertIn(f'rel="canonical" href="http://127.0.0.1:8000{SEED}"', page)

    def test_pdf_leads_to_the_print_page(self):
        response = self.client.get(f"{SEED.rstrip('/')}.pdf")
        self.assertRedirects(response, f"{SEED}print/", status_code=303)


class StoryPageTests(TestCase):
    def words(self, article):
        return str(Words(self.client.get(article.get_absolute_url()).content.decode()))

    def test_names_several_authors_in_order(self):
        self.assertIn("by: Ann, Bo and Cy", self.words(make_article(authors=["Ann", "Bo", "Cy"])))

    def test_a_drawing_has_its_own_labels(self):
        words = self.words(make_article(photo=make_photo(medium="drawing")))
        self.assertIn("Drawing Credit: Newsroom", words)
        self.assertIn("Drawing License: CC BY 4.0", words)

    def test_a_source_tells_its_title_and_what_it_is(self):
        article = make_article()
        article.sources.create(outlet="Tasnim", title="The Untold Story", relation="interview")
        self.assertIn("Source: (Tasnim) The Untold Story, interview", self.words(article))

    def test_a_story_without_picture_has_no_picture_lines(self):
        self.assertNotRegex(self.words(make_article()), "Photo(:| Credit| License)")

    def test_a_story_of_another_language_says_so(self):
        page = self.client.get(make_article(language="he", headline="ספרייה").get_absolute_url())
        self.assertContains(page, 'lang="he" dir="rtl"')

    def test_what_editors_type_is_escaped(self):
        hostile = "<script>alert(1)</script>\"'&"
        article = make_article(
            headline=hostile,
            kicker=hostile,
            standfirst=hostile,
            authors=[hostile],
            tags=["<b>"],
            sources=[hostile],
        )
        for address in (
            article.get_absolute_url(),
            f"{article.get_absolute_url()}print/",
            "/",
            "/news/",
            "/feed/",
        ):
            with self.subTest(address=address):
                self.assertNotContains(self.client.get(address), "<script>alert")

    def test_an_ended_story_answers_410_and_says_so(self):
        article = make_article(headline="Old offer", status="withdrawn", withdrawal_reason="It was not true.")
        response = self.client.get(article.get_absolute_url())
        self.assertContains(response, "It was not true.", status_code=410)
        self.assertNotContains(response, "Old offer", status_code=410)

    def test_the_short_address_is_permanent(self):
        article = make_article(slug="rain")
        self.assertRedirects(self.client.get(f"/n/{article.pk}/"), "/news/rain/", status_code=301)

    def test_its_authors_stand_at_its_end_with_what_they_cover(self):
        make_author("Dina Marsh", beat="Harbour and council.")
        article = make_article(authors=["Dina Marsh", "Staff"])
        self.assertIn("DM Dina Marsh Harbour and council.", self.words(article))
        self.assertNotIn("S Staff", self.words(article))

    def test_a_kind_other_than_news_is_named(self):
        self.assertIn("Analysis January 12, 2022", self.words(make_article(kind="analysis")))
        self.assertNotIn("News January 12, 2022", self.words(make_article()))

    def test_a_story_with_nothing_around_it_has_no_empty_places(self):
        words = self.words(make_article())
        for place in ("Related stories", "Series", "Previous story", "Next story"):
            self.assertNotIn(place, words)

    def test_without_scripts_it_is_shared_by_mail(self):
        page = self.client.get(make_article().get_absolute_url()).content.decode()
        share = page[page.index("<dt>Share</dt>") :]
        share = share[: share.index("</dd>")]
        self.assertIn('<li><a href="mailto:?subject=', share)
        self.assertEqual(share.count('<li class="scripted"><button'), share.count("<button"))

    def test_a_draft_answers_404(self):
        self.assertEqual(self.client.get(make_draft().get_absolute_url()).status_code, 404)


class PictureTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = make_photo(file=picture_file((400, 300)))

    def page(self, tail="", **fields):
        return self.client.get(make_article(**fields).get_absolute_url() + tail).content.decode()

    def test_the_lead_is_loaded_at_once_and_the_others_when_they_come_near(self):
        page = self.page(photo=self.photo, body=text_with(self.photo, self.photo))
        self.assertEqual(page.count('fetchpriority="high"'), 1)
        self.assertEqual(page.count('loading="lazy"'), 2)
        self.assertLess(page.index('fetchpriority="high"'), page.index('loading="lazy"'))

    def test_a_wide_landscape_stands_across_margin_and_text(self):
        for size, is_wide in {(1400, 900): True, (1399, 900): False, (1400, 1401): False}.items():
            with self.subTest(size=size):
                page = self.page(photo=make_photo(file=picture_file(size)))
                self.assertEqual("figure--wide" in page, is_wide)

    def test_the_story_may_say_it_in_other_words(self):
        page = self.page(
            photo=self.photo, photo_caption="Here.", photo_alt_text="A ferry.", photo_credit="Bo / Agency"
        )
        self.assertIn('alt="A ferry."', page)
        self.assertIn("Here. Photo: Bo / Agency", str(Words(page)))
        self.assertIn("Photo Credit: Bo / Agency", str(Words(page)))

    def test_paper_gets_one_plain_file_of_each(self):
        page = self.page("print/", photo=self.photo, body=text_with(self.photo))
        self.assertEqual(page.count(f'<img src="{self.photo.address("whole-400.jpg")}"'), 2)
        for word in ("loading=", "srcset=", "avif"):
            self.assertNotIn(word, page)

    def test_paper_lists_the_links_that_are_numbered_in_the_text(self):
        caption = '<a href="https://a.example/">a</a><br>Credit: <a href="https://b.example/">Bo</a>'
        page = self.page("print/", body=text_with(self.photo, caption=caption))
        links = page[page.index("<h2>Links</h2>") :]
        self.assertIn("https://a.example/", links)
        self.assertNotIn("https://b.example/", links)
