"""Editions in a real Chromium: made at the desk by keyboard and pointer, chosen by readers with and without scripts."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from articles.models import Edition
from tests.admin.case import make_editor
from tests.factories import POSTED, make_article, make_edition, make_photo, picture_file

from .case import BrowserCase
from .test_pages import ALLOWED, tool


def make_stories(*headlines):
    return [
        make_article(headline=name, body="The ferry waits.", published_at=POSTED - timedelta(hours=number))
        for number, name in enumerate(headlines)
    ]


class DeskCase(BrowserCase):
    def setUp(self):
        super().setUp()
        make_editor("yael", "harbour-lamp-9")
        self.fog, self.bells, self.lamps = make_stories("Fog", "Bells", "Lamps")
        self.sign_in("yael", "harbour-lamp-9")

    def open_edition(self):
        self.open(f"/admin/articles/edition/{make_edition(self.fog, self.bells, self.lamps).pk}/change/")

    def expect_order(self, *headlines):
        expect(self.page.locator(".place__name")).to_have_text(list(headlines))

    def saved(self):
        return [story.headline for story in Edition.objects.get().all_stories()]


class DeskTests(DeskCase):
    def test_an_edition_is_made_filled_ordered_and_published(self):
        page = self.page
        self.open("/admin/articles/edition/add/")
        page.get_by_label("Title").fill("The week")
        page.get_by_role("combobox", name="Add stories").click()
        page.keyboard.type("lamps")
        expect(page.get_by_role("option", name="Lamps")).to_have_count(1)
        page.keyboard.press("Enter")
        page.get_by_label("Words").fill("ferry")
        page.get_by_role("button", name="Add what a search finds").click()
        expect(page.get_by_text("2 stories were added. One story was in it already.")).to_be_visible()
        self.expect_order("Lamps", "Fog", "Bells")
        page.get_by_role("button", name="Move “Bells” up").click()
        expect(page.get_by_text("“Bells” stands at 2 now. It is not saved yet.")).to_be_visible()
        page.get_by_label("Published").fill("2022-01-12T10:00")
        page.get_by_role("button", name="Save and continue editing").click()
        self.expect_order("Lamps", "Bells", "Fog")
        page.get_by_role("link", name="View on site").click()
        expect(page.get_by_role("heading", level=2).first).to_have_text("Lamps")
        self.assertEqual(self.messages, [])

    def test_stories_move_with_the_arrow_keys(self):
        self.open_edition()
        handle = self.page.get_by_role("button", name="Lamps: drag, or move with the arrow keys")
        handle.press("ArrowUp")
        handle.press("ArrowUp")
        self.expect_order("Lamps", "Fog", "Bells")
        expect(handle).to_be_focused()
        handle.press("ArrowUp")
        self.expect_order("Lamps", "Fog", "Bells")
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_text("was changed successfully")).to_be_visible()
        self.assertEqual(self.saved(), ["Lamps", "Fog", "Bells"])

    def test_a_story_is_dragged_and_another_left_out(self):
        self.open_edition()
        handle = self.page.get_by_role("button", name="Fog: drag, or move with the arrow keys")
        handle.drag_to(self.page.locator(".place__name", has_text="Lamps"))
        self.expect_order("Bells", "Lamps", "Fog")
        self.page.get_by_label("Leave out “Bells”").check()
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_text("was changed successfully")).to_be_visible()
        self.assertEqual(self.saved(), ["Lamps", "Fog"])
        self.assertEqual(self.messages, [])

    def test_numbers_do_it_without_scripts(self):
        context = self.browser.new_context(
            java_script_enabled=False, storage_state=self.context.storage_state()
        )
        self.addCleanup(context.close)
        self.page = context.new_page()
        self.open_edition()
        self.page.get_by_label("Number of “Lamps”").fill("1")
        self.page.get_by_label("Leave out “Bells”").check()
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_text("was changed successfully")).to_be_visible()
        self.assertEqual(self.saved(), ["Lamps", "Fog"])

    def test_the_form_is_accessible_and_fits_a_phone(self):
        context = self.browser.new_context(
            bypass_csp=True,
            viewport={"width": 375, "height": 700},
            storage_state=self.context.storage_state(),
        )
        self.addCleanup(context.close)
        self.page = context.new_page()
        self.open_edition()
        self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), 375)
        self.page.add_script_tag(path=tool("NEWSROOM_AXE", "axe-core"))
        found = self.page.evaluate("async () => (await axe.run('#content')).violations")
        self.assertEqual([(each["id"], each["nodes"][0]["html"]) for each in found], [])


class ReaderTests(BrowserCase):
    def setUp(self):
        super().setUp()
        photo = make_photo(file=picture_file((800, 500)))
        self.fog, self.bells, self.lamps = make_stories("Fog", "Bells", "Lamps")
        self.fog.photo = photo
        self.fog.save()
        self.edition = make_edition(self.fog, self.bells, self.lamps, title="The week", slug="week")
        self.own = f"/editions/own/?story={self.fog.pk}&story={self.bells.pk}&title=Boats"

    def without_scripts(self):
        context = self.browser.new_context(java_script_enabled=False)
        self.addCleanup(context.close)
        self.page = context.new_page()

    def test_a_reader_makes_an_edition_without_scripts(self):
        self.without_scripts()
        page = self.page
        self.open("/search/?q=ferry")
        page.get_by_label("Choose: Bells").check()
        page.get_by_role("button", name="Print the chosen stories").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(["Chosen stories", "Bells"])
        page.get_by_label("Search for more stories").fill("fog")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("link", name="1 story chosen")).to_be_visible()
        page.get_by_label("Choose: Fog").check()
        page.get_by_role("button", name="Print the chosen stories").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(["Chosen stories", "Bells", "Fog"])
        page.get_by_role("link", name=re.compile("Up.*Fog")).click()
        page.get_by_label("Title").fill("Boats")
        page.get_by_role("button", name="Put it on the cover").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(["Boats", "Fog", "Bells"])
        page.get_by_role("link", name=re.compile("Leave out.*Bells")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(["Boats", "Fog"])

    def test_a_story_is_ticked_by_keys_and_its_card_is_not_opened(self):
        self.open("/search/?q=ferry")
        self.page.get_by_label("Choose: Fog").focus()
        self.page.keyboard.press("Space")
        expect(self.page.get_by_label("Choose: Fog")).to_be_checked()
        self.page.get_by_text("Choose").nth(1).click()
        expect(self.page.get_by_label("Choose: Bells")).to_be_checked()
        self.assertIn("/search/", self.page.url)

    def test_the_choice_stays_while_the_search_changes(self):
        self.open(f"/search/?q=ferry&story={self.fog.pk}")
        self.page.get_by_label("Order").select_option("title")
        self.page.get_by_role("button", name="Search").click()
        self.page.wait_for_url("**order=title**")
        expect(self.page.get_by_label("Choose: Fog")).to_be_checked()
        expect(self.page.get_by_text("1 story chosen")).to_be_visible()

    def test_what_is_for_the_screen_is_not_printed(self):
        self.open(self.own)
        self.page.emulate_media(media="print")
        for name in ("Your edition", "Title"):
            expect(self.page.get_by_text(name, exact=True)).to_be_hidden()
        expect(self.page.get_by_role("heading", name="Boats")).to_be_visible()

    def test_pages_are_accessible_silent_and_fit_small_phones(self):
        pages = ("/editions/", "/editions/week/", "/editions/week/print/", self.own, "/editions/own/")
        for width, scheme in ((1280, "light"), (320, "dark")):
            context = self.browser.new_context(
                bypass_csp=True, viewport={"width": width, "height": 700}, color_scheme=scheme
            )
            self.addCleanup(context.close)
            self.page = context.new_page()
            self.page.on("console", lambda message: self.messages.append(message.text))
            for path in (*pages, f"/search/?q=ferry&story={self.fog.pk}"):
                with self.subTest(path=path, width=width):
                    self.open(path)
                    self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), width)
                    self.page.add_script_tag(path=tool("NEWSROOM_AXE", "axe-core"))
                    run = f"axe.run({{runOnly: {list(ALLOWED)}}})"
                    found = self.page.evaluate(f"async () => (await {run}).violations")
                    self.assertEqual([(each["id"], each["nodes"][0]["html"]) for each in found], [])
        self.assertEqual(self.messages, [])
        self.assertEqual(self.page.context.cookies(), [])
