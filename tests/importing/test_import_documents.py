from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from PIL import Image

from articles.models import Article, ImportedText, LogLine, Photo, Revision
from tests.factories import make_category
from tests.importing.test_parsing import document


class ImportDocumentsTests(TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.enterContext(override_settings(MEDIA_ROOT=self.folder / "media"))

    def write(self, name, text, encoding="utf-8"):
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding=encoding)
        return file

    def run_command(self, *arguments, **options):
        """Return what was printed on both channels, and the error that ended the command, if any."""
        out, err, failure = StringIO(), StringIO(), None
        try:
            call_command(
                "import_documents", *map(str, arguments), stdout=out, stderr=err, no_color=True, **options
            )
        except CommandError as error:
            failure = str(error)
        return out.getvalue(), err.getvalue(), failure

    def test_reads_folders_and_reports_each_file(self):
        first = self.write("b/one.txt", document())
        self.write("a/two.txt", document(record="Photo License:").replace("Rain", "Sun"))
        self.write("a/notes.md", "not a document")
        out, err, failure = self.run_command(self.folder)
        self.assertIn(f"[2/2] {first}: loaded → /news/rain-falls/", out)
        self.assertIn("    line 9: “Photo License:” is empty.", out)
        self.assertIn("2 loaded.", out)
        self.assertEqual((err, failure), ("", None))

    def test_makes_drafts_unless_told_to_publish(self):
        self.run_command(self.write("a.txt", document()))
        self.assertEqual(Article.objects.get().status, "draft")
        self.run_command(self.write("b.txt", document().replace("Rain", "Sun")), publish=True)
        self.assertEqual(Article.objects.published().get().headline, "Sun Falls")

    def test_a_story_has_its_first_revision_and_a_line_of_the_log_at_once(self):
        file = self.write("a.txt", document())
        self.run_command(file, publish=True)
        article = Article.objects.get()
        self.assertEqual(article.published_revision, article.revisions.get(origin="import"))
        line = LogLine.objects.get()
        self.assertEqual((str(line), line.detail), ("Newsroom imported: Rain Falls", str(file.resolve())))

    def test_a_dry_run_keeps_neither(self):
        self.run_command(self.write("a.txt", document()), dry_run=True)
        self.assertFalse(Revision.objects.exists() or LogLine.objects.exists())

    def test_a_bad_file_is_named_and_stops_nothing_else(self):
        bad = self.write("a.txt", "No date\n\nHere.")
        self.write("b.txt", document())
        out, err, failure = self.run_command(self.folder)
        self.assertIn(f"[1/2] {bad}: line 3: Expected a date", err)
        self.assertIn("1 not read, 1 loaded.", out)
        self.assertEqual(failure, "1 of 2 documents could not be read.")

    def test_a_missing_file_is_named(self):
        err = self.run_command(self.folder / "none.txt")[1]
        self.assertIn("none.txt: line 1: The file cannot be read: No such file or directory.", err)

    def test_a_wrong_encoding_is_named_with_its_line_and_remedy(self):
        file = self.write("a.txt", document(text="It rained — a lot."), encoding="windows-1252")
        err = self.run_command(file)[1]
        self.assertIn("line 7: This is not utf-8. Name the right encoding", err)
        self.run_command(file, encoding="windows-1252")
        self.assertIn("It rained — a lot.", Article.objects.get().body)

    def test_an_unknown_encoding_or_category_ends_the_command_before_it_begins(self):
        make_category("Town")
        file = self.write("a.txt", document())
        self.assertEqual(
            self.run_command(file, encoding="klingon")[2],
            "“klingon” is not an encoding. Use one such as “windows-1252”.",
        )
        self.assertEqual(
            self.run_command(file, category="tonw")[2],
            "There is no category with the slug “tonw”. Known: town.",
        )

    def test_a_category_is_taken_for_documents_without_a_section(self):
        town = make_category("Town")
        self.run_command(self.write("a.txt", document()), category="town")
        self.assertEqual(Article.objects.get().category, town)

    def test_a_picture_beside_the_document_becomes_its_photo(self):
        file = self.write("a.txt", document(record="Alt text: Rain."))
        Image.new("RGB", (30, 20)).save(file.with_suffix(".PNG"))
        self.run_command(file)
        self.assertEqual(Photo.objects.get().width, 30)

    def test_a_second_run_changes_nothing(self):
        file = self.write("a.txt", document())
        self.run_command(file)
        self.assertIn("1 unchanged.", self.run_command(file)[0])
        self.write("a.txt", document(text="Changed."))
        self.assertIn("1 changed since.", self.run_command(file)[0])
        self.assertEqual(Article.objects.count(), 1)

    def test_a_dry_run_reports_and_keeps_nothing(self):
        file = self.write("a.txt", document(record="Alt text: Rain."))
        Image.new("RGB", (30, 20)).save(file.with_suffix(".png"))
        out = self.run_command(file, dry_run=True)[0]
        self.assertIn("Nothing was kept. Would be: 1 loaded.", out)
        self.assertFalse(Article.objects.exists() or ImportedText.objects.exists())
        self.assertEqual([file for file in (self.folder / "media").rglob("*") if file.is_file()], [])

    def test_an_empty_folder_says_so(self):
        self.assertIn("no documents found.", self.run_command(self.folder)[0])
