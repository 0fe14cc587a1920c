"""Readers' pages in a real Chromium, with the demo's stories."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from articles.models import Article, Author, Photo
from tests.pages.test_story import SEED

from .case import BrowserCase

PAGES = {
    "front": "/",
    "seed story": SEED,
    "story with a picture": "/news/council-votes-to-keep-the-night-ferry-for-one-more-winter/",
    "all stories": "/news/",
    "section": "/category/town/",
    "tag": "/tag/ferry/",
    "author": "/author/dina-marsh/",
    "archive": "/archive/",
    "archive month": "/archive/2022/01/",
    "photo credits": "/photo-credits/",
    "search": "/search/",
    "search results": "/search/?q=ferry&order=relevance",
    "filtered search": "/search/?q=ferry&category=town&from=2021",
    "nothing found": "/search/?q=xyzzy&order=nonsense",
    "print": f"{SEED}print/",
    "not found": "/nothing/",
    "offline": "/offline/",
}
ALLOWED = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def tool(variable, package):
    """Return the path of a checker that .ci/run has installed."""
    path = os.environ.get(variable)
    if not path or not Path(path).exists():
        raise RuntimeError(
            f"{variable} must be the path of a file of the npm package “{package}”; .ci/run sets it."
        )
    return path


class PageTests(BrowserCase):
    @classmethod
    def setUpClass(cls):
        media = cls.enterClassContext(TemporaryDirectory())
        shutil.copytree(settings.BASE_DIR / "fixtures" / "media", media, dirs_exist_ok=True)
        cls.enterClassContext(override_settings(MEDIA_ROOT=media))
        super().setUpClass()

    def setUp(self):
        super().setUp()
        call_command("loaddata", "newsroom", "stories", verbosity=0)
        for photo in Photo.objects.exclude(file=""):
            photo.rendered = photo.key
            photo.save()
        call_command("renditions", verbosity=0)  # Once: the next test finds the files.
        Article.objects.filter(slug__startswith="clinic").update(status="withdrawn")
        hebrew = Article.objects.get(language="he").get_absolute_url()
        gone = Article.objects.get(status="withdrawn").get_absolute_url()
        self.pages = PAGES | {"Hebrew story": hebrew, "withdrawn": gone}

    def on_each_page(self, check):
        """Open each page in turn and call `check` with its name."""
        for name, path in self.pages.items():
            with self.subTest(page=name):
                self.open(path)
                check(name)

    def violations(self):
        self.page.add_script_tag(path=tool("NEWSROOM_AXE", "axe-core"))
        run = f"axe.run({{runOnly: {list(ALLOWED)}}})"
        result = self.page.evaluate(f"async () => (await {run}).violations")
        return [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in result]

    def check_accessibility(self, width, **media):
        # The checker is put into the page as a script, which the page's own policy would refuse.
        self.context.close()
        self.context = self.browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900})
        self.addCleanup(self.context.close)
        self.page = self.context.new_page()
        self.page.emulate_media(**media)
        self.on_each_page(lambda name: self.assertEqual(self.violations(), []))

    def test_accessible_in_the_light(self):
        self.check_accessibility(1280, color_scheme="light")

    def test_accessible_in_the_dark_on_a_phone(self):
        self.check_accessibility(375, color_scheme="dark")

    def test_accessible_in_forced_colours_at_320_pixels(self):
        self.check_accessibility(320, forced_colors="active")

    def fits(self, name):
        self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), 320)

    def test_nothing_scrolls_sideways_at_320_pixels(self):
        self.page.set_viewport_size({"width": 320, "height": 700})
        self.on_each_page(self.fits)

    def test_nothing_scrolls_sideways_with_very_long_words(self):
        word = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"
        Article.objects.update(headline=word * 2, standfirst="x" * 90)
        Author.objects.update(name=word)
        self.page.set_viewport_size({"width": 320, "height": 700})
        self.on_each_page(self.fits)

    def test_console_cookies_and_requests(self):
        hosts = set()
        self.page.on("request", lambda request: hosts.add(request.url.split("/")[2]))

        def is_silent(name):
            if name not in ("not found", "withdrawn"):  # Chromium itself logs their status.
                self.assertEqual(self.messages, [])
            self.messages.clear()

        self.on_each_page(is_silent)
        self.assertEqual(self.context.cookies(), [])
        self.assertEqual(hosts, {self.live_server_url.split("/")[2]})

    def test_every_picture_loads(self):
        def shows_its_pictures(name):
            self.page.evaluate("() => [...document.images].forEach(image => (image.loading = 'eager'))")
            self.page.wait_for_load_state("networkidle")
            broken = "() => [...document.images].filter(image => !image.naturalWidth).length"
            self.assertEqual(self.page.evaluate(broken), 0)

        self.on_each_page(shows_its_pictures)

    def test_valid_html(self):
        folder = Path(self.enterContext(TemporaryDirectory()))

        def keep(name):
            (folder / f"{name}.html").write_text(self.context.request.get(self.page.url).text())

        self.on_each_page(keep)
        command = [
            "java",
            "-jar",
            tool("NEWSROOM_VNU", "vnu-jar"),
            "--format",
            "json",
            "--exit-zero-always",
            folder,
        ]
        report = subprocess.run(command, capture_output=True, text=True, check=True).stderr
        found = [
            f"{Path(each['url']).stem}: {each['message']}"
            for each in json.loads(report)["messages"]
            if each["type"] == "error" or each.get("subType") == "warning"
        ]
        self.assertEqual(found, [])

    def test_search_by_keyboard_alone(self):
        self.open(SEED)
        self.page.keyboard.press("Tab")
        self.assertEqual(self.page.evaluate("document.activeElement.getAttribute('href')"), "#main")
        self.page.get_by_label("Words or names").focus()
        self.page.keyboard.type("ferry")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/search/?q=ferry*")
        self.assertGreater(self.page.get_by_role("article").count(), 1)

    def test_sections_open_on_a_phone(self):
        self.page.set_viewport_size({"width": 375, "height": 700})
        self.open("/")
        sections = self.page.get_by_role("navigation", name="Sections", exact=True)
        self.assertFalse(sections.is_visible())
        self.page.get_by_role("button", name="Sections").click()
        sections.get_by_role("link", name="Harbour").click()
        self.page.wait_for_url("**/category/harbour/")
