"""Pages in the site's language: LANGUAGE_CODE alone decides, and no English is left over."""

import re
from datetime import date
from html import unescape

from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone

from articles.models import Article, Byline, Correction, Masthead, Series
from articles.models.edition_file import contents, keep
from articles.templatetags.newsroom import names
from articles.text import separated
from articles.views.errors import server_error
from tests.factories import POSTED, make_article, make_author, make_category, make_edition, make_photo

LABELS = re.compile(r'\b(?:aria-label|alt|title|data-print|data-copied|abbr)="([^"]*)"')
SCRIPT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
LATIN = re.compile(r"[A-Za-z]{2,}")
ADDRESS = re.compile(r"\S*/\S*")
KNOWN = {"PDF", "RSS", "OR", "QR", "Letter"}


def latin_words(page):
    """Return the words in Latin letters that a reader of a page sees or hears."""
    page = SCRIPT.sub("", page)
    shown = " ".join([re.sub(r"<[^>]*>", " ", page), *LABELS.findall(page)])
    return set(LATIN.findall(ADDRESS.sub("", unescape(shown)))) - KNOWN


@override_settings(LANGUAGE_CODE="he")
class HebrewPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Masthead.objects.create(name="העיתון", email="")
        town = make_category("העיר", slug="town")
        series = Series.objects.create(name="המעבורת", slug="ferry")
        photo = make_photo(caption="המעבורת", alt_text="", credit="העיתון", license=None, exemption="שלנו")
        common = {"language": "he", "body": "המועצה התכנסה ביום שלישי.", "category": town, "series": series}
        for number in range(25):
            make_article(headline=f"כתבה {number}", slug=f"story-{number}", authors=["דנה", "יוסי"], **common)
        story = make_article(
            headline="המעבורת חזרה",
            slug="ferry",
            kind=Article.Kind.ANALYSIS,
            authors=["נועה", "אורן"],
            sources=["קול הנמל", "הארכיון"],
            tags=["נמל"],
            photo=photo,
            updated_at=timezone.now(),
            **common,
        )
        Byline.objects.create(article=story, author=make_author("מירה"), role=Byline.Role.PHOTOS)
        for kind in Correction.Kind.values:
            Correction.objects.create(article=story, kind=kind, text="המספר תוקן.")
        common["status"] = Article.Status.WITHDRAWN
        make_article(headline="איננה", slug="withdrawn", withdrawal_reason="טעות", **common)
        common["status"] = Article.Status.PUBLISHED
        make_article(headline="נגמרה", slug="ended", expires_at=POSTED + timezone.timedelta(days=1), **common)
        make_edition(Article.objects.get(slug="ended"), title="השבוע שעבר", slug="ended")
        edition = make_edition(
            story, *Article.objects.filter(slug__contains="story-1"), slug="week", title="השבוע"
        )
        keep(edition, b"%PDF", 24, contents(edition, [story], []))
        cls.own = f"/editions/own/?story={story.pk}&story=x&title=הנמל" + "&story=y" * 3
        cls.chosen = f"/search/?q=כתבה&story={story.pk}"
        cls.author = make_author("נועה").get_absolute_url()
        cls.tag = story.tags.get().get_absolute_url()

    def addresses(self):
        return [
            ("/", 200),
            ("/news/ferry/", 200),
            ("/news/ferry/print/", 200),
            ("/news/?page=2", 200),
            ("/search/", 200),
            ("/search/?q=כתבה&order=oldest", 200),
            ("/search/?q=אין&order=לא", 200),
            ("/archive/2022/01/", 200),
            ("/archive/2022/01/12/", 200),
            ("/archive/front/2022/01/12/", 200),
            ("/category/town/", 200),
            ("/series/ferry/", 200),
            ("/editions/", 200),
            ("/editions/week/", 200),
            ("/editions/week/print/", 200),
            ("/editions/ended/", 410),
            ("/editions/own/", 200),
            (self.own, 200),
            (self.chosen, 200),
            (self.author, 200),
            (self.tag, 200),
            ("/photo-credits/", 200),
            ("/offline/", 200),
            ("/nowhere/", 404),
            ("/news/?page=99", 404),
            ("/archive/2022/02/30/", 404),
            ("/news/withdrawn/", 410),
            ("/news/ended/", 410),
        ]

    def test_no_english_is_left_over(self):
        for address, status in self.addresses():
            with self.subTest(address):
                response = self.client.get(address)
                self.assertEqual(response.status_code, status)
                self.assertEqual(latin_words(response.content.decode()), set())

    def test_say_their_language_and_direction(self):
        for address, _ in self.addresses():
            self.assertRegex(self.client.get(address).content.decode(), '<html lang="he" dir="rtl"')

    def test_the_page_of_a_fault_too(self):
        page = server_error(None).content.decode()
        self.assertIn('<html lang="he" dir="rtl"', page)
        self.assertIn("משהו השתבש אצלנו", page)

    def test_have_dates_of_the_language(self):
        page = self.client.get("/news/ferry/")
        self.assertContains(page, "12 בינואר 2022")
        self.assertContains(self.client.get("/archive/2022/01/"), "ינואר 2022")

    def test_names_of_another_script_keep_their_order(self):
        make_article(headline="כתבה", authors=["Dina Marsh", "Oren Tal"], language="he")
        self.assertContains(self.client.get("/news/"), '<bdi dir="rtl">Dina Marsh ו־Oren Tal</bdi>')

    def test_the_feed_too(self):
        feed = self.client.get("/feed/").content.decode()
        self.assertIn("<language>he</language>", feed)
        self.assertIn("מקור: (קול הנמל, 12 בינואר 2022)", feed)

    def test_what_the_reader_asks_for_changes_nothing(self):
        for address in ("/", "/news/ferry/", "/nowhere/"):
            asked = self.client.get(address, headers={"accept-language": "es,en;q=0.9"})
            self.assertEqual(asked.content, self.client.get(address).content)
            self.assertNotIn("Accept-Language", asked.headers.get("Vary", ""))


