"""What a page is made of, whatever it shows: headings, landmarks, labels, pictures; and what styles keep to."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings
from django.utils import timezone, translation

from articles.models import Article, Photo
from articles.views.errors import server_error
from tests.factories import make_article, make_author, make_photo, picture_file
from tests.pages.test_story import SEED

PAGES = [
    "/",
    SEED,
    "/news/",
    "/news/?page=2",
    "/category/town/",
    "/tag/ferry/",
    "/author/dina-marsh/",
    "/archive/",
    "/archive/2022/01/12/",
    "/archive/front/2022/01/12/",
    "/photo-credits/",
    "/search/",
    "/search/?q=ferry&order=nonsense",
    "/search/?q=nowhere",
    "/search/?q=ferry&category=town&from=2021",
    "/nowhere/",
    f"{SEED}print/",
]


class Elements(HTMLParser):
    """The start tags of a page: pairs of a name and its attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def named(self, *names):
        return [attributes for tag, attributes in self.found if tag in names]

    def having(self, attribute):
        return [attributes[attribute] for _, attributes in self.found if attribute in attributes]


class PageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("loaddata", "newsroom", "stories", verbosity=0)

    def each_page(self):
        for path in PAGES:
            with self.subTest(path=path):
                yield Elements(self.client.get(path).content.decode())

    def test_headings_begin_with_one_h1_and_skip_no_level(self):
        for page in self.each_page():
            levels = [int(tag[1]) for tag, _ in page.found if tag in ("h1", "h2", "h3", "h4")]
            self.assertEqual(levels.count(1), 1)
            self.assertEqual(levels[0], 1)
            self.assertTrue(all(below <= above + 1 for above, below in pairwise(levels)))

    def test_there_is_one_main_and_its_language_is_known(self):
        for page in self.each_page():
            self.assertEqual(len(page.named("main")), 1)
            self.assertEqual(page.named("html"), [{"lang": "en", "dir": "ltr", "data-palette": "bottle"}])

    def test_landmarks_have_names_of_their_own(self):
        for page in self.each_page():
            names = [
                landmark.get("aria-label") or landmark.get("aria-labelledby")
                for landmark in page.named("nav", "aside")
            ]
            self.assertNotIn(None, names)
            self.assertEqual(Counter(names).most_common(1)[0][1], 1)

    def test_ids_are_unique_and_labels_lead_somewhere(self):
        for page in self.each_page():
            ids = page.having("id")
            self.assertEqual(len(ids), len(set(ids)))
            self.assertLessEqual({*page.having("for"), *page.having("aria-labelledby")}, set(ids))

    def test_only_what_is_worth_finding_is_indexed(self):
        for path, canonical in [
            ("/", True),
            (SEED, True),
            ("/news/", True),
            ("/search/", False),
            ("/no/", False),
        ]:
            page = self.client.get(path).content.decode()
            self.assertEqual('<link rel="canonical"' in page, canonical, path)
            self.assertEqual('<meta name="robots" content="noindex">' in page, not canonical, path)

    def test_pictures_have_sizes_and_alternatives(self):
        photo = make_photo(file=picture_file((800, 450)))
        author = make_author("Ann", portrait=photo)
        story = make_article(photo=photo, authors=["Ann"])
        for path in ("/", "/news/", "/photo-credits/", story.get_absolute_url(), author.get_absolute_url()):
            page = Elements(self.client.get(path).content.decode())
            self.assertTrue(page.named("img"))
            for picture in page.named("img"):
                self.assertLessEqual({"src", "alt", "width", "height", "srcset", "sizes"}, set(picture))
            for source in page.named("source"):
                self.assertEqual(set(source), {"type", "srcset", "sizes"})


class CardTests(TestCase):
    def test_an_opinion_is_opened_by_its_author(self):
        story = make_article(kind=Article.Kind.OPINION, headline="The bus", authors=["Dina Marsh"])
        for path in ("/", "/news/", story.get_absolute_url()):
            page = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", self.client.get(path).content.decode()))
            self.assertIn("Dina Marsh: The bus", page)

    def test_an_authors_page_names_those_who_wrote_with_them(self):
        make_article(authors=["Dina Marsh", "Oren Tal"])
        self.assertContains(self.client.get("/author/dina-marsh/"), "with <bdi>Oren Tal</bdi>")

    def test_a_picture_too_small_for_a_card_is_left_out(self):
        make_article(photo=make_photo(file=picture_file((319, 400))))
        self.assertNotContains(self.client.get("/news/"), "card__picture")

    def test_a_picture_that_is_missing_or_not_made_yet_leaves_no_gap(self):
        make_article(photo=make_photo())
        make_article(photo=make_photo(file=picture_file((320, 400))))
        Photo.objects.update(rendered="")
        self.assertNotContains(self.client.get("/news/"), "card__picture")

    def test_one_that_has_ended_keeps_its_place(self):
        make_article(photo=make_photo(file=picture_file((320, 400)), expires_at=timezone.now()))
        self.assertContains(self.client.get("/news/"), '<div class="card__picture"></div>')

    def test_one_that_a_machine_made_says_so(self):
        photo = make_photo(
            file=picture_file((320, 400)), digital_source="compositeWithTrainedAlgorithmicMedia"
        )
        make_article(photo=photo)
        self.assertContains(self.client.get("/news/"), "<span>Photo: Edited with AI</span>")


class ServerErrorTests(TestCase):
    def test_asks_nothing_of_the_database(self):
        with self.assertNumQueries(0):
            response = server_error(RequestFactory().get("/"))
        self.assertContains(response, "<h1", status_code=500)

    @override_settings(
        STORAGES={"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    )
    def test_it_stands_even_where_static_files_are_missing(self):
        with translation.override("cy"):  # Of which no page has made anything that is remembered.
            response = server_error(RequestFactory().get("/"))
        self.assertContains(response, "<h1>Something broke here", status_code=500)


class StyleTests(SimpleTestCase):
    unwanted = {
        "important": "!important",
        "a physical side": r"-(left|right):|(?<![-\w])(left|right):",
        "a window measured in pixels": r"@media[^{]*\dpx",
        "a list of languages, for which Chromium drops the rule": r":lang\([^)]*,",
    }

    def test_sheets_keep_to_the_rules(self):
        for sheet in (Path(settings.BASE_DIR) / "static" / "css").glob("*.css"):
            text = sheet.read_text()
            with self.subTest(sheet=sheet.name):
                self.assertLessEqual(len(text.splitlines()), 250)
                self.assertEqual(
                    [name for name, pattern in self.unwanted.items() if re.search(pattern, text)], []
                )
