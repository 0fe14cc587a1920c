from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.test import TestCase, override_settings
from django.utils import timezone
from PIL import Image

from articles.models import Author, License, Photo, Renditions
from articles.pictures import PictureError, file_names
from tests.factories import make_article, make_author, make_photo, picture_file

SMALL = (40, 30)


class PhotoCase(TestCase):
    def setUp(self):
        self.enterContext(override_settings(MEDIA_ROOT=self.enterContext(TemporaryDirectory())))

    def states(self, photo):
        """The names of the states of a photo's public files that are on the disk."""
        return default_storage.listdir(photo.renditions.folder)[0]


class RenditionTests(PhotoCase):
    def setUp(self):
        super().setUp()
        self.photo = make_photo(file=picture_file(SMALL))

    def test_all_files_are_made_and_the_file_that_came_in_stays_as_it_was(self):
        original = picture_file(SMALL).read()
        self.assertEqual(self.photo.file.open().read(), original)
        self.assertFalse(self.photo.is_outdated)
        self.assertTrue(self.photo.has_its_files())
        folder = default_storage.listdir(f"{self.photo.renditions.folder}/{self.photo.rendered}")
        self.assertEqual(sorted(folder[1]), sorted(file_names(SMALL)))

    def test_a_change_of_rights_or_focus_makes_them_outdated(self):
        for name, value in (
            ("credit", "Another"),
            ("creator", "Mira"),
            ("focus_x", 10),
            ("digital_source", "digitalCapture"),
        ):
            with self.subTest(field=name):
                photo = Photo.objects.get()
                setattr(photo, name, value)
                self.assertTrue(photo.is_outdated)
        License.objects.update(url="https://creativecommons.org/licenses/by/4.0/")
        self.assertTrue(Photo.objects.get().is_outdated)

    def test_a_change_of_caption_does_not(self):
        self.photo.caption = "Another."
        self.assertFalse(self.photo.is_outdated)

    def test_new_files_take_the_place_of_the_old_ones(self):
        former = self.photo.rendered
        self.photo.credit = "Another"
        self.photo.save()
        self.photo.render()
        self.assertNotEqual(self.photo.rendered, former)
        self.assertEqual(self.states(self.photo), [self.photo.rendered])
        self.assertEqual(Photo.objects.get().rendered, self.photo.rendered)

    def test_nothing_of_a_replaced_file_is_shown(self):
        self.photo.file = picture_file((60, 30))
        self.photo.save()
        self.assertFalse(Photo.objects.get().is_shown)
        self.photo.render()
        self.assertEqual(Photo.objects.get().size, (60, 30))
        self.assertTrue(Photo.objects.get().has_its_files())

    def test_files_of_a_state_that_changed_meanwhile_are_not_shown(self):
        former = self.photo.rendered
        stale = Photo.objects.get()
        stale.credit = "Typed, and changed again by a colleague"
        stale.render()
        self.assertEqual(Photo.objects.get().rendered, former)
        self.photo.render()
        self.assertEqual(self.states(self.photo), [former])

    def test_a_lost_or_broken_file_is_told_and_nothing_changes(self):
        former = self.photo.rendered
        Path(self.photo.file.path).write_bytes(b"broken")
        with self.assertRaises(PictureError):
            self.photo.render()
        default_storage.delete(self.photo.file.name)
        with self.assertRaises(FileNotFoundError):
            self.photo.render()
        self.assertEqual(Photo.objects.get().rendered, former)

    def test_an_empty_file_counts_as_missing(self):
        name = self.photo.renditions.path(self.photo.rendered, "social.jpg")
        with default_storage.open(name, "wb"):
            pass
        self.assertFalse(self.photo.has_its_files())

    def test_a_rendition_is_a_picture_of_its_size(self):
        name = self.photo.renditions.path(self.photo.rendered, "3x2-40.avif")
        with default_storage.open(name) as file:
            self.assertEqual(Image.open(file).size, (40, 27))

    def test_a_photo_without_a_file_has_none(self):
        photo = make_photo()
        self.assertFalse(photo.is_outdated or photo.is_shown or photo.fits_cards)

    def test_all_files_of_a_photo_are_discarded(self):
        Renditions(self.photo.uid.hex).discard()
        self.assertEqual(Renditions.uids(), [])


