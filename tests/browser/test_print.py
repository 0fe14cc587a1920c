"""The print page in a real Chromium: its bar with scripts and without, by keyboard, and what is printed of it."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import expect

from tests.factories import make_live

from .case import BrowserCase
from .test_pages import ALLOWED, tool

BODY = "".join(f"<p>Paragraph {number} of the story, and a half.</p>" for number in range(1, 31))


class PrintCase(BrowserCase):
    def setUp(self):
        super().setUp()
        make_live(slug="ferry", headline="Ferry", authors=["Ann"], body=BODY)
        self.path = "/news/ferry/print/"

    def without_scripts(self):
        self.context.close()
        self.context = self.browser.new_context(java_script_enabled=False, viewport=self.viewport)
        self.addCleanup(self.context.close)
        self.page = self.context.new_page()

    def printed(self):
        """Return the words of each page that is printed."""
        with TemporaryDirectory() as folder:
            file = Path(folder, "story.pdf")
            self.page.pdf(path=file, prefer_css_page_size=True)
            command = ["pdftotext", "-layout", file, "-"]
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]

    @property
    def address(self):
        return self.page.url.removeprefix(self.live_server_url)


class BarTests(PrintCase):
    def test_a_choice_is_shown_at_once_without_a_new_page(self):
        self.open(self.path)
        self.page.evaluate("window.stays = true")
        self.page.get_by_label("Text size").focus()
        self.page.get_by_label("Text size").select_option("Large")
        expect(self.page.locator(".sheet--l")).to_be_visible()
        self.page.get_by_label("Paper").select_option("Letter")
        expect(self.page.locator(".sheet--letter.sheet--l")).to_be_visible()
        self.assertEqual(self.address, f"{self.path}?size=letter&text=l")
        self.assertTrue(self.page.evaluate("window.stays"))
        self.assertEqual(self.messages, [])

    def test_focus_and_place_stay(self):
        self.open(self.path)
        self.page.get_by_label("Links").focus()
        self.page.keyboard.press("ArrowDown")
        self.page.wait_for_url("**?links=none")
        expect(self.page.get_by_label("Links")).to_be_focused()

    def test_a_click_leaves_a_paragraph_out_and_a_link_puts_it_back(self):
        self.open(self.path)
        self.page.get_by_label("Leave out paragraphs").check()
        self.page.get_by_text("Paragraph 20 of").scroll_into_view_if_needed()
        before = self.page.evaluate("scrollY")
        self.page.get_by_text("Paragraph 20 of").click()
        expect(self.page.get_by_text("Paragraph left out")).to_be_visible()
        self.assertEqual(self.address, f"{self.path}?omit=20")
        self.assertEqual(self.page.evaluate("scrollY"), before)
        expect(self.page.get_by_role("link", name="Save as PDF")).to_have_count(0)
        self.page.get_by_role("link", name="Put back").click()
        expect(self.page.get_by_text("Paragraph 20 of")).to_be_visible()
        self.assertEqual(self.address, self.path)
        self.assertEqual(self.messages, [])

    def test_a_click_does_nothing_before_it_is_asked_for(self):
        self.open(self.path)
        self.page.get_by_text("Paragraph 2 of").click()
        expect(self.page.get_by_role("link", name="Leave out paragraph 2", exact=True)).to_be_hidden()
        self.assertEqual(self.address, self.path)

    def test_all_of_it_works_by_keyboard(self):
        self.open(self.path)
        self.page.get_by_label("Leave out paragraphs").focus()
        self.page.keyboard.press("Space")
        self.page.get_by_role("link", name="Leave out paragraph 2", exact=True).focus()
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("link", name="Put back paragraph 2", exact=True)).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("link", name="Leave out paragraph 2", exact=True)).to_be_focused()

    def test_its_button_prints(self):
        self.open(self.path)
        self.page.evaluate("window.print = () => { window.printed = true }")
        self.page.get_by_label("Text size").select_option("Small")
        expect(self.page.locator(".sheet--s")).to_be_visible()
        self.page.get_by_role("button", name="Print").click()
        self.assertTrue(self.page.evaluate("window.printed"))

    def test_without_a_network_the_page_is_loaded_as_by_itself(self):
        self.open(self.path)
        self.page.route(
            "**/print/?**",
            lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_(),
        )
        self.page.get_by_label("Pictures").select_option("Without pictures")
        self.page.wait_for_url("**images=no**")
        expect(self.page.get_by_text("Paragraph 2 of")).to_be_visible()


class WithoutScriptTests(PrintCase):
    def setUp(self):
        super().setUp()
        self.without_scripts()
        self.open(self.path)

    def test_a_button_shows_what_was_chosen(self):
        self.page.get_by_label("Text size").select_option("Large")
        self.page.get_by_role("button", name="Update").click()
        expect(self.page.locator(".sheet--l")).to_be_visible()
        expect(self.page.get_by_label("Text size")).to_have_value("l")
        expect(self.page.get_by_role("button", name="Print")).to_be_hidden()
        expect(self.page.get_by_text("Use your browser’s print command")).to_be_visible()

    def test_links_leave_out_and_put_back(self):
        self.page.get_by_label("Leave out paragraphs").check()
        self.page.get_by_role("link", name="Leave out paragraph 2", exact=True).click()
        self.page.get_by_role("link", name="Leave out paragraph 30", exact=True).click()
        self.assertEqual(self.address, f"{self.path}?omit=2,30#block-30")
        expect(self.page.get_by_role("link", name="Put back paragraph 30")).to_be_in_viewport()
        self.page.get_by_role("link", name="Put back paragraph 2", exact=True).click()
        expect(self.page.get_by_text("Paragraph 2 of")).to_be_visible()


class LookTests(PrintCase):
    def test_nothing_scrolls_sideways_and_targets_are_large_enough(self):
        for width in (320, 375, 1280):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.open(f"{self.path}?omit=2&text=l&size=letter&images=never")
            self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), width)
            for target in self.page.locator(".bar :is(a, button, select):visible, .block__turn").all()[:12]:
                self.assertGreaterEqual(target.bounding_box()["height"], 24)

    def test_is_accessible(self):
        for width, media in ((1280, {}), (320, {"forced_colors": "active"}), (375, {"color_scheme": "dark"})):
            with self.subTest(width=width):
                context = self.browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
                self.addCleanup(context.close)
                page = context.new_page()
                page.emulate_media(**media)
                page.goto(f"{self.live_server_url}{self.path}?omit=2&text=never")
                page.add_script_tag(path=tool("NEWSROOM_AXE", "axe-core"))
                found = page.evaluate(f"async () => (await axe.run({{runOnly: {list(ALLOWED)}}})).violations")
                self.assertEqual([(each["id"], each["nodes"][0]["html"]) for each in found], [])


class PaperTests(PrintCase):
    def test_neither_the_bar_nor_what_is_left_out_is_printed(self):
        self.open(f"{self.path}?omit=2&text=never")
        pages = self.printed()
        words = " ".join(" ".join(pages).split())
        for word in (
            "Back to the story",
            "Update",
            "left out",
            "Leave out",
            "Put back",
            "passed over",
            "Paragraph 2 of",
        ):
            self.assertNotIn(word, words)
        self.assertIn("Paragraph 30 of the story, and a half.", words)

    def test_pages_are_numbered(self):
        self.open(f"{self.path}?text=l")
        pages = self.printed()
        self.assertGreater(len(pages), 1)
        for number, page in enumerate(pages, 1):
            self.assertTrue(page.replace(" ", "").rstrip().endswith(f"{number}/{len(pages)}"))

    def test_an_ordinary_story_has_no_furniture_on_paper(self):
        self.open("/news/ferry/")
        words = " ".join(self.printed())
        self.assertIn("Paragraph 30 of the story", words)
        for word in ("Search", "Latest", "Sections", "Email", "Share", "Copy the link", "Print"):
            self.assertNotIn(word, words)
