"""What comes in as a picture: files of every kind, hostile ones among them."""

import hashlib
import random
import tracemalloc
import warnings
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase
from PIL import Image
from PIL.ExifTags import Base

from articles.pictures import PictureError, Rights, Stated, examine, picture_format, read, render

from .corpus import GOOD, jpeg, mpo_of_a_phone, png_without_its_last_rows
from .hostile import BAD
from .making import MAGIC_OF_PNG, dataset, encoded, exif_of, picture, rdf, with_iptc, with_sums

SMALL = (24, 16)
SAYS = {
    "exif": exif_of({Base.Artist: b"Dana", Base.Orientation: 6, Base.Copyright: b"Dana"}, {1: "N"}),
    "xmp": rdf("<dc:creator><rdf:Seq><rdf:li>Dana</rdf:li></rdf:Seq></dc:creator>"),
}


class Watched(BytesIO):
    """A file that counts what is read of it."""

    count = 0

    def read(self, *size):
        content = super().read(*size)
        self.count += len(content)
        return content


class ExamineTests(SimpleTestCase):
    def test_pictures_of_every_kind_are_taken_by_their_upright_size(self):
        for name, (make, expected) in GOOD.items():
            with self.subTest(name):
                found = examine(BytesIO(make()))
                self.assertEqual((found.format, found.width, found.height), expected)

    def test_what_is_broken_hostile_or_no_picture_is_refused_with_a_sentence(self):
        for name, (make, words) in BAD.items():
            with self.subTest(name), self.assertRaisesMessage(PictureError, words) as caught:
                examine(BytesIO(make()))
            self.assertRegex(str(caught.exception), r"^[A-Z].*\.$")

    def test_a_picture_of_too_many_pixels_is_refused_by_its_header(self):
        for name in ("bomb of one bit", "bomb of a jpeg", "too many pixels", "too long"):
            file = Watched(BAD[name][0]())
            with self.subTest(name), self.assertRaises(PictureError):
                examine(file)
            self.assertLess(file.count, 1000)

    def test_packed_texts_are_not_unpacked_whole(self):
        for part in ("text", "metadata", "profile"):
            file = BytesIO(BAD[f"png with a bomb in its {part}"][0]())
            tracemalloc.start()
            with self.subTest(part), self.assertRaises(PictureError):
                examine(file)
            self.assertLess(tracemalloc.get_traced_memory()[1], 5_000_000)
            tracemalloc.stop()

    def test_whatever_is_taken_is_read_and_shown(self):
        for name, (make, _) in GOOD.items():
            with self.subTest(name):
                file = BytesIO(make())
                self.assertIsInstance(read(file), Stated)
                self.assertIn("social.jpg", dict(render(file, (50, 50), Rights())))

    def test_what_hides_in_a_picture_is_in_no_public_file(self):
        for name in ("jpeg with a page inside and behind", "webp with more behind it"):
            content = GOOD[name][0]()
            self.assertIn(b"alert", content)
            for public in dict(render(BytesIO(content), (50, 50), Rights())).values():
                self.assertNotIn(b"alert", public)

    def test_rows_that_are_missing_are_empty(self):
        image = Image.open(BytesIO(png_without_its_last_rows()))
        self.assertEqual(image.crop((0, 11, 64, 48)).getcolors(), [(64 * 37, (0, 0, 0))])

    def test_a_file_is_known_by_its_hash_and_left_at_its_start(self):
        file = BytesIO(jpeg())
        self.assertEqual(examine(file).sha256, hashlib.sha256(jpeg()).hexdigest())
        self.assertEqual(file.tell(), 0)

    def test_names_say_nothing(self):
        for name in ("quay.svg", "../quay.php", "quay", "quay.jpg.exe"):
            self.assertEqual(examine(SimpleUploadedFile(name, jpeg(), "text/html")).format, "JPEG")

    def test_the_format_is_told_from_the_header(self):
        self.assertEqual(picture_format(BytesIO(mpo_of_a_phone())), "JPEG")


class MutationTests(SimpleTestCase):
    """Two thousand broken files, the same ones each time."""

    def pictures(self):
        small, turned = picture(size=SMALL), picture(size=SMALL).rotate(180)
        says = dataset(90, b"\x1b%G", 1) + dataset(80, b"Dana") + dataset(120, b"A quay.")
        several = {"save_all": True, "append_images": [turned]}
        return [
            with_iptc(encoded(small, **SAYS), says),
            encoded(small, progressive=True),
            encoded(picture("CMYK", SMALL)),
            encoded(small, "MPO", **several),
            encoded(small, "PNG", exif=SAYS["exif"]),
            encoded(small.quantize(8), "PNG", transparency=b"\1\2\3"),
            encoded(small, "PNG", **several),
            encoded(small, "WEBP", **SAYS),
            encoded(picture("RGBA", SMALL), "WEBP", lossless=True),
            encoded(small, "WEBP", **several),
        ]

    def broken(self, content, chance):
        """Return a file with one to eight faults, more of them where its headers are."""
        content = bytearray(content)
        for _ in range(chance.choice((1, 1, 2, 4, 8))):
            place = chance.randrange(chance.choice((len(content), min(len(content), 400))))
            end = place + chance.randrange(1, 32)
            match chance.randrange(5):
                case 0:
                    content[place] ^= 1 << chance.randrange(8)
                case 1:
                    content[place : place + 4] = chance.choice((bytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff"))
                case 2:
                    content[place:place] = content[place:end]
                case 3 if len(content) > 100:
                    del content[place:end]
                case 4 if len(content) > 100:
                    del content[max(place, 60) :]
        return with_sums(content) if content.startswith(MAGIC_OF_PNG) else bytes(content)

    def test_broken_files_are_taken_or_refused_and_nothing_else_happens(self):
        chance, taken = random.Random(5), 0
        pictures = self.pictures()
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            for number in range(2000):
                file = BytesIO(self.broken(pictures[number % len(pictures)], chance))
                try:
                    examine(file)
                except PictureError:
                    continue
                read(file)
                taken += 1
        self.assertEqual(warned, [])
        self.assertGreater(taken, 200)
