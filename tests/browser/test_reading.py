"""The reader's own settings: text, lines and colours."""

from time import sleep

from playwright.sync_api import expect

from tests.factories import make_article

from .case import BrowserCase

DARK, LIGHT = "rgb(22, 21, 19)", "rgb(253, 252, 250)"
# What the page's ground is in each of the first frames, from the first one that has a body.
WATCH = """() => {
  window.seen = []
  const look = () => {
    if (document.body) seen.push(getComputedStyle(document.body).backgroundColor)
    if (seen.length < 5) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}"""


class ReadingCase(BrowserCase):
    def setUp(self):
        super().setUp()
        self.story = make_article(
            headline="Fog", body="<p>The council met on Tuesday.</p>"
        ).get_absolute_url()

    def style(self, selector, name):
        return self.page.locator(selector).first.evaluate(f"(element) => getComputedStyle(element)['{name}']")

    def choose(self, *settings):
        """Open the panel and choose what these labels say."""
        self.page.get_by_role("button", name="Text", exact=True).click()
        for row, label in settings:
            self.page.get_by_role("group", name=row).get_by_text(label, exact=True).click()

    @property
    def panel(self):
        return self.page.get_by_role("dialog", name="Text and colours")


class SettingsTests(ReadingCase):
    def test_what_is_chosen_holds_at_once_and_on_the_next_page(self):
        self.open(self.story)
        size = self.style(".text", "font-size")
        self.assertEqual(self.style("body", "background-color"), LIGHT)
        self.choose(("Size", "Huge"), ("Lines", "Short"), ("Colours", "Dark"))
        self.assertEqual(self.style(".text", "font-size"), f"{float(size[:-2]) * 1.35:g}px")
        self.assertEqual(self.style(".story__column", "width"), f"{31 * 16}px")
        for path in ("/", self.story):
            self.open(path)
            self.assertEqual(self.style("body", "background-color"), DARK)
        self.assertEqual(self.style(".story__column", "width"), f"{31 * 16}px")
        self.assertEqual(self.context.cookies(), [])
        self.assertEqual(self.messages, [])

    def test_the_panel_shows_what_was_chosen(self):
        self.open(self.story)
        self.choose(("Size", "Large"))
        self.page.reload()
        self.choose()
        chosen = self.panel.locator("label:has(:checked)")
        expect(chosen).to_have_text(["Large", "Normal", "As the device"])

    def test_the_device_can_have_the_word_again(self):
        self.page.emulate_media(color_scheme="dark")
        self.open(self.story)
        self.choose(("Colours", "Light"))
        self.assertEqual(self.style("body", "background-color"), LIGHT)
        bar = self.page.locator("meta[name=theme-color]").first
        expect(bar).to_have_attribute("media", "not all")
        self.panel.get_by_text("As the device").click()
        self.assertEqual(self.style("body", "background-color"), DARK)
        expect(bar).to_have_attribute("media", "(prefers-color-scheme: dark)")

    def test_a_page_that_is_gone_back_to_takes_part(self):
        self.open("/")
        self.page.get_by_role("link", name="Fog").first.click()
        self.choose(("Colours", "Dark"))
        self.page.go_back()
        self.assertEqual(self.style("body", "background-color"), DARK)

    def test_the_first_thing_painted_is_as_it_was_chosen(self):
        self.open(self.story)
        self.choose(("Colours", "Dark"))
        self.page.add_init_script(f"({WATCH})()")

        def late(route):
            sleep(0.3)
            route.continue_()

        self.page.route("**/settings*.js", late)
        self.page.reload()
        self.assertEqual(set(self.page.evaluate("() => seen")), {DARK})

    def test_what_is_remembered_may_be_broken(self):
        for text in ("{", "null", "7", '{"size": {}, "colours": "pink"}'):
            self.open(self.story)
            self.page.evaluate("(text) => { localStorage.reading = text }", text)
            self.page.reload()
            self.assertEqual(self.style("body", "background-color"), LIGHT)
            expect(self.page.get_by_role("button", name="Text", exact=True)).to_be_visible()
        self.assertEqual(self.messages, [])

    def test_paper_is_white_and_its_text_has_the_size_of_paper(self):
        self.open(self.story)
        self.choose(("Size", "Huge"), ("Colours", "Dark"))
        self.page.emulate_media(media="print")
        self.assertEqual(self.style("body", "color-scheme"), "light")
        self.assertEqual(self.style(".text", "font-size"), "14px")  # 10.5pt


class PanelTests(ReadingCase):
    def test_nothing_of_it_is_loaded_before_it_is_used(self):
        loaded = []
        self.page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
        self.open(self.story)
        self.page.evaluate("async () => { await navigator.serviceWorker.ready }")
        loaded.clear()
        self.choose()
        expect(self.panel).to_be_visible()
        self.assertEqual(sorted(loaded), ["reading.css", "reading.js"])

    def test_it_is_used_by_keyboard_alone(self):
        self.open(self.story)
        button = self.page.get_by_role("button", name="Text", exact=True)
        button.focus()
        self.page.keyboard.press("Enter")
        expect(self.panel).to_be_focused()
        for key in ("Tab", "Tab", "ArrowRight"):
            self.page.keyboard.press(key)
        expect(self.page.locator("html")).to_have_attribute("data-size", "large")
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Escape")
        expect(self.panel).to_be_hidden()
        expect(button).to_be_focused()
        self.page.keyboard.press("Enter")
        expect(self.panel).to_be_visible()

    def test_it_closes_by_its_own_button_too(self):
        self.open("/")
        self.page.get_by_role("button", name="Text and colours").click()
        self.panel.get_by_role("button", name="Close").click()
        expect(self.panel).to_be_hidden()

    def test_it_fits_a_small_phone_with_huge_letters(self):
        self.page.set_viewport_size({"width": 320, "height": 600})
        self.open(self.story)
        self.choose(("Size", "Huge"), ("Lines", "Long"))
        self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), 320)
        for label in self.panel.locator("label").all():
            self.assertGreaterEqual(label.bounding_box()["height"], 44)

    def test_without_scripts_there_is_no_button(self):
        context = self.browser.new_context(java_script_enabled=False)
        self.addCleanup(context.close)
        page = context.new_page()
        page.goto(self.live_server_url + self.story)
        expect(page.get_by_role("link", name="Print")).to_be_visible()
        expect(page.get_by_role("button", name="Text")).to_have_count(0)
