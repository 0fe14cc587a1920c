from datetime import timedelta

from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.test import TransactionTestCase
from django.urls import reverse
from django.utils import timezone

from articles.models import License, LogLine, Photo
from articles.pictures import read
from articles.publishing import newest_revision, save_revision
from tests.factories import make_article, make_author, make_draft, make_photo

from .case import DeskCase
from .photos import saying, small


def figure(photo):
    return f'<figure><img src="/media/pictures/{photo.uid.hex}/" alt="" data-file="{photo.uid.hex}"></figure>'


class PhotoCase(DeskCase):
    def send_photo(self, photo, **fields):
        """Send a photo's form as it stands, but for these fields."""
        names = ("medium", "focus_x", "focus_y", "caption", "alt_text", "credit", "copyright_notice")
        form = {name: getattr(photo, name) for name in names} | {"license": photo.license_id or ""}
        with self.captureOnCommitCallbacks(execute=True):
            page = self.send("photo", "change", photo.pk, **form | fields)
        photo.refresh_from_db()
        return page


class PhotoFormTests(PhotoCase):
    def test_shows_the_picture_and_its_crops_by_public_files(self):
        photo = make_photo(file=small())
        page = self.open("photo", "change", photo.pk)
        for name in ("whole-160.jpg", "16x9-160.jpg", "3x2-150.jpg", "4x3-133.jpg", "1x1-100.jpg"):
            self.assertContains(page, f'src="{photo.address(name)}"')
        self.assertNotContains(page, photo.file.name)

    def test_the_focal_point_is_set_by_two_sliders_with_labels(self):
        photo = make_photo(file=small())
        page = self.open("photo", "change", photo.pk)
        self.assertContains(
            page, '<label class="required" for="id_focus_x">Focal point, from the left:</label>'
        )
        self.assertContains(page, 'type="range" name="focus_x" value="50" min="0" max="100" step="1"')
        before = photo.rendered
        self.send_photo(photo, focus_x=0, focus_y=100)
        self.assertEqual((photo.focus_x, photo.focus_y), (0, 100))
        self.assertNotEqual(photo.rendered, before)

    def test_changed_rights_stand_in_the_public_files_at_once(self):
        photo = make_photo(file=small())
        self.send_photo(photo, credit="Harbour Agency")
        path = photo.renditions.path(photo.rendered, "whole-160.jpg")
        self.assertEqual(read(photo.file.storage.open(path)).credit, "Harbour Agency")

    def test_a_changed_caption_makes_no_files_anew(self):
        photo = make_photo(file=small())
        before = photo.rendered
        self.send_photo(photo, caption="Another day.")
        self.assertEqual((photo.caption, photo.rendered), ("Another day.", before))

    def test_the_file_is_replaced_by_a_good_one(self):
        photo = make_photo(file=small())
        self.send_photo(photo, file=small(size=(80, 80), image_format="PNG", name="../../x.png"))
        self.assertEqual((photo.size, photo.file.name[-4:]), ((80, 80), ".png"))
        self.assertFalse(photo.is_outdated)
        self.assertTrue(photo.has_its_files())

    def test_a_bad_file_is_refused_and_the_former_one_stays(self):
        photo = make_photo(file=small())
        page = self.send_photo(photo, file=ContentFile(b"<svg/>", name="drawing.jpg"))
        self.assertContains(page, "This is not a picture that can be read. JPEG, PNG and WebP are taken.")
        self.assertEqual(photo.size, (160, 100))

    def test_the_file_of_another_photo_is_refused_with_a_link_to_that(self):
        photo, other = make_photo(file=small()), make_photo(file=small(colour="teal"), caption="The other.")
        page = self.send_photo(photo, file=small(colour="teal"))
        self.assertContains(page, "This file is in the library already.")
        self.assertContains(page, self.address("photo", "change", other.pk))

    def test_a_file_can_be_taken_away_and_the_words_kept(self):
        photo = make_photo(file=small())
        self.send_photo(photo, **{"file-clear": "on"})
        self.assertEqual((bool(photo.file), photo.width, photo.rendered), (False, None, ""))

    def test_a_file_that_came_by_a_fixture_may_be_named_otherwise(self):
        photo = make_photo(file=small())
        for name, kind in (("old.jpeg", "JPEG"), ("old", "A file")):
            photo.file.storage.save(f"photos/{name}", small())
            Photo.objects.update(file=f"photos/{name}")
            self.assertContains(self.open("photo", "change", photo.pk), f"{kind}, 160 × 100 pixels")

    def test_tells_what_the_file_says(self):
        photo = make_photo(file=saying(creator="Mira Solan", license_url="https://example.org/terms"))
        page = self.open("photo", "change", photo.pk)
        self.assertContains(page, '<dt>Creator</dt> <dd dir="auto">Mira Solan</dd>', html=True)
        self.assertContains(page, "The file names a licence at <bdi>https://example.org/terms</bdi>")

    def test_tells_what_is_lacking_and_when_the_right_to_show_it_ends(self):
        end = timezone.now() + timedelta(days=9)
        photo = make_photo(file=small(), alt_text="", license=None, expires_at=end)
        page = self.open("photo", "change", photo.pk)
        self.assertContains(page, "It lacks an alternative text (or the mark “decorative”) and a licence")
        self.assertContains(page, f"The right to show it ends on {end:%Y-%m-%d %H:%M}, in 9 days.")

    def test_what_an_unused_photo_lacks_may_be_written_later_and_what_readers_see_may_not(self):
        photo = make_photo(file=small())
        self.send_photo(photo, alt_text="")
        self.assertEqual(photo.alt_text, "")
        make_article(photo=photo)
        page = self.send_photo(photo, credit="")
        self.assertContains(page, "Readers see this picture, or will at its time, so it needs a credit.")
        self.assertEqual(photo.credit, "Newsroom")

    def test_saving_leads_on_to_the_next_that_lacks_something(self):
        last, other, first = (make_photo(credit=credit) for credit in ("", "Newsroom", ""))
        page = self.send_photo(first, credit="Newsroom", _next="1")
        self.assertRedirects(page, self.address("photo", "change", last.pk))
        self.assertNotContains(page, "the next that lacks something")
        self.assertContains(self.open("photo", "change", other.pk), "the next that lacks something")

    def test_a_photo_has_no_page_to_view(self):
        self.assertNotContains(self.open("photo", "change", make_photo().pk), "View on site")

    def test_words_about_a_picture_without_a_file_are_added(self):
        address = f"{self.address('photo', 'add')}?words=1"
        self.assertNotContains(self.client.get(address), 'name="file"')
        self.client.post(address, {"medium": "photo", "caption": "Weapons found.", "credit": "The army"})
        self.assertEqual(Photo.objects.get().caption, "Weapons found.")


