"""What another program reads in Newsroom's files: exiftool, which ./.ci/run installs."""

import json
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import SimpleTestCase, tag

from articles.pictures import DigitalSource, Rights, render, written

from .corpus import jpeg_with_a_place
from .making import encoded, picture

RIGHTS = Rights(
    "דנה לוי",
    "Flash90 & “Co.”",
    "© 2022 Dana <Levi>",
    "CC BY-SA 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/?a=1&b=2",
    DigitalSource.MADE_BY_AI,
)


@tag("exiftool")
class ExiftoolTests(SimpleTestCase):
    def read(self, files):
        """Return what exiftool reads in each file, every property under its group."""
        folder = Path(self.enterContext(TemporaryDirectory()))
        for name, content in files.items():
            (folder / name).write_bytes(content)
        command = ["exiftool", "-json", "-G1", "-a", "-struct", "-validate", "-warning", "-all", folder]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return {Path(found["SourceFile"]).name: found for found in json.loads(output)}

    def assert_sound(self, found):
        self.assertEqual(found["ExifTool:Validate"], "OK", found)
        self.assertNotIn("ExifTool:Warning", found)
        self.assertEqual([name for name in found if "gps" in name.lower()], [])

    def test_every_right_is_read_from_either_kind(self):
        files = {
            "a.jpg": encoded(picture(), **written(RIGHTS)),
            "a.avif": encoded(picture(), "AVIF", **written(RIGHTS)),
        }
        for name, found in self.read(files).items():
            with self.subTest(name):
                self.assert_sound(found)
                self.assertEqual(found["IFD0:Artist"], RIGHTS.creator)
                self.assertEqual(found["IFD0:Copyright"], RIGHTS.copyright)
                self.assertEqual(found["XMP-dc:Creator"], [RIGHTS.creator])
                self.assertEqual(found["XMP-dc:Rights"], RIGHTS.copyright)
                self.assertEqual(found["XMP-photoshop:Credit"], RIGHTS.credit)
                self.assertEqual(found["XMP-xmpRights:Marked"], True)
                self.assertEqual(found["XMP-xmpRights:UsageTerms"], RIGHTS.license_name)
                self.assertEqual(found["XMP-xmpRights:WebStatement"], RIGHTS.license_url)
                self.assertEqual(found["XMP-iptcExt:DigitalSourceType"], RIGHTS.source.url)

    def test_every_public_file_of_a_picture_says_its_rights_and_no_place(self):
        made = dict(render(BytesIO(jpeg_with_a_place()), (50, 50), RIGHTS))
        found = self.read(made)
        self.assertEqual(found.keys(), made.keys())
        for name, says in found.items():
            with self.subTest(name):
                self.assert_sound(says)
                self.assertEqual(says["IFD0:Artist"], RIGHTS.creator)
                self.assertEqual(says["XMP-photoshop:Credit"], RIGHTS.credit)

    def test_a_place_would_be_found(self):
        found = self.read({"a.jpg": jpeg_with_a_place()})["a.jpg"]
        self.assertIn("GPS:GPSLatitude", found)
        self.assertIn("XMP-exif:GPSLatitude", found)

    def test_little_that_is_known_is_sound_as_well(self):
        little = (
            Rights(),
            Rights(credit="IDF"),
            Rights(source=DigitalSource.CAPTURE),
            Rights(license_name="CC"),
        )
        files = {
            f"{number}.{kind}": encoded(picture(), kind, **written(rights))
            for number, rights in enumerate(little)
            for kind in ("JPEG", "AVIF")
        }
        for name, found in self.read(files).items():
            with self.subTest(name):
                self.assert_sound(found)
