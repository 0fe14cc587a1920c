"""What is made of a picture: shapes, sizes, focal point, colours."""

from io import BytesIO
from unittest import TestCase

from PIL import Image, ImageDraw

from articles.pictures import SHAPES, Rights, file_names, render


def saved(image, image_format="PNG", **options):
    content = BytesIO()
    image.save(content, image_format, **options)
    content.seek(0)
    return content


def rendered(image, focus=(50, 50), image_format="PNG", **options):
    files = dict(render(saved(image, image_format, **options), focus, Rights()))
    return {name: Image.open(BytesIO(content)) for name, content in files.items()}


def stripes(size):
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "blue")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2 - 1, size[1]), "red")
    return image


def is_near(pixel, colour, by=12):
    return all(abs(a - b) <= by for a, b in zip(pixel, colour, strict=True))


class ShapeTests(TestCase):
    def test_a_shape_shows_as_much_as_fits(self):
        self.assertEqual(SHAPES["16x9"].size((1600, 1000)), (1600, 900))
        self.assertEqual(SHAPES["16x9"].size((1000, 1600)), (1000, 562))
        self.assertEqual(SHAPES["1x1"].size((5000, 900)), (900, 900))
        self.assertEqual(SHAPES["whole"].size((5000, 900)), (5000, 900))

    def test_no_file_is_larger_than_the_picture(self):
        self.assertEqual(SHAPES["whole"].sizes((700, 350)), [(320, 160), (480, 240), (640, 320), (700, 350)])
        self.assertEqual(SHAPES["whole"].sizes((640, 320)), [(320, 160), (480, 240), (640, 320)])
        self.assertEqual(SHAPES["3x2"].sizes((1, 1)), [(1, 1)])

    def test_a_tall_picture_is_not_taller_than_a_screen_shows(self):
        self.assertEqual(SHAPES["whole"].sizes((1000, 20_000)), [(128, 2560)])
        self.assertEqual(SHAPES["whole"].sizes((2000, 4000))[-1], (1280, 2560))

    def test_a_large_picture_has_at_least_five_widths(self):
        for name in ("whole", "16x9", "3x2"):
            self.assertGreaterEqual(len(SHAPES[name].sizes((4000, 3000))), 5)


class RenderTests(TestCase):
    def test_the_files_are_those_that_pages_expect(self):
        odd = [(1206, 2622), (1290, 2796), (1220, 2712), (1440, 3120), (1240, 3508), (3000, 1210)]
        for size in ((1, 1), (120, 80), (900, 1600), (2500, 400), (2400, 1600), *odd):
            with self.subTest(size=size):
                made = rendered(Image.new("RGB", size))
                self.assertEqual(sorted(made), sorted(file_names(size)))
                for name, image in made.items():
                    shape = SHAPES.get(name.split("-")[0])
                    sizes = shape.sizes(size) if shape else [(1200, 630)]
                    self.assertIn(image.size, sizes, name)

    def test_the_focal_point_keeps_its_relative_place(self):
        for focus, colour in ((0, (255, 0, 0)), (100, (0, 0, 255))):
            made = rendered(stripes((1600, 400)), focus=(focus, 50))
            for name in ("1x1-400.jpg", "1x1-320.avif"):
                pixels = made[name].convert("RGB")
                self.assertTrue(is_near(pixels.getpixel((pixels.width // 2, 20)), colour), name)
        middle = rendered(stripes((1600, 400)))["1x1-400.jpg"].convert("RGB")
        self.assertTrue(is_near(middle.getpixel((10, 10)), (255, 0, 0)))
        self.assertTrue(is_near(middle.getpixel((390, 10)), (0, 0, 255)))

    def test_a_picture_is_turned_as_its_camera_was_held(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        made = rendered(stripes((600, 400)), image_format="JPEG", exif=exif)["whole-400.jpg"].convert("RGB")
        self.assertEqual(made.size, (400, 600))
        self.assertTrue(is_near(made.getpixel((200, 30)), (255, 0, 0)))
        self.assertTrue(is_near(made.getpixel((200, 570)), (0, 0, 255)))

    def test_what_is_transparent_stands_on_white(self):
        for image in (Image.new("RGBA", (40, 30), (0, 0, 0, 0)), Image.new("LA", (40, 30), (0, 0))):
            made = rendered(image)["whole-40.jpg"].convert("RGB")
            self.assertTrue(is_near(made.getpixel((20, 15)), (255, 255, 255)))

    def test_every_kind_of_picture_keeps_its_colours(self):
        grey = Image.new("I;16", (40, 30), 0x8000)
        kinds = {
            "16 bits": (grey, "PNG", (128, 128, 128)),
            "palette": (Image.new("RGB", (40, 30), (200, 30, 30)).quantize(4), "PNG", (200, 30, 30)),
            "one bit": (Image.new("1", (40, 30), 1), "PNG", (255, 255, 255)),
            "CMYK": (Image.new("CMYK", (40, 30), (0, 255, 255, 0)), "JPEG", (255, 0, 0)),
            "WebP": (Image.new("RGB", (40, 30), (30, 200, 30)), "WEBP", (30, 200, 30)),
        }
        for name, (image, image_format, colour) in kinds.items():
            with self.subTest(kind=name):
                made = rendered(image, image_format=image_format)["whole-40.jpg"].convert("RGB")
                self.assertTrue(is_near(made.getpixel((20, 15)), colour), made.getpixel((20, 15)))

    def test_a_social_card_has_its_size_and_enlarges_nothing(self):
        made = rendered(Image.new("RGB", (60, 40), "navy"))["social.jpg"].convert("RGB")
        self.assertEqual(made.size, (1200, 630))
        self.assertTrue(is_near(made.getpixel((600, 315)), (0, 0, 128)))
        self.assertTrue(is_near(made.getpixel((540, 315)), (255, 255, 255)))

    def test_what_stands_behind_a_picture_goes_nowhere(self):
        file = saved(Image.new("RGB", (40, 30)), "JPEG", comment=b"<script>alert(1)</script>")
        file.seek(0, 2)
        file.write(b"<script>alert(2)</script>")
        for name, content in render(file, (50, 50), Rights(credit="Newsroom")):
            self.assertNotIn(b"<script", content, name)