class LostFileTests(TransactionTestCase):
    """Files are made after the transaction, which other tests never end."""

    def test_where_the_file_is_gone_the_words_are_saved_and_the_editor_is_told(self):
        self.client.force_login(User.objects.create_superuser("yael"))
        photo = make_photo(file=small())
        photo.file.storage.delete(photo.file.name)
        address = reverse("admin:articles_photo_change", args=[photo.pk])
        form = {"medium": "photo", "focus_x": 50, "focus_y": 50, "credit": "Agency", "_continue": "1"}
        page = self.client.post(address, form, follow=True)
        self.assertContains(page, "no files could be made for readers: The file that came in is gone.")
        self.assertContains(page, "The file is gone, or cannot be read.")
        photo.refresh_from_db()
        self.assertEqual((photo.credit, photo.is_outdated), ("Agency", True))


class UseTests(PhotoCase):
    def test_the_form_names_stories_by_row_or_by_text_and_authors(self):
        photo = make_photo()
        lead, author = make_article(photo=photo), make_author(portrait=photo)
        inside = make_draft()
        revision = newest_revision(inside)
        save_revision(inside, revision.content | {"body": f"<p>Fog.</p>{figure(photo)}"})
        page = self.open("photo", "change", photo.pk)
        for noun, thing in (("article", lead), ("article", inside), ("author", author)):
            self.assertContains(page, self.address(noun, "change", thing.pk))

    def test_a_story_that_the_user_may_not_see_is_not_named(self):
        photo = make_photo()
        article = make_draft(photo=photo, headline="Secret")
        self.editor.groups.set([])
        self.editor.user_permissions.set(
            Permission.objects.filter(codename__in=["view_photo", "add_article"])
        )
        page = self.open("photo", "change", photo.pk)
        self.assertContains(page, "Nothing yet, or nothing that you may see.")
        self.assertNotContains(page, article.headline)


