import signal
import time
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import SimpleTestCase, TestCase

from articles.backup import BackupError, misses_migrations, moved, unknown_migrations, writing
from articles.backup.postgresql import run

from .case import SiteCase, read_to

ALL_ROWS_AND_PAGES = """
import re
from hashlib import sha256
from django.core.management import call_command
from django.test import Client
from articles.models import Photo

call_command("dumpdata", indent=1)
client = Client(SERVER_NAME="127.0.0.1")
paths = re.findall(r"<loc>http://[^/]+([^<]+)", client.get("/sitemap.xml").content.decode())
paths = ["/", "/feed/", "/search/?q=ferry", *paths[::3]]
photos = [photo.address("social.jpg") for photo in Photo.objects.exclude(rendered="")]
for path in [*paths, *photos]:
    response = client.get(path)
    print(path, response.status_code, sha256(response.getvalue()).hexdigest())
"""

RENDER_TWO = """
from articles.models import Photo
for photo in Photo.objects.exclude(file="")[:2]:
    photo.render()
"""

# Each transaction writes a licence and three photos under it.
WRITE_UNTIL_TOLD_TO_STOP = """
import select, sys
from django.db import transaction
from articles.models import License, Photo

number = 0
while number < 3 or not select.select([sys.stdin], [], [], 0)[0]:
    number += 1
    with transaction.atomic():
        license = License.objects.create(name=f"Licence {number}")
        for part in range(3):
            Photo.objects.create(license=license, credit="x" * 200)
    if number == 3:
        print("begun", flush=True)
"""
LICENSES = "SELECT count(*) FROM articles_license"
PHOTOS = "SELECT count(*) FROM articles_photo"


class QuietSiteTests(SiteCase):
    """A site with the demo's stories is backed up, and restored on another machine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site, cls.other = cls.make_site("site"), cls.make_site("other")
        cls.site.load_demo()
        cls.site.python(RENDER_TWO)
        (cls.site.media / "שלום é.webp").write_bytes(b"named by no row")
        cls.lost = sorted(cls.site.media.glob("photos/*"))[0]
        cls.lost.unlink()
        cls.count = len(cls.site.files())
        cls.file = cls.folder / "backup.zip"
        cls.backup = cls.site.run("backup", cls.file)
        cls.restored = cls.other.run("restore", cls.file)

    def test_what_is_backed_up_is_told_and_how_it_is_checked(self):
        output, error = self.backup
        self.assertRegex(output, rf"^Database … \d+\.\d.[KM]B\nMedia … {self.count}/{self.count}\n")
        self.assertIn(f"{self.file} is complete (", output)
        self.assertIn(f"Check it with: manage.py restore {self.file} --check", output)
        self.assertIn(f"photos/{self.lost.name} is named in the database, but there is no such file", error)

    def test_another_machine_gets_every_row_every_page_and_every_file(self):
        both = [site.open_python(ALL_ROWS_AND_PAGES) for site in (self.site, self.other)]
        there, here = (process.communicate()[0] for process in both)
        self.assertEqual(there.splitlines(), here.splitlines())
        self.assertGreater(here.count(" 200 "), 35)
        self.assertIn("/social.jpg 200 ", here)
        self.assertEqual(self.other.files(), self.site.files())
        self.assertIn("The index says what the stories say.", self.other.manage("search_index", "--check"))

    def test_another_machine_gets_nothing_else(self):
        mine = ["newsroom.sqlite3"] if connection.vendor == "sqlite" else []
        names = sorted(path.name for path in self.other.var.iterdir() if "before" not in path.name)
        self.assertEqual(names, ["media", *mine])
        self.assertNotIn("is kept in", self.restored[0])
        self.assertEqual(self.restored[1], "")

    def test_a_check_says_that_the_archive_is_whole_and_changes_nothing(self):
        output, error = self.site.run("restore", self.file, "--check")
        self.assertEqual((error, list(self.site.var.glob("*restore*"))), ("", []))
        self.assertRegex(
            output, rf"Database … sound\.\n.+ is whole: the backup of \S+Z \({self.count} media files, "
        )

    def test_a_site_that_is_opened_while_the_person_is_asked_stays_as_it_was(self):
        """The media are in their new place by then, and go back."""
        mark = self.site.media / "mark"
        mark.touch()
        self.addCleanup(mark.unlink)
        restore = self.site.open("restore", self.file)
        read_to(restore, "Type “yes” to go on: ")
        with self.site.connected():
            error = restore.communicate("yes\n")[1]
        self.assertRegex(error, r" is open elsewhere.*\. Stop the server and")
        self.assertEqual((mark.exists(), list(self.site.var.glob("*restore*"))), (True, []))

    def test_a_database_that_is_damaged_is_replaced_and_kept(self):
        self.other.damage()
        output = self.other.manage("restore", self.file, "--yes")
        self.assertIn(f"What was there before is kept in {self.other.var / 'before-restore-'}", output)
        self.assertEqual(self.other.ask(PHOTOS), self.site.ask(PHOTOS))
        (before,) = self.other.var.glob("before-restore-*")
        self.assertEqual(len(list((before / "media").rglob("*.webp"))), 15)

    def test_a_command_that_is_ended_from_outside_leaves_everything_as_it_was(self):
        restore = self.site.open("restore", self.file)
        read_to(restore, "Type “yes” to go on: ")
        time.sleep(0.5)  # until it waits for the answer; a signal between prompt and waiting is seen after it
        restore.send_signal(signal.SIGTERM)
        self.assertEqual(restore.communicate()[1], "CommandError: Stopped. Everything is as it was.\n")
        self.assertEqual((restore.returncode, list(self.site.var.glob("*restore*"))), (130, []))

    def test_nothing_is_replaced_without_a_yes(self):
        output, error = self.site.run("restore", self.file, answer="no\n")
        self.assertIn(f"and {self.count} files in ", output)
        self.assertEqual(error, "CommandError: Nothing was changed.\n")


class BusySiteTests(SiteCase):
    """A site without media, to which a process writes all the time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site = cls.make_site("site")
        cls.site.migrate()
        cls.file = cls.folder / "backup.zip"
        writer = cls.site.open_python(WRITE_UNTIL_TOLD_TO_STOP)
        read_to(writer, "begun")
        cls.site.manage("backup", cls.file)
        cls.refused = cls.site.run("restore", cls.file, "--yes")
        writer.communicate("stop\n")

    def test_nothing_is_restored_while_the_site_is_open(self):
        output, error = self.refused
        self.assertRegex(error, r" is open elsewhere.*\. Stop the server and")
        self.assertEqual(output, "")

    def test_its_backup_is_of_one_moment_and_the_later_rows_are_kept(self):
        (later,) = self.site.ask(LICENSES)
        self.site.manage("restore", self.file, "--yes")
        restored, photos = self.site.ask(f"SELECT ({LICENSES}), ({PHOTOS})")
        self.assertEqual(photos, restored * 3)
        self.assertLess(restored, later)
        self.assertEqual(self.site.ask_before(LICENSES), (later,))


