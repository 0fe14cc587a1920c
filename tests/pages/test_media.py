from io import BytesIO
from tempfile import TemporaryDirectory

from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.test import TestCase, override_settings
from PIL import Image

from articles.models import Article
from tests.factories import make_article, make_author, make_draft, make_photo


class MediaTests(TestCase):
    def setUp(self):
        self.enterContext(override_settings(MEDIA_ROOT=self.enterContext(TemporaryDirectory())))
        content = BytesIO()
        Image.new("RGB", (8, 8)).save(content, "JPEG")
        self.photo = make_photo(file=ContentFile(content.getvalue(), name="secret-name.png"))

    def get(self):
        return self.client.get(self.photo.file.url)

    def test_a_live_storys_picture_is_served_safely(self):
        make_article(photo=self.photo)
        response = self.get()
        self.assertEqual(response.headers["Content-Type"], "image/jpeg")
        self.assertEqual(response.headers["Content-Security-Policy"], "default-src 'none'; sandbox")
        self.assertEqual(response.headers["Cache-Control"], "public, no-cache")
        self.assertNotIn("secret-name", self.photo.file.name)

    def test_what_the_camera_said_is_gone(self):
        content = BytesIO()
        exif = Image.Exif()
        exif[0x0110] = "Camera"
        exif[0x0112] = 6  # held upright
        exif.get_ifd(0x8825)[1] = "N"
        Image.new("RGB", (16, 8)).save(content, "JPEG", exif=exif)
        self.photo = make_photo(
            file=ContentFile(content.getvalue() + b"<script>alert(1)</script>", name="a.jpg")
        )
        make_article(photo=self.photo)
        served = b"".join(self.get().streaming_content)
        image = Image.open(BytesIO(served))
        self.assertEqual((image.size, dict(image.getexif())), ((8, 16), {}))
        self.assertNotIn(b"script", served)

    def test_an_unchanged_picture_is_not_sent_again(self):
        make_article(photo=self.photo)
        etag = self.get().headers["ETag"]
        self.assertEqual(
            self.client.get(self.photo.file.url, headers={"if-none-match": etag}).status_code, 304
        )

    def test_an_unused_or_drafted_picture_is_not_served(self):
        self.assertEqual(self.get().status_code, 404)
        make_draft(photo=self.photo)
        self.assertEqual(self.get().status_code, 404)

    def test_a_withdrawn_storys_picture_is_not_served_any_more(self):
        make_article(photo=self.photo)
        self.assertEqual(self.get().status_code, 200)
        Article.objects.update(status="withdrawn")
        self.assertEqual(self.get().status_code, 404)

    def test_the_desk_sees_every_picture_and_no_cache_keeps_it(self):
        editor = User.objects.create_user("editor", is_staff=True)
        editor.user_permissions.add(Permission.objects.get(codename="view_photo"))
        self.client.force_login(editor)
        self.assertEqual(self.get().headers["Cache-Control"], "private, no-store")

    def test_an_authors_portrait_is_served(self):
        make_author(portrait=self.photo)
        self.assertEqual(self.get().status_code, 200)

    def test_a_lost_file_is_a_404(self):
        make_article(photo=self.photo)
        self.photo.file.storage.delete(self.photo.file.name)
        self.assertEqual(self.get().status_code, 404)
