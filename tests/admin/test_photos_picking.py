from django.urls import reverse

from articles.models import Photo
from tests.factories import make_draft, make_photo

from .case import DeskCase
from .photos import small


class PickerTests(DeskCase):
    def pick(self, **query):
        return self.client.get(self.address("photo", "pick"), query)

    def test_offers_photos_to_a_field(self):
        photo = make_photo(file=small())
        page = self.pick(field="id_photo")
        self.assertContains(page, 'data-field="id_photo"')
        self.assertContains(page, f'data-choose="{photo.pk}"')
        self.assertContains(page, photo.address("3x2-150.jpg"))

    def test_offers_the_bodys_editor_the_address_and_the_uid(self):
        photo = make_photo(file=small())
        make_photo(caption="Has no file.")
        page = self.pick(CKEditorFuncNum="-1")
        self.assertContains(page, 'data-function="-1"')
        self.assertContains(page, f'data-address="/media/pictures/{photo.uid.hex}/"')
        self.assertContains(page, f'data-uid="{photo.uid.hex}"')
        self.assertContains(page, "Leave alternative text and caption empty")
        self.assertNotContains(page, "Has no file.")

    def test_anything_else_that_is_asked_for_is_not_written_into_the_page(self):
        for query in ({"CKEditorFuncNum": "1);alert(1"}, {"CKEditorFuncNum": "１"}, {"field": '"><b>'}):
            with self.subTest(query=query):
                page = self.pick(**query)
                self.assertNotContains(page, "data-function")
                self.assertNotContains(page, "data-field")

    def test_searches_and_keeps_who_asked(self):
        make_photo(caption="The quay.")
        make_photo(caption="The tower.")
        page = self.pick(field="id_photo", q="tower")
        self.assertContains(page, "The tower.")
        self.assertNotContains(page, "The quay.")
        self.assertContains(page, '<input type="hidden" name="field" value="id_photo">')
        self.assertContains(self.pick(q="nowhere"), "No picture has these words.")

    def test_has_pages(self):
        Photo.objects.bulk_create(Photo(caption=f"Picture {number}.") for number in range(25))
        page = self.pick(field="id_photo")
        self.assertContains(page, 'class="tile"', count=24)
        self.assertContains(page, "?field=id_photo&amp;page=2")
        self.assertContains(self.pick(field="id_photo", page="2"), 'class="tile"', count=1)
        self.assertContains(self.pick(page="none"), "Page 1 of 2")

    def test_asks_the_same_for_any_number_of_photos(self):
        make_photo()
        self.pick()
        with self.assertNumQueries(9):
            self.pick()
        for _ in range(5):
            make_photo()
        with self.assertNumQueries(9):
            self.pick()

    def test_leads_who_may_add_to_uploading_and_back(self):
        upload = f"{self.address('photo', 'add')}?_popup=1&amp;CKEditorFuncNum=-2"
        self.assertContains(self.pick(CKEditorFuncNum="-2"), upload)
        page = self.open("photo", "add", CKEditorFuncNum="-2", _popup="1")
        self.assertContains(page, f"{self.address('photo', 'pick')}?CKEditorFuncNum=-2")
        self.editor.groups.set([])
        self.editor.user_permissions.set([])
        self.assertEqual(self.pick().status_code, 403)

    def test_takes_nothing_by_post(self):
        self.assertEqual(self.client.post(self.address("photo", "pick")).status_code, 405)


class ChooserTests(DeskCase):
    def test_a_story_shows_the_words_that_stand_there_if_its_own_are_empty(self):
        photo = make_photo(file=small(), caption="The quay at noon.")
        page = self.open("article", "change", make_draft(photo=photo).pk)
        self.assertContains(
            page, f'<option value="{photo.pk}" selected>The quay at noon.</option>', html=True
        )
        self.assertContains(page, f'data-pick="{self.address("photo", "pick")}?field=id_photo"')
        self.assertContains(page, photo.address("whole-160.jpg"))
        self.assertContains(page, '<dd dir="auto">A white ferry on grey water.</dd>')

    def test_a_story_has_its_own_words_for_the_picture(self):
        draft = make_draft(photo=make_photo())
        fields = {"photo_caption": "Here.", "photo_alt_text": "A quay.", "photo_credit": "Agency"}
        self.send_story("change", draft.pk, photo=draft.photo_id, **fields)
        content = draft.revisions.first().content
        self.assertEqual({name: content[name] for name in fields}, fields)

    def test_an_authors_portrait_is_chosen_in_the_same_way(self):
        self.assertContains(self.open("author", "add"), "?field=id_portrait")

    def test_what_was_sent_and_is_no_photo_gets_a_sentence(self):
        for value in ("x", "999999", "9" * 40, "²"):
            with self.subTest(value=value):
                page = self.send_story(photo=value)
                self.assertContains(page, "Select a valid choice.")

    def test_the_card_shows_the_photo_that_was_just_chosen(self):
        photo = make_photo(file=small(), alt_text="", is_decorative=True, credit="")
        page = self.open("photo", "card", photo.pk)
        self.assertContains(page, "none, as it is decorative")
        self.assertContains(page, "It lacks a credit.")
        self.assertEqual(self.open("photo", "card", 99).status_code, 404)

    def test_the_picker_of_the_body_is_at_its_address(self):
        self.assertContains(self.open("article", "add"), reverse("admin:articles_photo_pick"))
