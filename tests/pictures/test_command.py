import os
import time
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings

from articles.models import Photo, Renditions
from tests.factories import make_article, make_photo, picture_file


class RenditionsCommandTests(TestCase):
    def setUp(self):
        self.enterContext(override_settings(MEDIA_ROOT=self.enterContext(TemporaryDirectory())))
        self.photo = make_photo(file=picture_file((40, 30)))

    def run_command(self, **options):
        output, self.complaints = StringIO(), StringIO()
        call_command("renditions", stdout=output, stderr=self.complaints, **options)
        return output.getvalue()

    def test_makes_what_was_never_made(self):
        Photo.objects.update(rendered="", sha256="")
        self.assertIn("1 made, 0 up to date, 0 removed.", self.run_command())
        photo = Photo.objects.get()
        self.assertTrue(photo.has_its_files())
        self.assertEqual(photo.sha256, self.photo.sha256)

    def test_leaves_what_is_up_to_date_and_goes_on_where_it_stopped(self):
        self.assertIn("0 made, 1 up to date", self.run_command())
        make_photo(file=picture_file((50, 30)))
        Photo.objects.filter(width=50).update(rendered="")
        self.assertIn("1 made, 1 up to date", self.run_command())

    def test_makes_what_has_changed_or_is_lost(self):
        Photo.objects.update(credit="By update")
        self.assertIn("1 made", self.run_command())
        default_storage.delete(self.photo.renditions.path(Photo.objects.get().rendered, "social.jpg"))
        self.assertIn("1 made", self.run_command())
        self.assertIn("1 made", self.run_command(all=True))

    def test_a_broken_file_stops_nothing_else_and_ends_in_an_error(self):
        broken = make_photo(file=picture_file((50, 30)))
        default_storage.delete(broken.file.name)
        Photo.objects.update(rendered="")
        with self.assertRaisesMessage(CommandError, "1 of 2 pictures could not be made"):
            self.run_command()
        self.assertIn(f"Photo {broken.pk}", self.complaints.getvalue())
        self.assertTrue(Photo.objects.get(pk=self.photo.pk).rendered)

    def test_pictures_in_stories_that_were_loaded_are_seen(self):
        make_article(body=f'<p>Text.</p><figure><img data-file="{self.photo.uid.hex}"></figure>')
        self.assertFalse(Photo.objects.live().exists())
        self.run_command()
        self.assertTrue(Photo.objects.live().exists())

    def test_removes_the_public_files_of_a_photo_that_is_gone(self):
        Photo.objects.all().delete()
        self.assertIn("1 removed", self.run_command())
        self.assertEqual(default_storage.listdir("pictures")[0], [])

    def test_removes_a_file_that_nobody_has_had_for_a_day(self):
        stray = default_storage.save("photos/stray.jpg", ContentFile(b"stray"))
        self.assertIn("0 removed", self.run_command())
        yesterday = time.time() - 25 * 3600
        os.utime(default_storage.path(f"{stray}.unused"), (yesterday, yesterday))
        self.assertIn("1 removed", self.run_command())
        self.assertIn("0 removed", self.run_command())
        self.assertEqual(default_storage.listdir("photos")[1], [Path(self.photo.file.name).name])

    def test_a_file_that_is_used_again_stays(self):
        name = self.photo.file.name
        Photo.objects.update(file="")
        self.run_command()
        Photo.objects.update(file=name, width=40, height=30)
        self.run_command()
        self.assertEqual(default_storage.listdir("photos")[1], [Path(name).name])

    def test_a_photo_that_is_deleted_meanwhile_leaves_nothing(self):
        photo = Photo.objects.get()
        Photo.objects.all().delete()
        photo.render()
        self.assertEqual(Renditions.uids(), [])