class UploaderTests(PhotoCase):
    roles = ("Authors",)

    def upload(self):
        self.send("photo", files=small())
        return Photo.objects.get()

    def test_who_uploaded_a_photo_may_complete_it_until_readers_meet_it(self):
        photo = self.upload()
        self.send_photo(photo, credit="Newsroom", alt_text="A quay.", exemption="Our own.")
        self.assertEqual(photo.alt_text, "A quay.")
        make_article(photo=photo)
        self.assertEqual(self.client.post(self.address("photo", "change", photo.pk)).status_code, 403)

    def test_others_may_look_at_it_and_see_no_link_to_its_file(self):
        photo = make_photo(file=small())
        self.assertEqual(self.client.post(self.address("photo", "change", photo.pk)).status_code, 403)
        page = self.open("photo", "change", photo.pk)
        self.assertContains(page, photo.address("whole-160.jpg"))
        self.assertNotContains(page, photo.file.name)


class ProtectionTests(PhotoCase):
    roles = ("Editors", "Librarians")

    def assert_needed(self, thing, needing):
        page = self.open(thing._meta.model_name, "delete", thing.pk)
        self.assertContains(page, f"“{thing}” cannot be deleted, because something needs it.")
        self.assertContains(page, f'<a href="{self.address("article", "change", needing.pk)}">{needing}</a>')
        self.send(thing._meta.model_name, "delete", thing.pk, post="yes")
        self.assertTrue(type(thing).objects.filter(pk=thing.pk).exists())

    def test_what_a_story_needs_is_kept_and_the_story_is_named(self):
        photo = make_photo()
        article = make_article(authors=["Kate Norman"], photo=photo)
        self.assert_needed(photo, article)
        self.assert_needed(make_author("Kate Norman"), article)

    def test_a_photo_in_the_text_of_a_story_is_kept(self):
        photo = make_photo()
        article = make_article(body=f"<p>Fog.</p>{figure(photo)}")
        newest_revision(article)
        self.assert_needed(photo, article)

    def test_a_license_of_photos_is_kept(self):
        photo = make_photo()
        page = self.open("license", "delete", photo.license.pk)
        self.assertContains(page, self.address("photo", "change", photo.pk))

    def test_the_action_says_so_too(self):
        make_article(authors=["Kate Norman"], headline="Rockets")
        chosen = {"action": "delete_selected", "_selected_action": [make_author("Kate Norman").pk]}
        page = self.send("author", "changelist", **chosen)
        self.assertContains(page, "The selected author cannot be deleted, because something needs them.")
        self.assertContains(page, "Rockets")

    def test_what_nothing_needs_is_deleted(self):
        photo = make_photo()
        self.send("photo", "delete", photo.pk, post="yes")
        self.assertFalse(Photo.objects.exists())
        self.assertTrue(License.objects.exists())


class LicenseTests(DeskCase):
    roles = ("Librarians",)

    def test_a_changed_licence_leads_to_where_its_pictures_are_made_anew(self):
        photo = make_photo(file=small())
        make_photo(file=small(colour="teal"))
        page = self.send("license", "change", photo.license.pk, name="CC BY-SA 4.0")
        self.assertRedirects(page, f"{self.address('photo', 'waiting')}?begin=yes")
        self.assertContains(page, "The files of 2 of 2 pictures are to be made:")
        self.assertContains(page, "data-goes-on")
        page = self.send("photo", "waiting")
        self.assertContains(page, "Done: 2 made.")
        self.assertContains(page, "was changed successfully")

    def test_where_one_cannot_be_led_there_the_pictures_are_told_of(self):
        photo = make_photo(file=small())
        page = self.send("license", "change", photo.license.pk, name="CC BY-SA 4.0", _popup="1")
        self.assertNotContains(page, "data-goes-on")
        page = self.open("license")
        self.assertContains(page, "The files of 1 picture still name the licence as it was.")
        self.assertContains(page, self.address("photo", "waiting"))

    def test_an_end_of_a_licence_changes_no_files(self):
        photo = make_photo(file=small())
        page = self.send(
            "license", "change", photo.license.pk, name=photo.license.name, expires_at="2030-01-12T09:00:00"
        )
        self.assertRedirects(page, self.address("license", "changelist"))
        self.assertEqual(License.objects.get().expires_at.year, 2030)

    def test_the_change_stands_in_the_log(self):
        license = make_photo().license  # noqa: A001
        self.send("license", "change", license.pk, name="Other terms")
        self.assertEqual(str(LogLine.objects.first()), "yael changed license: Other terms")
