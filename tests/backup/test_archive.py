import json
import os
import stat
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase
from zipfile import ZipFile, ZipInfo

from articles.backup import BackupError, files_below, reading, writing
from articles.backup.archive import CHUNK

FACTS = {
    "newsroom": "1.0",
    "made_at": "2022-01-12T09:00:00Z",
    "engine": "sqlite",
    "migrations": {"a": "0001"},
}
FILES = {
    "database.sqlite3": b"rows " * 20,
    "media/photos/ferry.webp": b"a picture",
    "media/מעבורת é.jpg": b"",
}

ELSEWHERE = """
    ../evil /etc/evil media/../../evil media/a/../b media/.. media/./a media//a media/ media . .. a/b static/a
"""


class ArchiveCase(TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.file = self.folder / "backup.zip"

    def write(self, files=FILES):
        with writing(self.file) as archive:
            for name, content in files.items():
                (archive.folder / "made").write_bytes(content)
                archive.add(name, archive.folder / "made", compress=name.startswith("database"))
            archive.finish(**FACTS)

    def read(self, *, media=True, counts=None):
        """Unpack the archive and return what was unpacked."""
        with TemporaryDirectory() as folder, reading(self.file) as archive:
            archive.unpack(Path(folder), media=media, progress=lambda *count: (counts or []).append(count))
            return {str(path.relative_to(folder)): path.read_bytes() for path in files_below(Path(folder))}

    def refused(self, *words):
        with self.assertRaises(BackupError) as caught:
            self.read()
        for word in (str(self.file), *words):
            self.assertIn(word, str(caught.exception))


class WriteTests(ArchiveCase):
    def test_what_was_written_is_read_byte_for_byte(self):
        self.write()
        self.assertEqual(self.read(), FILES)

    def test_without_media_these_are_checked_and_not_kept(self):
        self.write()
        self.assertEqual(self.read(media=False), {"database.sqlite3": FILES["database.sqlite3"]})

    def test_the_manifest_has_size_and_checksum_of_every_file(self):
        self.write()
        with reading(self.file) as archive:
            manifest = archive.manifest
        self.assertEqual(
            [(file.name, file.size) for file in manifest.files], [(n, len(c)) for n, c in FILES.items()]
        )
        self.assertEqual(manifest.files[2].sha256[:8], "e3b0c442")
        self.assertEqual((manifest.made_at, manifest.migrations), (FACTS["made_at"], FACTS["migrations"]))

    def test_it_is_readable_by_its_owner_alone(self):
        self.write()
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)

    def test_a_broken_off_one_leaves_nothing(self):
        with self.assertRaises(ZeroDivisionError), writing(self.file):
            raise ZeroDivisionError
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_what_is_there_is_not_written_over(self):
        self.file.symlink_to("nowhere")
        with self.assertRaisesRegex(BackupError, "backup.zip is there already.+Give another name"):
            self.write()
        self.assertTrue(self.file.is_symlink())

    def test_a_file_of_several_pieces_comes_back_and_is_not_held_in_memory(self):
        files = {"database.sqlite3": bytes(range(256)) * (3 * CHUNK // 256) + b"!"}
        self.write(files)
        self.assertEqual(self.read(), files)


class DamageTests(ArchiveCase):
    def setUp(self):
        super().setUp()
        self.write()
        self.whole = self.file.read_bytes()

    def test_no_truncated_one_is_taken(self):
        for length in range(len(self.whole)):
            self.file.write_bytes(self.whole[:length])
            self.refused("no whole archive")

    def test_no_flipped_byte_changes_what_is_restored(self):
        """Bytes that say when a file was made and the like may change; then everything else must be the same."""
        refused = 0
        for place in range(len(self.whole)):
            flipped = bytearray(self.whole)
            flipped[place] ^= 0xFF
            self.file.write_bytes(flipped)
            try:
                self.assertEqual(self.read(), FILES)
            except BackupError:
                refused += 1
        self.assertGreater(refused, len(self.whole) / 2)

    def test_what_is_no_archive_is_told(self):
        self.file.write_bytes(b"%PDF-1.4")
        self.refused(
            "This is no whole archive", "Copy it anew from where it was made, or take an older backup."
        )


class ForgeryTests(ArchiveCase):
    """Archives that zip accepts and that no backup made."""

    def forge(self, entries=(), drop=(), **fields):
        """Write an archive, then anew with further entries and other fields in its manifest."""
        self.file.unlink(missing_ok=True)
        self.write()
        with ZipFile(self.file) as archive:
            files = {name: archive.read(name) for name in archive.namelist() if name not in drop}
        manifest = json.loads(files.pop("manifest.json", "{}"))
        with ZipFile(self.file, "w") as archive:
            for name, content in [*files.items(), *entries]:
                archive.writestr(name, content)
            if "manifest.json" not in drop:
                archive.writestr("manifest.json", json.dumps(manifest | fields))

    def member(self, name):
        return {
            "name": name,
            "size": 0,
            "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        }

    def test_names_that_lead_elsewhere_are_refused(self):
        for name in ["", *ELSEWHERE.split()]:
            with self.subTest(name=name):
                files = [self.member("database.sqlite3"), self.member(name)]
                self.forge([(name, b"")] if name else [], files=files)
                self.refused(repr(name))
        self.assertEqual(list(self.folder.iterdir()), [self.file])

    def test_links_and_folders_are_refused(self):
        for kind in (stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO):
            entry = ZipInfo("media/evil")
            entry.external_attr = (kind | 0o777) << 16
            self.forge([(entry, b"/etc/passwd")])
            self.refused("'media/evil', which is no plain file")

    def test_a_missing_file_is_named(self):
        self.forge(drop=["media/photos/ferry.webp"])
        self.refused("'media/photos/ferry.webp' is missing.")

    def test_a_file_that_the_manifest_does_not_list_is_named(self):
        self.forge([("media/evil.html", b"")])
        self.refused("'media/evil.html', of which its manifest.json knows nothing")

    def test_a_changed_file_is_named(self):
        self.forge([("media/photos/ferry.webp", b"a forgery")], drop=["media/photos/ferry.webp"])
        self.refused("'media/photos/ferry.webp' is not what its checksum says")

    def test_one_without_a_manifest_is_no_backup(self):
        self.forge(drop=["manifest.json"])
        self.refused("It has no manifest.json, so it is no backup of Newsroom. Name another file.")

    def test_an_unknown_format_names_the_version_that_reads_it(self):
        self.forge(format=2, newsroom="9.1")
        self.refused("Its format is 2, but this Newsroom reads 1.", "(version '9.1')")

    def test_a_manifest_that_says_something_else_is_refused(self):
        for fields in ({"files": 3}, {"files": [{"name": "a"}]}, {"colour": "red"}):
            self.forge(**fields)
            self.refused("Its manifest.json cannot be understood")

    def test_one_without_a_database_or_with_two_is_refused(self):
        for names in (["media/a"], ["database.sqlite3", "other.sqlite3"]):
            self.forge(
                [(name, b"") for name in names], drop=FILES, files=[self.member(name) for name in names]
            )
            self.refused("It must hold one database")


class FilesTests(ArchiveCase):
    def names(self):
        return [str(path.relative_to(self.folder)) for path in files_below(self.folder)]

    def test_links_are_followed_but_never_in_a_circle(self):
        (self.folder / "photos").mkdir()
        (self.folder / "photos" / "ferry.webp").touch()
        (self.folder / "photos" / "circle").symlink_to(self.folder)
        (self.folder / "older").symlink_to("photos")
        self.assertEqual(self.names(), ["older/ferry.webp", "photos/ferry.webp"])

    def test_what_is_no_file_is_passed_over(self):
        os.mkfifo(self.folder / "pipe")
        (self.folder / "broken").symlink_to("nowhere")
        self.assertEqual(self.names(), [])

    def test_a_missing_folder_holds_nothing(self):
        self.assertEqual(list(files_below(self.folder / "none")), [])
