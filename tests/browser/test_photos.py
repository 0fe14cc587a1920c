"""The picture library in a real Chromium: what scripts add to it."""

from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import expect

from articles.models import Photo
from articles.publishing import newest_revision
from tests.admin.case import make_editor
from tests.admin.photos import small
from tests.factories import make_draft, make_photo, picture_file

from .test_admin import DeskCase
from .test_pages import ALLOWED, tool

REFUSED = "Done: 0 added, 0 in the library already, 1 refused."
DROP = """([zone, content]) => {
  const dataTransfer = new DataTransfer()
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
  dataTransfer.items.add(new File([bytes], "dropped.jpg"))
  zone.dispatchEvent(new DragEvent("drop", { dataTransfer }))
}"""


def as_upload(name, file):
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.read()}


class UploadTests(DeskCase):
    def setUp(self):
        super().setUp()
        self.open("/admin/articles/photo/add/")
        self.input = self.page.get_by_label("Pictures")

    def test_files_are_sent_one_by_one_and_each_is_told_of(self):
        make_photo(file=small(colour="olive"))
        self.input.set_input_files(
            [
                as_upload("quay.jpg", small()),
                {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"Not a picture."},
                as_upload("copy.jpg", small(colour="olive")),
            ]
        )
        expect(self.page.get_by_role("status")).to_have_text(
            "Done: 1 added, 1 in the library already, 1 refused."
        )
        expect(self.page.get_by_role("progressbar")).to_be_visible()
        outcomes = self.page.locator(".outcome")
        expect(outcomes).to_have_count(3)
        expect(outcomes.last).to_contain_text("quay.jpg is in the library.")
        expect(outcomes.nth(1)).to_contain_text("notes.jpg: This is not a picture that can be read.")
        self.assertEqual(Photo.objects.count(), 2)
        self.assertEqual(self.messages, [])

    def test_a_file_that_is_too_large_is_not_sent_at_all(self):
        large = Path(self.enterContext(TemporaryDirectory())) / "large.jpg"
        large.write_bytes(bytes(25_000_001))
        sent = []
        self.page.on("request", lambda request: sent.append(request.url))
        self.input.set_input_files(large)
        expect(self.page.locator(".outcome")).to_contain_text("large.jpg: The file has more than 25 MB")
        self.assertEqual(sent, [])
        expect(self.page.get_by_role("status")).to_have_text(REFUSED)

    def test_a_file_whose_name_cannot_be_used_is_refused_and_stops_no_other(self):
        self.input.set_input_files([as_upload("..", small()), as_upload("quay.jpg", small())])
        expect(self.page.locator(".outcome").first).to_contain_text("quay.jpg is in the library.")
        expect(self.page.get_by_role("status")).to_have_text(REFUSED.replace("0 added", "1 added"))

    def test_an_answer_that_says_nothing_of_the_file_is_told(self):
        self.page.route("**/photo/add/", lambda route: route.fulfill(body=""))
        self.input.set_input_files(as_upload("quay.jpg", small()))
        expect(self.page.locator(".outcome")).to_contain_text("The site did not say what became of it.")
        expect(self.page.get_by_role("status")).to_have_text(REFUSED)

    def test_files_are_dropped(self):
        content = b64encode(small().read()).decode()
        self.page.evaluate(DROP, [self.page.locator("[data-drop]").element_handle(), content])
        expect(self.page.locator(".outcome")).to_contain_text("dropped.jpg is in the library.")

    def test_who_is_signed_out_meanwhile_is_told(self):
        self.context.clear_cookies(name="session")
        self.input.set_input_files(as_upload("quay.jpg", small()))
        expect(self.page.locator(".outcome")).to_contain_text("quay.jpg: You are signed out.")


class FocusTests(DeskCase):
    def setUp(self):
        super().setUp()
        self.photo = make_photo(file=picture_file(size=(400, 200)))
        self.open(f"/admin/articles/photo/{self.photo.pk}/change/")
        self.picture = self.page.locator(".focus__whole")

    def crop(self, shape):
        return self.page.locator(f".focus__crop--{shape} img")

    def save(self):
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_text("was changed successfully")).to_be_visible()
        self.photo.refresh_from_db()
        return self.photo.focus_x, self.photo.focus_y

    def test_a_click_on_the_picture_sets_the_focal_point_and_the_crops_follow(self):
        box = self.picture.bounding_box()
        self.picture.click(position={"x": box["width"] / 4, "y": box["height"] * 3 / 4})
        expect(self.page.get_by_label("Focal point, from the left")).to_have_value("25")
        expect(self.crop("16x9")).to_have_css("object-position", "25% 75%")
        self.assertEqual(self.save(), (25, 75))
        self.assertFalse(self.photo.is_outdated)
        self.assertEqual(self.messages, [])

    def test_the_keyboard_sets_it_as_well(self):
        self.page.get_by_label("Focal point, from the left").press("ArrowRight")
        self.page.get_by_label("Focal point, from the top").press("Home")
        expect(self.crop("1x1")).to_have_css("object-position", "51% 0%")
        self.assertEqual(self.save(), (51, 0))


