from datetime import timedelta
from io import BytesIO

from django.contrib.auth.models import Permission, User
from django.core.files.storage import default_storage
from django.test import TestCase
from django.utils import timezone
from PIL import Image

from articles.models import Article, Photo
from tests.factories import make_article, make_author, make_draft, make_live, make_photo, picture_file
from tests.publishing.test_pictures import text_with


class MediaTests(TestCase):
    def setUp(self):
        self.photo = make_photo(file=picture_file((400, 300), name="secret-name.jpg"))
        self.address = self.photo.address("whole-320.avif")

    def get(self, **headers):
        return self.client.get(self.address, headers=headers)

    def status(self):
        return self.get().status_code

    def test_a_live_storys_picture_is_served_safely(self):
        make_article(photo=self.photo)
        response = self.get()
        self.assertEqual(Image.open(BytesIO(response.getvalue())).size, (320, 240))
        self.assertEqual(response.headers["Content-Type"], "image/avif")
        self.assertEqual(response.headers["Content-Security-Policy"], "default-src 'none'; sandbox")
        self.assertEqual(response.headers["Cache-Control"], "public, no-cache")
        self.assertEqual(response.headers["Cross-Origin-Resource-Policy"], "cross-origin")

    def test_the_file_that_came_in_is_served_to_nobody(self):
        make_article(photo=self.photo)
        self.assertNotIn("secret-name", self.photo.file.name)
        self.client.force_login(User.objects.create_superuser("root"))
        self.assertEqual(self.client.get(self.photo.file.url).status_code, 404)

    def test_an_unchanged_picture_is_not_sent_again(self):
        make_article(photo=self.photo)
        etag = self.get().headers["ETag"]
        self.assertEqual(self.get(if_none_match=etag).status_code, 304)

    def test_a_picture_is_sent_as_it_is_to_browsers_that_take_compressed_pages(self):
        make_article(photo=self.photo)
        response = self.get(accept_encoding="gzip, br")
        self.assertEqual(response.headers["Content-Length"], str(len(response.getvalue())))
        self.assertTrue(response.headers["ETag"].startswith('"'))
        self.assertNotIn("Content-Encoding", response.headers)

    def test_an_address_of_before_a_change_leads_to_the_file_of_now(self):
        make_article(photo=self.photo)
        former = self.address
        self.photo.credit = "Another"
        self.photo.save()
        self.photo.render()
        now = self.photo.address("whole-320.avif")
        self.assertNotEqual(now, former)
        self.assertRedirects(self.get(), now)

    def test_the_address_in_a_body_leads_to_a_file_of_middle_size(self):
        make_article(photo=self.photo)
        response = self.client.get(f"/media/pictures/{self.photo.uid.hex}/")
        self.assertRedirects(response, self.photo.address("whole-400.jpg"))
        self.assertEqual(response.headers["Cache-Control"], "public, no-cache")

    def test_an_unused_or_drafted_picture_is_not_served(self):
        self.assertEqual(self.status(), 404)
        draft = make_draft(photo=self.photo, body=text_with(self.photo))
        draft.uses.create(photo=self.photo)
        self.assertEqual(self.status(), 404)

    def test_a_picture_in_a_body_is_served_while_the_story_is_live(self):
        make_live(body=text_with(self.photo))
        self.assertEqual(self.status(), 200)
        Article.objects.update(status="withdrawn")
        self.assertEqual(self.status(), 404)

    def test_a_picture_is_served_until_the_second_in_which_it_ends(self):
        make_article(photo=self.photo)
        Photo.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
        self.assertEqual(self.status(), 200)
        Photo.objects.update(expires_at=timezone.now())
        self.assertEqual(self.status(), 404)

    def test_a_picture_under_a_licence_that_ended_is_not_served(self):
        make_article(photo=self.photo)
        type(self.photo.license).objects.update(expires_at=timezone.now())
        self.assertEqual(self.status(), 404)

    def test_the_desk_sees_every_picture_and_no_cache_keeps_it(self):
        editor = User.objects.create_user("editor", is_staff=True)
        editor.user_permissions.add(Permission.objects.get(codename="view_photo"))
        self.client.force_login(editor)
        response = self.get()
        self.assertEqual(response.headers["Cache-Control"], "private, no-store")
        self.assertEqual(response.headers["Cross-Origin-Resource-Policy"], "same-origin")

    def test_who_has_the_right_but_no_place_at_the_desk_sees_readers_pictures_alone(self):
        former = User.objects.create_user("former")
        former.user_permissions.add(Permission.objects.get(codename="view_photo"))
        self.client.force_login(former)
        self.assertEqual(self.status(), 404)

    def test_the_portrait_of_an_author_with_a_live_story_is_served(self):
        make_author("Ann", portrait=self.photo)
        self.assertEqual(self.status(), 404)
        make_article(authors=["Ann"])
        self.assertEqual(self.status(), 200)

    def test_a_lost_file_is_a_404(self):
        make_article(photo=self.photo)
        default_storage.delete(self.photo.renditions.path(self.photo.rendered, "whole-320.avif"))
        self.assertEqual(self.status(), 404)

    def test_a_file_that_is_not_made_is_a_404(self):
        make_article(photo=self.photo)
        for name in ("whole-321.avif", "social.avif", "none-1.jpg"):
            self.assertEqual(self.client.get(self.photo.address(name)).status_code, 404)
