from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from django.db import connection
from django.test import SimpleTestCase, TestCase

from articles.backup.contents import contents_of
from articles.management.operation import Count
from articles.models import Photo
from tests.factories import make_photo


class RefusalTests(SimpleTestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))

    def refused(self, file, message):
        with self.assertRaisesMessage(CommandError, message):
            call_command("backup", str(file), stdout=StringIO())

    def test_a_file_that_is_there_is_not_written_over(self):
        file = self.folder / "backup.zip"
        file.write_text("the only backup")
        self.refused(file, f"{file} is there already, and no backup is written over. Give another name.")
        self.assertEqual(file.read_text(), "the only backup")

    def test_another_suffix_is_refused(self):
        self.refused(self.folder, f"its name ends with “.zip”, not as “{self.folder.name}” does")

    def test_a_missing_folder_is_named(self):
        self.refused(self.folder / "none" / "a.zip", f"There is no folder {self.folder / 'none'}.")

    def test_no_backup_is_made_among_the_media_that_it_holds(self):
        self.refused(Path(settings.MEDIA_ROOT) / "a.zip", "would be one of the media that it holds.")


class ContentsTests(TestCase):
    def test_it_names_the_files_of_photos_and_the_latest_migrations(self):
        photo, _ = make_photo(), make_photo()
        Photo.objects.filter(pk=photo.pk).update(file="photos/ferry.webp", width=3, height=2)
        contents = contents_of(connection)
        self.assertEqual(contents.files, {"photos/ferry.webp"})
        self.assertEqual(contents.migrations["sessions"], "0001_initial")


class Terminal(StringIO):
    def isatty(self):
        return True


class CountTests(SimpleTestCase):
    def count(self, output):
        count = Count(OutputWrapper(output), "Media")
        for number in (1, 2, 3):
            count.show(number, 3)
        count.end("3/3")
        return output.getvalue()

    def test_a_file_gets_one_line(self):
        self.assertEqual(self.count(StringIO()), "Media … 3/3\n")

    def test_a_terminal_shows_percents_until_it_is_done(self):
        self.assertEqual(
            self.count(Terminal()),
            "Media … \rMedia … 33 %\rMedia … 66 %\rMedia … 100 %\r\x1b[KMedia … 3/3\n",
        )
