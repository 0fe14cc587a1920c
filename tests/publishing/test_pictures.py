"""The gate for pictures, and what an article uses of them."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import TestCase
from django.utils import timezone

from articles.markup import sanitise
from articles.models import Article, License, Photo, Use
from articles.publishing import ActError, end, newest_revision, publish, restore, save_revision
from tests.factories import make_article, make_author, make_draft, make_photo, picture_file


def figure(photo, alt_text="", caption=""):
    caption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img alt="{alt_text}" data-file="{photo.uid.hex}">{caption}</figure>'


def text_with(*photos, **words):
    return sanitise("<p>The council met.</p>" + "".join(figure(photo, **words) for photo in photos))


class RightsGateTests(TestCase):
    def assert_refused(self, sentence, **fields):
        article = make_draft(**fields)
        with self.assertRaisesMessage(ActError, sentence):
            publish(article, newest_revision(article))
        article.refresh_from_db()
        self.assertEqual(article.status, "draft")

    def both_places(self, sentence, photo):
        self.assert_refused(sentence, photo=photo)
        self.assert_refused(sentence, body=text_with(photo))

    def test_a_picture_without_alternative_text_is_refused(self):
        photo = make_photo(file=picture_file((40, 30)), alt_text="")
        self.both_places("needs an alternative text (or the mark “decorative”)", photo)

    def test_a_picture_without_credit_is_refused(self):
        self.both_places("needs a credit", make_photo(credit=""))

    def test_a_picture_without_licence_or_exemption_is_refused(self):
        self.both_places("needs a licence (or the reason why none is needed)", make_photo(license=None))

    def test_a_picture_whose_time_has_ended_is_refused(self):
        past = timezone.now() - timedelta(seconds=1)
        self.both_places("Renew it in the library", make_photo(expires_at=past))
        ended = License.objects.create(name="Agency", expires_at=past)
        self.both_places("Renew it in the library", make_photo(license=ended))

    def test_a_picture_whose_time_ends_before_the_story_begins_is_refused(self):
        photo = make_photo(expires_at=timezone.now() + timedelta(hours=1))
        article = make_draft(photo=photo)
        with self.assertRaisesMessage(ActError, "ends on"):
            publish(article, newest_revision(article), at=timezone.now() + timedelta(hours=2))
        publish(article, newest_revision(article))

    def test_words_of_the_story_stand_for_the_photos_alternative_text(self):
        photo = make_photo(file=picture_file((40, 30)), alt_text="")
        for fields in (
            {"photo": photo, "photo_alt_text": "A quay."},
            {"body": text_with(photo, alt_text="A quay.")},
        ):
            article = make_draft(**fields)
            publish(article, newest_revision(article))
            self.assertEqual(Photo.objects.live().get(), photo)
            publish(
                article,
                save_revision(
                    article, newest_revision(article).content | {"photo": None, "body": "<p>x</p>"}
                ),
            )

    def test_a_decorative_picture_and_an_exemption_pass(self):
        photo = make_photo(
            file=picture_file((40, 30)), alt_text="", is_decorative=True, license=None, exemption="Our own."
        )
        article = make_draft(photo=photo)
        publish(article, newest_revision(article))
        self.assertTrue(Photo.objects.live().exists())

    def test_a_picture_that_is_not_in_the_library_is_refused(self):
        self.assert_refused("A picture that this story uses is gone.", body=text_with(Photo(uid=UUID(int=0))))


class PromisedTests(TestCase):
    """A photo keeps what it needs while a story is to show it, though nobody sees it this second."""

    def assert_kept(self, photo):
        photo.credit = ""
        with self.assertRaisesMessage(ValidationError, "or will at its time, so it needs a credit"):
            photo.full_clean()

    def test_of_a_scheduled_story(self):
        article = make_draft(photo=(photo := make_photo()))
        publish(article, newest_revision(article), at=timezone.now() + timedelta(hours=1))
        self.assert_kept(photo)

    def test_of_a_change_that_waits(self):
        article, photo = make_article(), make_photo()
        change = save_revision(article, newest_revision(article).content | {"photo": photo.pk})
        publish(article, change, at=timezone.now() + timedelta(hours=1))
        self.assert_kept(photo)

    def test_of_an_author(self):
        photo = make_photo()
        make_author(portrait=photo)
        self.assert_kept(photo)

    def test_an_ended_story_is_not_opened_again_without_them(self):
        photo = make_photo()
        article = make_article(photo=photo, expires_at=timezone.now() - timedelta(hours=1))
        Photo.objects.update(credit="")
        with self.assertRaisesMessage(ActError, "needs a credit"):
            end(article, None)

    def test_what_was_lacking_before_does_not_lock_the_photo(self):
        make_article(photo=make_photo(credit="", caption="Before."))
        photo = Photo.objects.get()
        photo.caption = "After."
        photo.full_clean()

    def test_an_ended_picture_holds_no_other_change_of_its_story_up(self):
        photo = make_photo()
        article = make_article(photo=photo)
        Photo.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        publish(article, save_revision(article, newest_revision(article).content | {"headline": "Mended"}))
        self.assertEqual(Article.objects.get().headline, "Mended")


class UsesTests(TestCase):
    def setUp(self):
        self.photo = make_photo()

    def live(self):
        return set(Photo.objects.live())

    def test_a_picture_of_a_body_is_live_while_readers_see_it(self):
        article = make_draft(body=text_with(self.photo))
        self.assertEqual(self.live(), set())
        publish(article, newest_revision(article))
        self.assertEqual(self.live(), {self.photo})
        without = save_revision(article, newest_revision(article).content | {"body": "<p>Without.</p>"})
        self.assertEqual(self.live(), {self.photo})
        publish(article, without)
        self.assertEqual(self.live(), set())

    def test_a_picture_of_an_unpublished_change_is_not_live(self):
        article = make_article()
        save_revision(article, newest_revision(article).content | {"body": text_with(self.photo)})
        self.assertEqual(self.live(), set())
        self.assertFalse(Use.objects.get(photo=self.photo).is_public)

    def test_a_picture_that_a_draft_uses_in_its_text_is_not_deleted(self):
        article = make_draft()
        save_revision(article, newest_revision(article).content | {"body": text_with(self.photo)})
        with self.assertRaises(ProtectedError):
            self.photo.delete()

    def test_an_earlier_revision_is_restored_without_a_picture_that_is_gone(self):
        article = make_draft(body=text_with(self.photo))
        first = newest_revision(article)
        save_revision(article, first.content | {"body": "<p>Without.</p>"})
        self.photo.delete()
        self.assertEqual(restore(article, first).content["body"], "<p>The council met.</p>")

    def test_the_end_of_a_licence_needs_nothing_to_run(self):
        self.photo = make_photo(file=picture_file((40, 30)))
        article = make_draft(photo=self.photo)
        publish(article, newest_revision(article))
        self.assertEqual(self.live(), {self.photo})
        License.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        self.assertEqual(self.live(), set())
        self.assertFalse(Photo.objects.get(pk=self.photo.pk).is_shown)

    def test_the_words_of_a_picture_are_part_of_a_revision(self):
        article = make_draft(photo=self.photo)
        content = newest_revision(article).content | {"photo_caption": "Here.", "photo_credit": "Ours"}
        publish(article, save_revision(article, content))
        article.refresh_from_db()
        self.assertEqual((article.picture.caption, article.picture.credit), ("Here.", "Ours"))