class LanguageTests(TestCase):
    def test_pages_speak_the_language_of_the_site(self):
        make_article(slug="story", sources=["Harbour Radio"])
        for language, direction, words in (
            ("ar", "rtl", ("نُشر في", "12 يناير 2022", "المصدر:", "البحث في الأخبار")),
            ("es", "ltr", ("Publicado el", "12 de enero de 2022", "Fuente:", "Buscar noticias")),
            ("en", "ltr", ("Posted on", "January 12, 2022", "Source:", "Search News")),
        ):
            with self.subTest(language), override_settings(LANGUAGE_CODE=language):
                page = self.client.get("/news/story/").content.decode()
                self.assertIn(f'<html lang="{language}" dir="{direction}"', page)
                for each in words:
                    self.assertIn(each, page)

    def test_a_story_keeps_its_own_language_and_direction(self):
        make_article(headline="שלום", slug="story", language="he")
        with override_settings(LANGUAGE_CODE="es"):
            page = self.client.get("/news/story/")
        self.assertContains(page, '<html lang="es" dir="ltr"')
        self.assertContains(page, '<div class="text" lang="he" dir="rtl">')

    def test_counts_have_the_forms_of_the_language(self):
        for number, words in ((1, "مقال واحد"), (2, "مقالان"), (3, "3 مقالات"), (11, "11 مقالاً")):
            while Article.objects.count() < number:
                make_article(date=date(2022, 1, 12))
            with override_settings(LANGUAGE_CODE="ar"):
                self.assertContains(self.client.get("/news/"), words)

    def test_a_line_of_names_is_joined_in_the_language(self):
        story = make_article(authors=["Rut", "Inés"])
        with override_settings(LANGUAGE_CODE="es"):
            self.assertEqual(names(story), "Rut e Inés")


class AndTests(SimpleTestCase):
    def test_names_are_joined_as_newspapers_do(self):
        for language, given, line in (
            ("en", ["Dina", "Kate", "Oren"], "Dina, Kate and Oren"),
            ("he", ["דינה", "נועה", "אורן"], "דינה, נועה ואורן"),
            ("he", ["דינה", "Kate"], "דינה ו־Kate"),
            ("ar", ["دينا", "نور", "سامي"], "دينا، نور وسامي"),
            ("es", ["Rut", "Noa"], "Rut y Noa"),
            ("es", ["Rut", "Hilda"], "Rut e Hilda"),
            ("es", ["Rut", "Hierro"], "Rut y Hierro"),
            ("fr", [], ""),
        ):
            with self.subTest(language, given=given), override_settings(LANGUAGE_CODE=language):
                self.assertEqual("".join(before + name for before, name in separated(given)), line)
