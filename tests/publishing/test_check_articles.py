from datetime import timedelta
from io import StringIO
from uuid import UUID

from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from articles.models import Photo
from articles.publishing import newest_revision
from tests.factories import make_article, make_draft, make_photo, picture_file

from .test_pictures import text_with


class CheckArticlesTests(TestCase):
    def setUp(self):
        self.photo = make_photo(file=picture_file((40, 30)), caption="The quay.")

    def complaints(self):
        output = StringIO()
        try:
            call_command("check_articles", stdout=output)
        except CommandError as error:
            output.write(str(error))
        return output.getvalue()

    def story(self, make=make_article, **fields):
        newest_revision(make(**{"photo": self.photo, "body": text_with(self.photo)} | fields))

    def test_a_story_with_a_picture_that_is_answered_for_passes(self):
        self.story()
        self.assertEqual(self.complaints(), "Every story passes.\n")

    def test_what_the_pictures_of_a_live_story_lack_is_told(self):
        self.story(photo_alt_text="A quay.")
        Photo.objects.update(alt_text="", credit="", license=None)
        complaints = self.complaints()
        self.assertIn("photo: the picture “The quay.” lacks a credit and a licence", complaints)
        self.assertIn("body: the picture “The quay.” lacks an alternative text", complaints)
        self.assertIn("1 of 1 stories do not pass.", complaints)

    def test_a_picture_that_has_ended_is_told(self):
        self.story()
        Photo.objects.update(expires_at=timezone.now() - timedelta(hours=1))
        for place in ("photo", "body"):
            self.assertIn(f"{place}: the right to show the picture “The quay.” ended on", self.complaints())

    def test_a_picture_that_is_gone_is_told(self):
        self.story(body=text_with(Photo(uid=UUID(int=0))))
        self.assertIn("is not in the library; readers see a neutral figure.", self.complaints())

    def test_a_draft_may_lack_what_it_needs_when_it_is_published(self):
        self.story(make=make_draft)
        Photo.objects.update(alt_text="", credit="")
        self.assertEqual(self.complaints(), "Every story passes.\n")
