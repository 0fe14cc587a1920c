from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import TestCase, override_settings
from PIL import Image

from articles.models import Masthead
from articles.pictures import PictureError
from tests.factories import picture_file


class LogoTests(TestCase):
    def setUp(self):
        self.enterContext(override_settings(MEDIA_ROOT=self.enterContext(TemporaryDirectory())))

    def test_it_is_made_anew_and_its_size_is_told_by_its_name(self):
        masthead = Masthead(logo=picture_file((600, 300), name="secret.jpg"))
        masthead.full_clean()
        masthead.save()
        self.assertRegex(masthead.logo.name, r"^logo/[0-9a-f]{32}-480x240\.png$")
        logo = masthead.logo_in_the_light
        self.assertEqual((logo.width, logo.height), (480, 240))
        self.assertEqual(logo.address, f"/media/{masthead.logo.name}")
        with masthead.logo.open() as file:
            self.assertEqual(Image.open(file).format, "PNG")

    def test_it_is_made_anew_without_validation_too(self):
        masthead = Masthead.objects.create(logo=picture_file())
        self.assertEqual(Masthead.objects.get().logo_in_the_light, masthead.logo_in_the_light)
        with self.assertRaises(PictureError):
            Masthead(logo=ContentFile(b"no picture", name="a.png")).save()

    def test_saved_again_it_stays(self):
        masthead = Masthead.objects.create(logo=picture_file())
        name = masthead.logo.name
        masthead.full_clean()
        masthead.save()
        self.assertEqual(Masthead.objects.get().logo.name, name)

    def test_a_file_that_is_none_is_refused_beside_its_field(self):
        masthead = Masthead(logo=picture_file(), logo_dark=ContentFile(b"<svg/>", name="a.svg"))
        with self.assertRaisesMessage(ValidationError, "This is not a picture that can be read.") as raised:
            masthead.full_clean()
        self.assertEqual(list(raised.exception.message_dict), ["logo_dark"])

    def test_one_for_the_dark_needs_one_for_the_light(self):
        with self.assertRaisesMessage(ValidationError, "Without a logo for the light"):
            Masthead(logo_dark=picture_file()).full_clean()

    def test_a_name_that_no_logo_has_is_none(self):
        for name in ("", "logo/a.svg", "logo/../secret-key", f"logo/{'a' * 32}-0x5.png"):
            self.assertIsNone(Masthead(logo=name).logo_in_the_light)

    def test_without_one_there_is_a_name(self):
        self.assertIsNone(Masthead().logo_in_the_light)
        self.assertIsNone(Masthead().logo_in_the_dark)


class PaletteTests(TestCase):
    def test_there_are_six_and_no_other(self):
        with self.assertRaisesMessage(ValidationError, "not a valid choice"):
            Masthead(palette="pink").full_clean()
        self.assertEqual(len(Masthead.Palette), 6)