class RefusalTests(SimpleTestCase):
    databases = {"default"}

    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.enterContext(self.settings(NEWSROOM_VAR=self.folder / "var"))
        self.file = self.folder / "backup.zip"

    def write(self, **facts):
        with writing(self.file) as archive:
            (archive.folder / "made").write_bytes(b"no database")
            archive.add(
                "database.sqlite3" if connection.vendor == "sqlite" else "database.dump",
                archive.folder / "made",
            )
            archive.finish(
                **{"newsroom": "9.1", "made_at": "now", "engine": connection.vendor, "migrations": {}} | facts
            )

    def refused(self, message):
        with self.assertRaisesMessage(CommandError, message):
            call_command("restore", str(self.file), check=True, stdout=StringIO())
        self.assertEqual(list(self.folder.glob("var/*")), [])

    def test_a_missing_file_is_named(self):
        self.refused(f"{self.file} cannot be used: No such file or directory.")

    def test_a_damaged_archive_is_named(self):
        self.file.write_bytes(b"PK")
        self.refused(f"{self.file}: This is no whole archive")

    def test_a_damaged_database_in_a_whole_archive_is_told(self):
        self.write()
        self.refused("Take an older backup")

    def test_a_database_of_another_engine_is_named(self):
        self.write(engine="oracle")
        self.refused(f"holds a database of oracle, but this site keeps {connection.vendor}. Set DATABASE_URL")

    def test_a_newer_newsroom_is_named(self):
        self.write(migrations={"articles": "9999_later"})
        self.refused(
            "was made by a newer Newsroom (9.1), with articles.9999_later, which this one lacks. Install"
        )


class MigrationsTests(TestCase):
    def setUp(self):
        self.applied = dict(sorted(MigrationRecorder(connection).applied_migrations()))

    def test_a_backup_of_this_newsroom_fits(self):
        self.assertEqual(unknown_migrations(self.applied), [])
        self.assertFalse(misses_migrations(self.applied))

    def test_an_older_one_is_to_be_migrated(self):
        self.assertTrue(misses_migrations(self.applied | {"articles": "0001_initial"}))

    def test_an_app_that_was_removed_since_is_no_hindrance(self):
        self.assertEqual(unknown_migrations({"comments": "0001_initial"}), [])


class MovedTests(SimpleTestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.old, self.new = self.folder / "old", self.folder / "new"
        self.old.touch()
        self.new.mkdir()

    def test_what_is_not_there_is_passed_over(self):
        with moved((self.old, self.folder / "before" / "old"), (self.folder / "none", self.folder / "some")):
            pass
        self.assertEqual({path.name for path in self.folder.iterdir()}, {"before", "new"})

    def test_an_error_on_the_way_moves_everything_back(self):
        with (
            self.assertRaises(FileExistsError),
            moved((self.new, self.folder / "before" / "new"), (self.old, self.old / "below")),
        ):
            self.fail("Nothing is done after an error.")
        self.assertEqual({path.name for path in self.folder.iterdir()}, {"old", "new"})

    def test_an_error_afterwards_moves_everything_back(self):
        with self.assertRaises(ZeroDivisionError), moved((self.old, self.folder / "before" / "old")):
            raise ZeroDivisionError
        self.assertEqual({path.name for path in self.folder.iterdir()}, {"old", "new"})


class ProgramTests(SimpleTestCase):
    def test_a_missing_program_is_named_with_its_package(self):
        message = "pg_dumb is not installed. Install the package postgresql-client"
        with self.assertRaisesMessage(BackupError, message):
            run("pg_dumb")

    def test_a_failed_one_says_why(self):
        with self.assertRaisesMessage(BackupError, "No such file or directory. The database is as it was."):
            run("ls", "/nowhere")