class ShownTests(PhotoCase):
    def setUp(self):
        super().setUp()
        self.photo = make_photo(file=picture_file(SMALL))

    def assert_shown(self, shown, **fields):
        Photo.objects.update(**fields)
        self.assertEqual(Photo.objects.get().is_shown, shown)
        self.assertEqual(Photo.objects.answered_for().exists(), shown)

    def test_a_picture_with_its_rights_is_shown(self):
        self.assert_shown(True)

    def test_a_picture_without_rights_is_not_whatever_door_took_them(self):
        self.assert_shown(False, credit="")
        self.assert_shown(False, credit="Newsroom", license=None)
        self.assert_shown(True, exemption="Our own.")

    def test_a_picture_ends_at_its_second_or_at_its_licences(self):
        now = timezone.now()
        self.assert_shown(False, expires_at=now)
        self.assert_shown(True, expires_at=now + timedelta(minutes=1))
        License.objects.update(expires_at=now)
        self.assert_shown(False)
        self.assertEqual(Photo.objects.get().ends_at, License.objects.get().expires_at)

    def test_words_of_a_place_stand_before_the_photos_own(self):
        self.assertEqual(self.photo.used("Here.").caption, "Here.")
        self.assertEqual(self.photo.used().alt_text, "A white ferry on grey water.")
        self.photo.is_decorative = True
        self.assertEqual(self.photo.used().alt_text, "")
        self.assertEqual(self.photo.used(alt_text="A quay.").alt_text, "A quay.")

    def test_a_live_picture_keeps_its_rights(self):
        make_article(photo=self.photo)
        self.photo.license = None
        with self.assertRaisesMessage(
            ValidationError, "Readers see this picture, or will at its time, so it needs a licence"
        ):
            self.photo.full_clean()

    def test_an_unused_picture_may_wait_for_its_rights(self):
        self.photo.credit = self.photo.alt_text = ""
        self.photo.full_clean()

    def test_a_portrait_needs_its_rights_as_authors_are_published_at_once(self):
        author = make_author(portrait=make_photo(credit=""))
        with self.assertRaisesMessage(ValidationError, "This picture needs a credit."):
            author.full_clean()

    def test_a_portrait_is_live_when_its_author_has_a_live_story(self):
        make_author(portrait=self.photo)
        self.assertFalse(Photo.objects.live().exists())
        make_article(authors=[Author.objects.get().name])
        self.assertTrue(Photo.objects.live().exists())


class FileTests(PhotoCase):
    def test_a_file_that_is_no_picture_is_refused_with_its_field(self):
        with self.assertRaises(ValidationError) as refused:
            Photo(file=picture_file(image_format="GIF")).full_clean()
        self.assertIn("JPEG, PNG and WebP are taken", refused.exception.message_dict["file"][0])

    def test_what_the_file_says_fills_what_is_empty(self):
        license = License.objects.create(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")  # noqa: A001
        source = make_photo(
            file=picture_file(SMALL), license=license, creator="Mira Solan", digital_source="digitalCapture"
        )
        path = source.renditions.path(source.rendered, "whole-40.jpg")
        photo = Photo(file=default_storage.open(path), credit="Ours")
        filled = photo.prefill()
        self.assertEqual((photo.creator, photo.credit, photo.license), ("Mira Solan", "Ours", license))
        self.assertIn("digital_source", filled)
        self.assertNotIn("credit", filled)

    def test_a_licence_is_found_by_its_address_in_any_form(self):
        license = License.objects.create(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")  # noqa: A001
        for address in ("http://creativecommons.org/licenses/by/4.0", license.url):
            self.assertEqual(License.objects.at(address), license)
        self.assertIsNone(License.objects.at("creativecommons.org"))
        self.assertIsNone(License.objects.at(""))
