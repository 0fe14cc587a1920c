"""Sharing a story, and films of other sites in it, in a real Chromium."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.factories import make_article
from tests.pages.test_embeds import BODY

from .case import BrowserCase


class StoryCase(BrowserCase):
    def setUp(self):
        super().setUp()
        self.article = make_article(headline="The last boat home", slug="the-last-boat", body=BODY)

    def begin(self, **settings):
        """Begin anew in a browser with other settings."""
        self.context.close()
        self.context = self.browser.new_context(viewport=self.viewport, **settings)
        self.addCleanup(self.context.close)
        self.page = self.context.new_page()


class EmbedTests(StoryCase):
    def setUp(self):
        super().setUp()
        self.elsewhere = []
        self.context.route(lambda address: not address.startswith(self.live_server_url), self.answer)

    def answer(self, route):
        self.elsewhere.append(route.request)
        route.fulfill(
            content_type="text/html", body="<!doctype html><title>Film</title><button>Play</button>"
        )

    def test_nothing_is_asked_of_another_site_before_the_click_and_then_its_frame_alone(self):
        self.open("/news/the-last-boat/")
        self.page.wait_for_load_state("networkidle")
        self.assertEqual(self.elsewhere, [])
        self.page.get_by_role("button", name="Load from youtube.com").click()
        film = self.page.frame_locator("iframe")
        expect(film.get_by_role("button", name="Play")).to_be_visible()
        self.assertEqual(
            [request.url for request in self.elsewhere],
            ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"],
        )
        self.assertEqual(urlsplit(self.elsewhere[0].header_value("referer")).path, "/")
        self.assertEqual(self.messages, [])

    def test_the_frame_has_a_name_and_the_focus_and_the_link_stays(self):
        self.open("/news/the-last-boat/")
        self.page.get_by_role("button", name="Load from youtube.com").press("Enter")
        expect(self.page.locator("iframe")).to_be_focused()
        expect(self.page.locator("iframe")).to_have_attribute("title", "A night on the last boat")
        expect(self.page.get_by_role("link", name="A night on the last boat")).to_be_visible()

    def test_without_scripts_it_is_a_link(self):
        self.begin(java_script_enabled=False)
        self.open("/news/the-last-boat/")
        expect(self.page.get_by_role("link", name="A night on the last boat")).to_be_visible()
        expect(self.page.get_by_role("button", name="Load from")).to_be_hidden()


class ShareTests(StoryCase):
    def test_the_link_is_copied(self):
        self.begin(permissions=["clipboard-read", "clipboard-write"])
        self.open("/news/the-last-boat/")
        self.page.get_by_role("button", name="Copy the link").click()
        expect(self.page.get_by_role("status")).to_have_text("The link is copied.")
        copied = self.page.evaluate("navigator.clipboard.readText()")
        self.assertEqual(copied, "http://127.0.0.1:8000/news/the-last-boat/")

    def test_where_a_page_may_not_copy_it_the_link_is_shown(self):
        self.context.add_init_script(
            "navigator.clipboard.writeText = () => Promise.reject(new DOMException())"
        )
        self.open("/news/the-last-boat/")
        self.page.get_by_role("button", name="Copy the link").click()
        expect(self.page.get_by_role("status")).to_have_text("http://127.0.0.1:8000/news/the-last-boat/")

    def test_on_a_phone_it_is_handed_to_the_phones_own_way_of_sharing(self):
        self.begin(has_touch=True, is_mobile=True)
        self.context.add_init_script("navigator.share = async (what) => { window.shared = what }")
        self.open("/news/the-last-boat/")
        self.page.get_by_role("button", name="Share with").tap()
        self.page.wait_for_function("window.shared")
        self.assertEqual(self.page.evaluate("window.shared.title"), "The last boat home")

    def test_without_scripts_there_is_the_mail_alone(self):
        self.begin(java_script_enabled=False)
        self.open("/news/the-last-boat/")
        self.assertEqual(
            self.page.locator("[data-share] :is(a, button):visible").all_inner_texts(), ["Email"]
        )