class ChoosingTests(DeskCase):
    def setUp(self):
        super().setUp()
        self.photo = make_photo(file=small(), caption="The quay at noon.")
        self.draft = make_draft()
        self.open(f"/admin/articles/article/{self.draft.pk}/change/")

    def choose(self, button, caption):
        """Press a button that opens the library, and choose a picture there."""
        with self.page.expect_popup() as window:
            button.click()
        library = window.value
        library.get_by_label("Caption, credit or licence").fill(caption)
        library.get_by_role("button", name="Search").click()
        with library.expect_event("close"):
            library.get_by_role("button", name=caption).click()

    def save(self):
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_text("Saved. Nothing is public yet.")).to_be_visible()
        return newest_revision(self.draft).content

    def test_the_lead_picture_is_chosen_where_one_sees_it(self):
        self.choose(self.page.get_by_role("button", name="Choose from the library"), "The quay at noon.")
        expect(self.page.locator("#id_photo")).to_have_value(str(self.photo.pk))
        expect(self.page.locator(".field-photo .card img")).to_have_js_property("naturalWidth", 160)
        expect(self.page.locator(".field-photo .card")).to_contain_text("A white ferry on grey water.")
        self.assertEqual(self.save()["photo"], self.photo.pk)
        self.assertEqual(self.messages, [])

    def test_a_picture_is_put_into_the_text(self):
        self.body().press("Control+End")
        self.page.get_by_role("button", name="figure").click()
        dialog = self.page.get_by_role("dialog")
        self.choose(dialog.get_by_role("button", name="Choose from the library"), "The quay at noon.")
        expect(dialog.get_by_label("Picture")).to_have_value(f"/media/pictures/{self.photo.uid.hex}/")
        dialog.get_by_label("Caption").fill("The quay today.")
        dialog.get_by_role("button", name="Insert").click()
        expect(self.body().locator("figure img")).to_have_js_property("naturalWidth", 160)
        self.assertIn(
            f'<figure><img src="/media/pictures/{self.photo.uid.hex}/" alt="" data-file="{self.photo.uid.hex}">'
            "<figcaption>The quay today.</figcaption></figure>",
            self.save()["body"],
        )
        self.assertEqual(self.messages, [])

    def test_a_picture_is_uploaded_and_taken_at_once(self):
        with self.page.expect_popup() as window:
            self.page.locator("#add_id_photo").click()
        upload = window.value
        upload.get_by_label("Credit").fill("Harbour Agency")
        upload.get_by_label("Pictures").set_input_files(as_upload("new.jpg", small(colour="teal")))
        with upload.expect_event("close"):
            upload.get_by_role("button", name="Use this picture").click()
        expect(self.page.locator(".field-photo .card")).to_contain_text("Credit Harbour Agency")
        self.assertEqual(self.save()["photo"], Photo.objects.first().pk)

    def test_a_picture_is_uploaded_from_the_library_that_a_field_opened(self):
        with self.page.expect_popup() as window:
            self.page.get_by_role("button", name="Choose from the library").click()
        library = window.value
        library.get_by_role("link", name="Upload pictures").click()
        library.get_by_label("Pictures").set_input_files(as_upload("new.jpg", small(colour="teal")))
        with library.expect_event("close"):
            library.get_by_role("button", name="Use this picture").click()
        expect(self.page.locator("#id_photo")).to_have_value(str(Photo.objects.first().pk))


class WaitingTests(DeskCase):
    def test_the_page_goes_on_by_itself_until_all_are_made(self):
        first, second = make_photo(file=small()), make_photo(file=small(colour="teal"))
        Photo.objects.update(rendered="")
        self.open(f"/admin/articles/photo/waiting/?after={first.pk}&made=1")
        expect(self.page.get_by_text("Done: 2 made.")).to_be_visible()
        second.refresh_from_db()
        self.assertFalse(second.is_outdated)

    def test_a_changed_licence_has_its_pictures_made_anew_at_once(self):
        make_editor("librarian", "harbour-lamp-9", roles=["Librarians"])
        self.context.clear_cookies()
        self.sign_in("librarian", "harbour-lamp-9")
        photo = make_photo(file=small())
        self.open(f"/admin/articles/license/{photo.license.pk}/change/")
        self.page.get_by_label("Name").fill("CC BY-SA 4.0")
        self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_text("Done: 1 made.")).to_be_visible()
        photo = Photo.objects.get()
        self.assertFalse(photo.is_outdated)


class LookTests(DeskCase):
    def setUp(self):
        super().setUp()
        photo = make_photo(file=small(), caption="A caption of many words " * 9)
        make_photo(alt_text="", credit="", license=None)
        draft = make_draft(photo=photo)
        self.pages = [
            "articles/photo/",
            "articles/photo/add/",
            f"articles/photo/{photo.pk}/change/",
            "articles/photo/pick/?field=id_photo",
            "articles/photo/waiting/",
            f"articles/article/{draft.pk}/change/",
        ]

    def test_nothing_scrolls_sideways_at_320_pixels(self):
        self.page.set_viewport_size({"width": 320, "height": 700})
        for path in self.pages:
            with self.subTest(path=path):
                self.open(f"/admin/{path}")
                self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), 320)

    def test_accessible_in_the_light_and_in_the_dark(self):
        # The checker is put into the page as a script, which the page's own policy would refuse.
        cookies = self.context.cookies()
        for scheme in ("light", "dark"):
            context = self.browser.new_context(bypass_csp=True, color_scheme=scheme)
            context.add_cookies(cookies)
            page = context.new_page()
            for path in self.pages:
                with self.subTest(path=path, scheme=scheme):
                    page.goto(f"{self.live_server_url}/admin/{path}")
                    page.add_script_tag(path=tool("NEWSROOM_AXE", "axe-core"))
                    run = f"async () => (await axe.run({{runOnly: {list(ALLOWED)}}})).violations"
                    found = page.evaluate(run)
                    self.assertEqual([(each["id"], each["nodes"][0]["html"][:120]) for each in found], [])
            context.close()
