from datetime import timedelta

from django.utils import timezone

from articles.models import Photo
from articles.publishing import newest_revision
from tests.factories import make_draft, make_photo

from .case import DeskCase
from .photos import small
from .test_photos import figure


class NoticeTests(DeskCase):
    def notices(self, **fields):
        """Return what the form of a story with these fields says of its pictures, as (photo, sentence)."""
        page = self.open("article", "change", make_draft(**fields).pk)
        return [(notice.photo, " ".join(notice.conditions)) for notice in page.context["notices"]]

    def test_a_story_whose_pictures_need_nothing_has_none(self):
        self.assertEqual(self.notices(photo=make_photo(file=small())), [])

    def test_warns_of_rights_that_end_soon_and_have_ended(self):
        now = timezone.now()
        soon = make_photo(expires_at=now + timedelta(days=9))
        over = make_photo(expires_at=now - timedelta(days=1))
        later = make_photo(expires_at=now + timedelta(days=15))
        notices = self.notices(photo=soon, body=f"<p>Fog.</p>{figure(over)}{figure(later)}")
        self.assertEqual([photo for photo, _ in notices], [soon, over])
        self.assertIn("in 9 days.", notices[0][1])
        self.assertIn("The right to show it ended on", notices[1][1])

    def test_warns_of_what_is_lacking_unless_the_story_says_it(self):
        photo = make_photo(file=small(), alt_text="")
        [notice] = self.notices(photo=photo)
        self.assertIn("It lacks an alternative text", notice[1])
        self.assertEqual(self.notices(photo=photo, photo_alt_text="A quay."), [])
        described = figure(photo).replace('alt=""', 'alt="A quay."')
        self.assertEqual(self.notices(body=f"<p>Fog.</p>{described}"), [])

    def test_warns_of_files_that_are_to_be_made(self):
        photo = make_photo(file=small())
        Photo.objects.update(rendered="")
        self.assertEqual(self.notices(photo=photo), [(photo, "Its public files are to be made.")])

    def test_warns_of_a_picture_that_is_gone_from_the_library(self):
        photo = make_photo()
        body = f"<p>Fog.</p>{figure(photo)}"
        photo.delete()
        [(photo, sentence)] = self.notices(body=body)
        self.assertIn("It is gone from the library.", sentence)

    def test_stands_near_the_top_and_blocks_nothing(self):
        photo = make_photo(credit="")
        draft = make_draft(photo=photo)
        page = self.open("article", "change", draft.pk)
        self.assertContains(page, "Pictures that need something")
        self.assertContains(self.send_story("change", draft.pk, photo=photo.pk), "Saved.")


class LeftOutTests(DeskCase):
    def save(self, body):
        draft = make_draft()
        newest_revision(draft)
        return self.send_story("change", draft.pk, body=body)

    def test_tells_when_pictures_were_left_out_of_the_text(self):
        page = self.save(
            '<p>Fog.</p><img src="https://example.org/a.jpg"><img src="data:image/png;base64,AA">'
        )
        self.assertContains(page, "2 pictures were left out of the text: only pictures of the library")

    def test_says_nothing_of_pictures_that_stay(self):
        page = self.save(f"<p>Fog.</p>{figure(make_photo())}")
        self.assertContains(page, "Saved.")
        self.assertNotContains(page, "left out")
