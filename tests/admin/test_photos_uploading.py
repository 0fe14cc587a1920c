from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib import admin
from django.core.files.base import ContentFile
from django.test import RequestFactory, SimpleTestCase, override_settings

from articles.admin.photos.files import make_files
from articles.admin.photos.uploading import received
from articles.models import License, LogLine, Photo
from articles.uploads import MOST, SizeLimit
from tests.factories import make_photo
from tests.publishing.server import Newsroom

from .case import DeskCase
from .photos import saying, small

UPLOAD_AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from articles.models import Photo
from tests.admin.photos import small

def upload(client):
    assert client.post("/admin/articles/photo/add/", {"files": small()}).status_code == 200
    connection.close()

clients = [Client(headers={"host": "127.0.0.1"}) for _ in range(6)]
editor = User.objects.create_superuser("root")
for client in clients:
    client.force_login(editor)
with ThreadPoolExecutor(6) as threads:
    list(threads.map(upload, clients))
print(Photo.objects.count())
"""


class UploadCase(DeskCase):
    def upload(self, *files, **fields):
        return self.send("photo", files=files, **fields)


class UploadTests(UploadCase):
    def test_each_file_becomes_a_photo_with_its_public_files(self):
        page = self.upload(small(name="quay.jpg"), small(image_format="PNG", name="tower.png"))
        self.assertContains(page, "is in the library.", count=2)
        for photo in Photo.objects.all():
            self.assertEqual((photo.size, photo.is_outdated), ((160, 100), False))
            self.assertContains(page, self.address("photo", "change", photo.pk))
            self.assertContains(page, photo.address("3x2-150.jpg"))

    def test_the_file_gets_a_name_of_its_own_by_what_it_is(self):
        for image_format, suffix in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
            self.upload(small(image_format=image_format, name="../Secret Source.jpg"))
            photo = Photo.objects.first()
            self.assertEqual(photo.file.name, f"photos/{photo.uid.hex}.{suffix}")

    def test_a_bad_file_gets_its_sentence_and_stops_no_other(self):
        page = self.upload(ContentFile(b"<svg/>", name="drawing.svg"), small(name="quay.jpg"))
        self.assertContains(page, "<bdi>drawing.svg</bdi></strong>: This is not a picture that can be read.")
        self.assertContains(page, "<bdi>quay.jpg</bdi></a> is in the library.")
        self.assertEqual(Photo.objects.count(), 1)

    def test_an_empty_file_is_refused(self):
        self.assertContains(self.upload(ContentFile(b"", name="quay.jpg")), "The file is empty.")

    def test_a_name_that_is_a_script_is_shown_as_text(self):
        page = self.upload(ContentFile(b"x", name="<img src=x>.jpg"))
        self.assertContains(page, "&lt;img src=x&gt;.jpg")

    def test_what_the_file_says_is_filled_in_and_named(self):
        terms = License.objects.create(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")
        page = self.upload(
            saying(creator="Mira Solan", copyright="© Mira Solan", license_url=terms.url), credit="Newsroom"
        )
        self.assertContains(page, "From the file: creator, credit, copyright notice and license.")
        photo = Photo.objects.get()
        self.assertEqual((photo.credit, photo.license), ("Mira Solan", terms))

    def test_what_goes_for_all_fills_what_the_files_leave_empty(self):
        terms = License.objects.create(name="Our own")
        self.upload(small(), small(colour="teal"), credit="Newsroom", license=terms.pk)
        self.assertEqual(Photo.objects.filter(credit="Newsroom", license=terms).count(), 2)

    def test_a_licence_that_the_list_has_not_is_named_by_its_address(self):
        page = self.upload(saying(license_url="https://example.org/terms"))
        self.assertContains(
            page, "names a licence at <bdi>https://example.org/terms</bdi>, which is not in the"
        )

    def test_what_is_lacking_is_told(self):
        self.assertContains(
            self.upload(small()), "It lacks an alternative text (or the mark “decorative”), a credit"
        )

    def test_the_same_file_is_not_taken_twice(self):
        photo = make_photo(file=small(), caption="The quay.")
        page = self.upload(
            small(name="copy.jpg"), small(colour="teal"), small(colour="teal", name="twice.jpg")
        )
        self.assertContains(page, "<bdi>copy.jpg</bdi></strong> is in the library already:")
        self.assertContains(page, f'<a href="{self.address("photo", "change", photo.pk)}">The quay.</a>')
        self.assertContains(page, "<bdi>twice.jpg</bdi></strong> is in the library already:")
        self.assertEqual(Photo.objects.count(), 2)

    def test_each_photo_stands_in_the_log(self):
        self.upload(small(), credit="Newsroom")
        self.assertEqual(str(LogLine.objects.first()), "yael added photo: Newsroom")

    def test_a_credit_that_is_too_long_is_refused_before_anything_is_made(self):
        page = self.upload(small(), credit="x" * 201)
        self.assertContains(page, "at most 200 characters")
        self.assertFalse(Photo.objects.exists())

    def test_the_script_gets_the_outcome_of_its_file_alone(self):
        page = self.upload(small(), alone="yes")
        self.assertContains(page, 'data-outcome="added"')
        self.assertNotContains(page, "<form")
        page = self.upload(small(name="long.jpg"), alone="yes", credit="x" * 201)
        self.assertContains(
            page, "<bdi>long.jpg</bdi></strong>: Ensure this value has at most 200 characters"
        )

    def test_in_a_window_of_its_own_a_photo_can_be_taken_into_the_form(self):
        address = f"{self.address('photo', 'add')}?_popup=1"
        page = self.client.post(address, {"files": small()})
        self.assertContains(page, f'data-choose="{Photo.objects.get().pk}"')
        self.assertNotContains(page, 'id="header"')

    def test_what_does_not_fit_into_the_time_waits_for_its_public_files(self):
        request = RequestFactory().post("/", {"files": [small(), small(colour="teal")]})
        request.user = self.editor
        desk = admin.site.get_model_admin(Photo)
        outcomes = list(received(desk, request, {}, seconds=0))
        self.assertEqual([outcome.is_new for outcome in outcomes], [True, True])
        self.assertContains(self.open("photo", "waiting"), "The files of 2 of 2 pictures are to be made:")

    def test_a_file_that_is_too_large_is_refused_by_its_size(self):
        page = self.upload(ContentFile(bytes(26_000_000), name="large.jpg"))
        self.assertContains(page, "<bdi>large.jpg</bdi></strong>: The file has more than 25 MB")

    def test_a_failure_of_the_storage_is_told_without_its_paths_and_stops_no_other_file(self):
        blocked = Path(self.enterContext(TemporaryDirectory())) / "file"
        blocked.touch()
        with override_settings(MEDIA_ROOT=blocked / "media"):
            page = self.upload(small(name="quay.jpg"), ContentFile(b"<svg/>", name="drawing.svg"))
        self.assertContains(page, "<bdi>quay.jpg</bdi></strong>: It could not be stored (Not a directory).")
        self.assertContains(page, "<bdi>drawing.svg</bdi></strong>: This is not a picture")
        self.assertNotContains(page, str(blocked))
        self.assertFalse(Photo.objects.exists())

    def test_a_failure_to_store_public_files_is_told_without_its_paths(self):
        photo = Photo.objects.create(file=small())
        folder = Path(settings.MEDIA_ROOT) / photo.renditions.folder
        folder.parent.mkdir(exist_ok=True)
        folder.touch()
        self.assertRegex(make_files(photo), r"^Its public files could not be made \([\w ]+\)\.$")

    def test_a_file_whose_name_cannot_be_used_is_told_of(self):
        for fields in ({"alone": "yes"}, {}):
            page = self.upload(ContentFile(b"x", name=".."), **fields)
            self.assertContains(page, "<bdi>No file came</bdi></strong>: Choose one.", count=1)
            self.assertContains(page, 'data-outcome="refused"')


class SameFileAtOnceTests(SimpleTestCase):
    databases = {"default"}  # Where it is PostgreSQL, the newsroom of this test gets one beside it.

    def test_becomes_one_photo(self):
        newsroom = Newsroom(self.enterContext(TemporaryDirectory()))
        self.addCleanup(newsroom.remove)
        self.assertEqual(newsroom.run(UPLOAD_AT_ONCE), "1\n")


class SizeLimitTests(SimpleTestCase):
    def kept(self, *chunks):
        """Return how many bytes of the chunks are handed on to be stored."""
        limit, start, kept = SizeLimit(), 0, 0
        for chunk in chunks:
            kept += len(limit.receive_data_chunk(chunk, start) or b"")
            start += len(chunk)
        return kept

    def test_a_file_that_is_not_too_large_is_kept_whole(self):
        self.assertEqual(self.kept(bytes(20_000_000), bytes(5_000_000)), 25_000_000)

    def test_of_a_larger_one_no_more_is_kept_than_shows_that_it_is(self):
        self.assertEqual(self.kept(bytes(20_000_000), bytes(20_000_000), bytes(20_000_000)), MOST)
