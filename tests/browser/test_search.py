"""Search News by keyboard and pointer: suggestions while typing, an order that submits by itself, filters."""

import re

from playwright.sync_api import expect

from tests.factories import make_article, make_category

from .case import BrowserCase


class SearchCase(BrowserCase):
    def setUp(self):
        super().setUp()
        town = make_category("Town")
        make_article(headline="The night ferry", tags=["ferry"], authors=["Ann Ferris"], category=town)
        make_article(headline="Ferry fares", kind="opinion")

    @property
    def field(self):
        return self.page.get_by_label("Words or names")

    @property
    def options(self):
        return self.page.get_by_role("listbox", name="Suggestions").get_by_role("option")

    def type(self, text):
        """Enter the field, and type into it once its script is there."""
        self.field.focus()
        expect(self.page.get_by_role("combobox", name="Words or names")).to_be_focused()
        self.page.keyboard.type(text)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)


class SuggestionTests(SearchCase):
    def setUp(self):
        super().setUp()
        self.open("/search/")

    def test_nothing_is_loaded_before_the_field_is_entered(self):
        loaded = []
        self.page.evaluate("async () => { await navigator.serviceWorker.ready }")
        self.page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
        self.type("fer")
        expect(self.options).to_have_count(4)
        self.assertEqual(sorted(loaded), ["?q=fer", "suggest.css", "suggest.js"])

    def test_a_suggestion_is_chosen_by_keys(self):
        self.type("fer")
        expect(self.options).to_have_count(4)
        expect(self.field).to_have_attribute("aria-expanded", "true")
        self.press("ArrowDown", "ArrowDown")
        expect(self.field).to_have_attribute("aria-activedescendant", "page-words-list-1")
        expect(self.options.nth(1)).to_have_attribute("aria-selected", "true")
        expect(self.field).to_be_focused()
        self.press("Enter")
        self.page.wait_for_url("**/author/ann-ferris/")
        self.assertEqual(self.messages, [])

    def test_arrows_go_round_and_pass_the_field(self):
        self.type("fer")
        expect(self.options).to_have_count(4)
        self.press("ArrowUp")
        expect(self.options.last).to_have_attribute("aria-selected", "true")
        self.press("ArrowDown")
        expect(self.field).not_to_have_attribute("aria-activedescendant", "page-words-list-3")
        self.press("ArrowDown")
        expect(self.options.first).to_have_attribute("aria-selected", "true")

    def test_enter_without_a_choice_searches(self):
        self.type("ferry")
        expect(self.options.first).to_be_visible()
        self.press("ArrowDown", "Home", "Enter")
        self.page.wait_for_url("**/search/?q=ferry&**")
        expect(self.page.get_by_role("article")).to_have_count(2)

    def test_escape_closes_and_keeps_what_was_typed(self):
        self.type("fer")
        expect(self.options).to_have_count(4)
        self.press("Escape")
        expect(self.options).to_have_count(0)
        expect(self.field).to_have_value("fer")
        self.press("ArrowDown")
        expect(self.options.first).to_have_attribute("aria-selected", "true")

    def test_leaving_the_field_closes(self):
        self.type("fer")
        expect(self.options).to_have_count(4)
        self.press("Tab")
        expect(self.options).to_have_count(0)

    def test_a_suggestion_is_chosen_by_a_click(self):
        self.type("fer")
        self.options.filter(has_text="Ferry fares").click()
        self.page.wait_for_url("**/news/ferry-fares/")

    def test_a_late_answer_is_dropped(self):
        held = []
        self.page.route(re.compile(r"suggest/\?q=fer$"), lambda route: held.append(route))
        self.type("fer")
        self.page.wait_for_timeout(400)
        self.page.keyboard.type("ry fa")
        expect(self.options).to_have_text(["Ferry fares Story"])
        self.assertEqual(len(held), 1)

    def test_fits_a_small_phone(self):
        self.page.set_viewport_size({"width": 320, "height": 600})
        self.type("fer")
        expect(self.options).to_have_count(4)
        self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), 320)
        for option in self.options.all():
            self.assertGreaterEqual(option.bounding_box()["height"], 44)


class FormTests(SearchCase):
    def test_an_order_is_shown_at_once(self):
        self.open("/search/?q=ferry&category=town")
        self.page.get_by_label("Order").focus()
        self.page.wait_for_function("() => document.activeElement.onchange")
        self.page.get_by_label("Order").select_option("title")
        self.page.wait_for_url("**order=title&category=town**")

    def test_arrow_keys_walk_through_the_orders_without_leaving(self):
        self.open("/search/?q=ferry")
        self.page.get_by_label("Order").focus()
        self.page.wait_for_function("() => document.activeElement.onchange")
        self.press("ArrowDown", "ArrowDown")
        expect(self.page.get_by_label("Order")).to_have_value("relevance")
        self.assertIn("/search/?q=ferry", self.page.url)
        self.press("Tab", "Enter")
        self.page.wait_for_url("**order=relevance**")

    def test_filters_are_open_beside_results_and_folded_on_a_phone(self):
        self.open("/search/?q=ferry")
        opinion = self.page.get_by_role("link", name="Opinion", exact=True)
        expect(opinion).to_be_visible()
        self.page.set_viewport_size({"width": 375, "height": 700})
        expect(opinion).to_be_hidden()
        self.page.get_by_role("heading", name="Filters").click()
        opinion.click()
        self.page.wait_for_url("**/search/?q=ferry&kind=opinion")
        self.page.get_by_role("link", name="Without the filter Kind: Opinion").click()
        self.page.wait_for_url("**/search/?q=ferry")

    def test_days_are_asked_without_scripts(self):
        context = self.browser.new_context(java_script_enabled=False)
        self.addCleanup(context.close)
        page = context.new_page()
        page.goto(f"{self.live_server_url}/search/?q=ferry&kind=news")
        page.get_by_label("From").fill("2022-01")
        page.get_by_role("button", name="Apply").click()
        expect(page.get_by_role("link", name="From January 2022")).to_be_visible()
        expect(page.get_by_role("link", name="Kind: News")).to_be_visible()
