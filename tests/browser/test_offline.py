"""What readers have without a network: the last stories that they read, and never more than was public."""

from tempfile import TemporaryDirectory

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import override_settings
from playwright.sync_api import expect

from articles.models import Article, Masthead
from tests.admin.case import make_editor
from tests.factories import make_article, make_draft, make_photo, picture_file

from .case import BrowserCase

KEPT = """async () => {
  const cache = await caches.open("newsroom-stories")
  return (await cache.keys()).map((request) => new URL(request.url).pathname)
}"""

TEXT = """async (path) => (await (await caches.open("newsroom-stories")).match(path)).text()"""


class WithoutMedia(StaticFilesHandler):
    """Serves static files; media come from Newsroom's own view, and not from the test server's."""

    def __init__(self, application):
        super().__init__(application.application)


class OfflineTests(BrowserCase):
    static_handler = WithoutMedia

    def read(self, *stories):
        """Read stories while there is a network, until the last of them is kept."""
        for story in stories:
            self.open(story.get_absolute_url())
            self.page.evaluate("async () => { await navigator.serviceWorker.ready }")
            self.wait_until_kept(story)

    def wait_until(self, holds):
        """Wait for the worker, which goes on working while the page is read."""
        for _ in range(200):
            if holds():
                return
            self.page.wait_for_timeout(50)
        self.fail(f"Not within ten seconds. Kept: {self.kept()}, {self.cached('newsroom-files')}")

    def wait_until_kept(self, story):
        self.wait_until(lambda: story.get_absolute_url() in self.kept())

    def wait_until_dropped(self, story):
        self.wait_until(lambda: story.get_absolute_url() not in self.kept())

    def wait_for_pictures(self, number):
        self.wait_until(
            lambda: len([url for url in self.cached("newsroom-files") if "/media/" in url]) == number
        )

    def kept(self):
        return self.page.evaluate(KEPT)

    def caches(self):
        return self.page.evaluate("() => caches.keys()")

    def cached(self, name):
        """Return what the first cache whose name begins so has."""
        return self.page.evaluate(
            """async (name) => {
              const caught = (await caches.keys()).find((each) => each.startsWith(name))
              return caught ? (await (await caches.open(caught)).keys()).map((request) => request.url) : []
            }""",
            name,
        )

    def go_offline(self, is_offline=True):
        self.context.set_offline(is_offline)

    def test_stories_that_were_read_can_be_read_again(self):
        first, second = make_article(headline="Fog"), make_article(headline="Rain")
        self.read(first, second)
        self.go_offline()
        for story in (first, second):
            self.open(story.get_absolute_url())
            expect(self.page.get_by_role("heading", level=1)).to_have_text(story.headline)
            expect(
                self.page.get_by_text("No network just now: this is the story as it was on")
            ).to_be_visible()
            self.assertEqual(
                self.page.locator("body").evaluate("(body) => getComputedStyle(body).margin"), "0px"
            )

    def test_every_other_address_shows_what_is_kept(self):
        story = make_article(headline="Fog", kicker="Report:")
        other = make_article(headline="Rain")
        self.read(story)
        self.go_offline()
        for path in ("/", "/category/town/", other.get_absolute_url(), "/search/?q=fog"):
            self.open(path)
            expect(self.page.get_by_role("heading", level=1)).to_have_text(
                "This page cannot be reached just now"
            )
            expect(self.page.get_by_role("article")).to_have_count(1)
        self.page.get_by_role("link", name="Report: Fog").click()
        self.page.wait_for_url(f"**{story.get_absolute_url()}")

    def test_with_a_network_the_network_has_the_word(self):
        story = make_article(headline="Fog")
        self.read(story)
        Article.objects.update(headline="Fog lifts")
        self.open(story.get_absolute_url())
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Fog lifts")
        self.wait_until(lambda: "Fog lifts" in self.page.evaluate(TEXT, story.get_absolute_url()))
        self.go_offline()
        self.open(story.get_absolute_url())
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Fog lifts")

    def test_what_was_taken_back_is_gone_at_the_next_visit(self):
        withdrawn, renamed = make_article(headline="Fog"), make_article(headline="Rain")
        self.read(withdrawn, renamed)
        Article.objects.filter(pk=withdrawn.pk).update(status="withdrawn")
        self.open(withdrawn.get_absolute_url())
        self.wait_until_dropped(withdrawn)
        Article.objects.filter(pk=renamed.pk).delete()
        self.open(renamed.get_absolute_url())
        self.wait_until_dropped(renamed)
        self.wait_until(lambda: not self.cached("newsroom-files"))

    def test_twenty_are_kept_and_the_one_read_longest_ago_goes(self):
        stories = [make_article(headline=f"Story {number:02}") for number in range(21)]
        self.read(*stories[:20], stories[0], stories[20])
        self.assertEqual(len(self.kept()), 20)
        self.assertIn(stories[0].get_absolute_url(), self.kept())
        self.assertNotIn(stories[1].get_absolute_url(), self.kept())

    def test_nothing_of_the_desk_is_kept_and_no_list(self):
        story, draft = make_article(headline="Fog"), make_draft(headline="Secret")
        self.read(story)
        make_editor("yael", "harbour-lamp-9")
        self.sign_in("yael", "harbour-lamp-9")
        for path in (
            f"/admin/articles/article/{draft.pk}/change/",
            "/",
            "/news/",
            f"{story.get_absolute_url()}print/",
        ):
            self.open(path)
        self.open(story.get_absolute_url())
        self.wait_until_kept(story)
        self.assertEqual(self.kept(), [story.get_absolute_url()])
        self.go_offline()
        with self.assertRaisesMessage(Exception, "ERR_INTERNET_DISCONNECTED"):
            self.open(f"/admin/articles/article/{draft.pk}/change/")

    def test_its_pictures_are_kept_as_they_were_loaded(self):
        with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
            stories = [make_article(photo=make_photo(file=picture_file())) for _ in range(2)]
            self.read(*stories)
            self.wait_for_pictures(2)
            self.go_offline()
            for story in stories:
                self.open(story.get_absolute_url())
                self.page.wait_for_load_state("networkidle")
                widths = self.page.evaluate("[...document.images].map((image) => image.naturalWidth)")
                self.assertTrue(all(widths) and widths, widths)

    def test_another_size_of_a_picture_will_do(self):
        with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
            story = make_article(photo=make_photo(file=picture_file((2000, 1200))))
            self.page.set_viewport_size({"width": 375, "height": 700})
            self.read(make_article(), story)
            self.wait_for_pictures(1)
            self.go_offline()
            self.page.set_viewport_size({"width": 1280, "height": 900})
            self.open(story.get_absolute_url())
            self.page.wait_for_load_state("networkidle")
            self.assertGreater(self.page.evaluate("document.images[0].naturalWidth"), 0)

    def test_a_new_worker_takes_over_and_keeps_the_stories(self):
        story = make_article(headline="Fog")
        self.read(story)
        before = set(self.caches())
        Masthead.objects.create(name="The Harbour Gazette", palette="plum")
        self.open("/")
        self.page.evaluate("async () => { await (await navigator.serviceWorker.ready).update() }")
        self.wait_until(lambda: not before & set(self.caches()) - {"newsroom-stories", "newsroom-files"})
        self.assertEqual(len(self.caches()), 3)
        self.go_offline()
        self.open("/category/town/")
        expect(self.page.get_by_role("link", name="The Harbour Gazette")).to_be_visible()
        expect(self.page.get_by_role("link", name="Fog")).to_be_visible()
