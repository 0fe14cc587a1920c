from datetime import timedelta

from playwright.sync_api import expect

from articles.models import Front
from tests.admin.case import make_editor
from tests.factories import POSTED, make_article, make_category, make_front

from .case import BrowserCase

FRONT = "/admin/articles/front/"


class FrontCase(BrowserCase):
    def setUp(self):
        super().setUp()
        make_editor("yael", "harbour-lamp-9")
        self.town = make_category("Town")
        self.fog, self.bells, self.lamps = (
            make_article(headline=name, category=self.town, published_at=POSTED - timedelta(hours=number))
            for number, name in enumerate(("Fog", "Bells", "Lamps"))
        )
        self.sign_in("yael", "harbour-lamp-9")

    def choose(self, place, words):
        self.page.get_by_role("combobox", name=place).click()
        self.page.locator(".select2-dropdown").get_by_label("Search").press_sequentially(words)
        option = self.page.get_by_role("option", name=words)
        expect(option).to_have_count(1)
        option.click()

    def expect_in(self, place, headline):
        expect(self.page.get_by_role("combobox", name=place)).to_contain_text(headline)


class ArrangingTests(FrontCase):
    def test_an_editor_chooses_orders_previews_saves_and_undoes(self):
        page = self.page
        self.open(FRONT)
        self.expect_in("Lead", "Fog")
        self.choose("Lead", "Lamps")
        self.expect_in("Top story 1", "Fog")  # What fills the others follows at once.
        page.get_by_role("button", name="Move Lead down").click()
        self.expect_in("Top story 1", "Lamps")
        self.expect_in("Lead", "Fog")
        expect(page.get_by_role("status")).to_have_text(
            "“Lamps” stands in “Top story 1” now. It is not saved yet."
        )
        expect(page.get_by_role("button", name="Move Top story 1 down")).to_be_focused()
        self.assertFalse(Front.objects.exists())

        with self.context.expect_page() as opened:
            page.get_by_role("button", name="Preview").click()
        expect(opened.value.get_by_role("heading", name="Fog")).to_be_visible()
        expect(opened.value.get_by_text("with what is not saved yet")).to_be_visible()

        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved. Readers see it now.")).to_be_visible()
        self.assertEqual(Front.objects.get().slots.get().article, self.lamps)
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("Undone. Readers see it now.")).to_be_visible()
        self.assertFalse(Front.objects.first().slots.exists())
        self.assertEqual(self.messages, [])

    def test_a_story_moves_with_the_arrow_keys(self):
        make_front(tops=[self.bells, self.lamps], starts_at=POSTED)
        self.open(FRONT)
        self.page.get_by_role("button", name="Top story 2: drag, or move with the arrow keys").press(
            "ArrowUp"
        )
        self.expect_in("Top story 1", "Lamps")
        moved = self.page.get_by_role("button", name="Top story 1: drag, or move with the arrow keys")
        expect(moved).to_be_focused()
        moved.press("ArrowUp")
        self.expect_in("Lead", "Lamps")
        self.expect_in("Top story 2", "Bells")
        self.assertEqual(self.messages, [])

    def test_a_story_is_dragged(self):
        make_front(lead=self.lamps, starts_at=POSTED)
        self.open(FRONT)
        handle = self.page.get_by_role("button", name="Lead: drag, or move with the arrow keys")
        handle.drag_to(self.page.get_by_role("combobox", name="Town, place 1"))
        self.expect_in("Town, place 1", "Lamps")
        self.expect_in("Lead", "Fog")
        self.assertEqual(self.messages, [])

    def test_a_number_and_a_freed_place(self):
        make_front(tops=[self.fog, self.bells, self.lamps], starts_at=POSTED)
        self.open(FRONT)
        number = self.page.get_by_label("Number of Top story 3")
        number.fill("1")
        number.press("Tab")
        self.expect_in("Top story 1", "Lamps")
        self.expect_in("Top story 2", "Fog")
        self.page.get_by_role("button", name="Free Top story 2").click()
        self.expect_in("Lead", "Fog")
        self.assertEqual(self.messages, [])

    def test_what_is_wrong_is_said_before_it_is_saved(self):
        make_front(lead=self.fog, starts_at=POSTED)
        self.open(FRONT)
        self.choose("Top story 2", "Fog")
        expect(
            self.page.get_by_text("This story stands in “Lead” already. Choose another here.")
        ).to_be_visible()


class WithoutScriptTests(FrontCase):
    def setUp(self):
        super().setUp()
        state = self.context.storage_state()
        context = self.browser.new_context(
            java_script_enabled=False, storage_state=state, viewport=self.viewport
        )
        self.addCleanup(context.close)
        self.page = context.new_page()

    def test_all_of_it_can_be_done(self):
        page = self.page
        self.open(FRONT)
        page.get_by_label("Town, place 1", exact=True).select_option(label="Lamps (posted 2022-01-12 07:00)")
        page.get_by_role("combobox", name="Lead", exact=True).select_option(
            label="Bells (posted 2022-01-12 08:00)"
        )
        page.get_by_role("button", name="Move Town, place 1 down").click()
        expect(page.get_by_label("Town, place 2", exact=True)).to_have_value(str(self.lamps.pk))
        expect(page.get_by_text("It is not saved yet.")).to_be_visible()
        page.get_by_role("button", name="Save").click()
        slots = Front.objects.get().slots.all()
        self.assertEqual([(slot.place, slot.position) for slot in slots], [("lead", 0), ("section", 1)])


class PhoneTests(FrontCase):
    viewport = {"width": 320, "height": 640}

    def test_neither_page_scrolls_sideways(self):
        make_article(headline="Headline" * 12, published_at=POSTED + timedelta(hours=1))
        make_front(lead=self.lamps, sections={self.town: [self.fog]}, starts_at=POSTED)
        for path in (FRONT, "/archive/front/2022/01/12/"):
            self.open(path)
            self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), 320)
