"""What becomes of a logo that comes in."""

from io import BytesIO

from django.test import SimpleTestCase
from PIL import Image, ImageCms, ImageDraw
from PIL.ExifTags import Base

from articles.pictures import PictureError, clean_logo


def drawing(size=(600, 200), mode="RGBA", ground=(0, 0, 0, 0)):
    """Return a picture with a red bar in its middle, half as wide and half as high as the picture."""
    image = Image.new("RGBA", size, ground)
    width, height = size
    box = (width // 4, height // 4, width - width // 4 - 1, height - height // 4 - 1)
    ImageDraw.Draw(image).rectangle(box, fill=(200, 0, 0, 255))
    return image.convert(mode)


def saved(image, kind="PNG", **options):
    output = BytesIO()
    image.save(output, kind, **options)
    output.seek(0)
    return output


def shown(file):
    return Image.open(BytesIO(clean_logo(file).content))


class LogoTests(SimpleTestCase):
    def assert_refused(self, sentence, file):
        with self.assertRaisesMessage(PictureError, sentence):
            clean_logo(file)

    def test_each_kind_becomes_a_png_that_says_its_size(self):
        for kind, mode in (
            ("PNG", "RGBA"),
            ("WEBP", "RGBA"),
            ("JPEG", "RGB"),
            ("JPEG", "CMYK"),
            ("PNG", "1"),
        ):
            with self.subTest(kind=kind, mode=mode):
                logo = clean_logo(saved(drawing(mode=mode, ground="white"), kind))
                image = Image.open(BytesIO(logo.content))
                self.assertEqual((image.format, image.size), ("PNG", (logo.width, logo.height)))
                self.assertEqual(image.size, (600, 200))

    def test_what_is_clear_stays_so_and_is_cut_off_around(self):
        for mode in ("RGBA", "LA"):
            image = Image.new("RGBA", (300, 200))
            image.paste(drawing((100, 100)), (100, 60))
            image.paste(drawing((100, 100)), (140, 60))
            cut = shown(saved(image.convert(mode)))
            self.assertEqual(cut.size, (90, 50))
            self.assertEqual(cut.convert("RGBA").getpixel((44, 0))[3], 255)
        ring = drawing((100, 100))
        ImageDraw.Draw(ring).rectangle((40, 40, 60, 60), fill=(0, 0, 0, 0))
        self.assertEqual(shown(saved(ring)).convert("RGBA").getpixel((25, 25))[3], 0)

    def test_a_palette_may_have_clear_places(self):
        image = drawing().quantize(8)
        self.assertEqual(shown(saved(image)).size, (300, 100))

    def test_none_is_larger_than_it_is_shown(self):
        self.assertEqual(shown(saved(drawing((1800, 1200), ground="white"))).size, (360, 240))
        self.assertEqual(shown(saved(drawing((3000, 300), ground="white"))).size, (1200, 120))

    def test_it_stands_upright_and_says_nothing_else(self):
        exif = Image.Exif()
        exif[Base.Orientation], exif[Base.Artist] = 6, "Dana"
        for kind, mode in (("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGBA")):
            logo = clean_logo(saved(drawing(mode=mode, ground="white"), kind, exif=exif.tobytes()))
            self.assertEqual((logo.width, logo.height), (80, 240))
            self.assertNotIn(b"Dana", logo.content)

    def test_its_colours_are_those_of_the_web(self):
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        self.assertEqual(shown(saved(drawing(), icc_profile=profile)).size, (300, 100))
        srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        image = shown(saved(drawing(), icc_profile=srgb))
        self.assertNotIn("icc_profile", image.info)
        self.assertEqual(image.convert("RGBA").getpixel((150, 50)), (200, 0, 0, 255))

    def test_a_heavy_one_gets_by_with_fewer_colours(self):
        image = Image.merge(
            "RGBA", [Image.effect_noise((1200, 240), 90)] * 3 + [Image.new("L", (1200, 240), 200)]
        )
        logo = clean_logo(saved(image))
        self.assertEqual(Image.open(BytesIO(logo.content)).mode, "P")

    def test_what_cannot_be_one_is_refused_with_a_sentence(self):
        self.assert_refused("all of it is transparent", saved(Image.new("RGBA", (300, 200))))
        self.assert_refused("only 20 pixels high; at least 40", saved(drawing((600, 40))))
        self.assert_refused("4000 × 2600 pixels; at most 10 megapixels", saved(Image.new("L", (4000, 2600))))
        self.assert_refused("This is not a picture that can be read", BytesIO(b"<svg/>"))
        self.assert_refused("the file is damaged", BytesIO(saved(drawing()).getvalue()[:-200]))
        self.assert_refused("The file is empty", BytesIO())
