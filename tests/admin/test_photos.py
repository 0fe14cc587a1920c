from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.models import License, Photo
from tests.factories import make_article, make_author, make_photo

from .case import DeskCase


def picture(image_format="JPEG", size=(160, 90), colour="navy"):
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, image_format)
    return content.getvalue()


class PhotoFormTests(DeskCase):
    def send_photo(self, name, content, page="add", *arguments):
        fields = {"medium": "photo", "caption": "The quay.", "alt_text": "A quay.", "credit": "Newsroom"}
        return self.send("photo", page, *arguments, file=SimpleUploadedFile(name, content), **fields)

    def assert_refused(self, name, content, sentence):
        self.assertContains(self.send_photo(name, content), sentence)
        self.assertFalse(Photo.objects.exists())

    def test_the_file_gets_a_name_of_its_own(self):
        for image_format, suffix in (("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")):
            self.send_photo("../Secret Source.jpg", picture(image_format))
            photo = Photo.objects.first()
            self.assertEqual(photo.file.name, f"photos/{photo.uid.hex}{suffix}")
            self.assertEqual((photo.width, photo.height), (160, 90))

    def test_a_file_is_replaced(self):
        self.send_photo("quay.jpg", picture())
        photo = Photo.objects.get()
        self.send_photo("quay.png", picture("PNG", (80, 80)), "change", photo.pk)
        photo.refresh_from_db()
        self.assertEqual(photo.width, 80)
        make_article(photo=photo)
        response = self.client.get(photo.file.url)
        self.assertEqual(b"".join(response.streaming_content), picture("PNG", (80, 80)))

    def test_a_file_is_replaced_by_one_of_its_own_kind(self):
        self.send_photo("quay.jpg", picture())
        photo = Photo.objects.get()
        former = photo.file.name
        self.send_photo("quay.jpg", picture(colour="white"), "change", photo.pk)
        photo.refresh_from_db()
        make_article(photo=photo)
        served = Image.open(BytesIO(b"".join(self.client.get(photo.file.url).streaming_content)))
        self.assertEqual(served.getpixel((0, 0)), (255, 255, 255))
        self.assertNotEqual(photo.file.name, former)

    def test_a_drawing_in_svg_is_refused(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        for name in ("drawing.svg", "drawing.png"):
            self.assert_refused(
                name, svg, "This is not a picture that can be read. JPEG, PNG and WebP are taken."
            )

    def test_a_text_named_like_a_picture_is_refused(self):
        self.assert_refused("quay.jpg", b"Not a picture at all.", "This is not a picture that can be read.")

    def test_another_kind_of_picture_is_refused(self):
        self.assert_refused("quay.jpg", picture("GIF"), "JPEG, PNG and WebP are taken.")

    def test_a_truncated_picture_is_refused(self):
        whole = picture(size=(600, 600))
        self.assert_refused("quay.jpg", whole[: len(whole) // 2], "This is not a picture that can be read")

    def test_a_picture_of_too_many_pixels_is_refused_with_their_number(self):
        self.assert_refused(
            "large.png", picture("PNG", (9000, 9000)), "9000 × 9000 pixels; at most 40 megapixels"
        )

    def test_a_picture_without_words_is_refused(self):
        page = self.send("photo", file=SimpleUploadedFile("quay.jpg", picture()), medium="photo")
        self.assertContains(page, "Say what is to be seen, or mark the picture as decorative.")

    def test_an_empty_file_is_refused(self):
        self.assert_refused("quay.jpg", b"", "The submitted file is empty.")

    def test_the_form_shows_the_picture_and_where_it_is_used(self):
        self.send_photo("quay.jpg", picture())
        photo = Photo.objects.get()
        article, author = make_article(photo=photo), make_author(portrait=photo)
        page = self.open("photo", "change", photo.pk)
        self.assertContains(page, f'src="{photo.file.url}" width="160" height="90" alt="A quay."')
        self.assertContains(page, self.address("article", "change", article.pk))
        self.assertContains(page, self.address("author", "change", author.pk))

    def test_a_photo_has_no_page_to_view(self):
        self.assertNotContains(self.open("photo", "change", make_photo().pk), "View on site")


class PhotoListTests(DeskCase):
    def test_shows_pictures_and_in_how_many_stories_they_stand(self):
        make_article(photo=make_photo(caption="The quay at noon."))
        page = self.open("photo", q="noon")
        self.assertContains(page, "The quay at noon.")
        self.assertContains(page, '<td class="field-stories">1</td>', html=True)


class ProtectionTests(DeskCase):
    roles = ("Editors", "Librarians")

    def assert_needed(self, thing, needing):
        page = self.open(thing._meta.model_name, "delete", thing.pk)
        self.assertContains(page, f"“{thing}” cannot be deleted, because something needs it.")
        self.assertContains(page, f'<a href="{self.address("article", "change", needing.pk)}">{needing}</a>')
        self.send(thing._meta.model_name, "delete", thing.pk, post="yes")
        self.assertTrue(type(thing).objects.filter(pk=thing.pk).exists())

    def test_what_a_story_needs_is_kept_and_the_story_is_named(self):
        photo = make_photo()
        article = make_article(authors=["Kate Norman"], photo=photo)
        self.assert_needed(photo, article)
        self.assert_needed(make_author("Kate Norman"), article)

    def test_a_license_of_photos_is_kept(self):
        photo = make_photo()
        page = self.open("license", "delete", photo.license.pk)
        self.assertContains(page, self.address("photo", "change", photo.pk))

    def test_the_action_says_so_too(self):
        make_article(authors=["Kate Norman"], headline="Rockets")
        chosen = {"action": "delete_selected", "_selected_action": [make_author("Kate Norman").pk]}
        page = self.send("author", "changelist", **chosen)
        self.assertContains(page, "The selected author cannot be deleted, because something needs them.")
        self.assertContains(page, "Rockets")

    def test_what_nothing_needs_is_deleted(self):
        photo = make_photo()
        self.send("photo", "delete", photo.pk, post="yes")
        self.assertFalse(Photo.objects.exists())
        self.assertTrue(License.objects.exists())
