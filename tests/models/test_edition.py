from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage as storage
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from articles.models import Article, Correction, Edition, EditionStory, FormerAddress, Photo
from articles.models.edition import MOST
from articles.models.edition_file import changed, contents, discard, is_live, is_rearranged, keep, path_of
from tests.factories import (
    POSTED,
    make_article,
    make_draft,
    make_edition,
    make_live,
    make_photo,
    picture_file,
)

HOUR = timedelta(hours=1)


class EditionTests(TestCase):
    def test_stories_stand_in_the_order_that_was_given(self):
        one, two, three = make_article(), make_article(), make_article()
        make_edition(one, two, three)
        edition = make_edition(three, one, two)
        self.assertEqual(list(edition.stories()), [three, one, two])

    def test_readers_get_its_live_stories_and_it_keeps_the_others(self):
        live, ended = make_article(), make_article(expires_at=timezone.now())
        edition = make_edition(ended, live)
        self.assertEqual(list(edition.stories()), [live])
        self.assertEqual(list(edition.all_stories()), [ended, live])

    def test_is_published_from_its_second_with_a_live_story(self):
        story = make_article()
        there = make_edition(story)
        make_edition(story, published_at=None)
        make_edition(story, published_at=timezone.now() + HOUR)
        make_edition(make_draft())
        make_edition()
        self.assertEqual(list(Edition.objects.published()), [there])

    def test_counts_the_stories_that_readers_find(self):
        make_edition(make_article(), make_article(), make_draft())
        self.assertEqual(Edition.objects.with_numbers().get().number, 2)

    def test_takes_a_story_once_and_no_more_than_fit(self):
        story = make_article()
        edition = make_edition(story, story)
        self.assertEqual(edition.lines.count(), 1)
        with self.assertRaisesMessage(ValidationError, f"at most {MOST} stories; these would be {MOST + 1}"):
            edition.arrange(range(1, MOST + 2))
        with self.assertRaises(IntegrityError), transaction.atomic():
            EditionStory.objects.create(edition=edition, article=story)

    def test_new_stories_are_live_ones(self):
        line = EditionStory(edition=make_edition(), article=make_draft())
        with self.assertRaises(ValidationError):
            line.full_clean()
        line.article = make_article()
        line.full_clean()

    def test_has_a_slug_of_its_own_in_any_script(self):
        self.assertEqual(make_edition(title="השבוע").slug, "השבוע")
        for title, slug in (("Own", "own-2"), ("Feed", "feed-2")):
            self.assertEqual(make_edition(title=title).slug, slug)

    def test_an_old_address_leads_to_the_new_one_unless_readers_never_met_it(self):
        for published_at, status in ((timezone.now() - HOUR, 301), (None, 404), (timezone.now() + HOUR, 404)):
            with self.subTest(published_at=published_at):
                edition = make_edition(make_article(), published_at=published_at)
                old = edition.get_absolute_url()
                edition.slug += "-new"
                edition.save()
                self.assertEqual(self.client.get(old).status_code, status)

    def test_the_old_address_of_one_taken_back_leads_nowhere(self):
        edition = make_edition(make_article(), slug="old")
        edition.slug = "new"
        edition.save()
        self.assertEqual(self.client.get("/editions/old.pdf").headers["Location"], "/editions/new.pdf")
        Edition.objects.update(published_at=None)
        self.assertEqual(self.client.get("/editions/old/").status_code, 404)
        self.assertEqual(FormerAddress.objects.get().thing, edition)


class EditionFileTests(TestCase):
    def setUp(self):
        self.photo = make_photo(file=picture_file((400, 300)))
        self.story = make_live(photo=self.photo)
        self.edition = make_edition(self.story)
        self.keep()

    def keep(self, pdf=b"%PDF"):
        keep(self.edition, pdf, 2, contents(self.edition, [self.story], [self.photo]))
        self.edition = Edition.objects.get()

    def files(self):
        return sorted(path.name for path in Path(storage.path("editions")).glob(f"{self.edition.pk}-*"))

    def test_is_kept_whole_and_the_one_before_goes(self):
        first = self.edition.pdf
        self.keep(b"%PDF anew")
        self.assertNotEqual(self.edition.pdf, first)
        self.assertEqual(self.files(), [self.edition.pdf])
        self.assertEqual(storage.open(path_of(self.edition)).read(), b"%PDF anew")
        self.assertEqual((self.edition.pdf_pages, self.edition.pdf_bytes), (2, 9))

    def test_of_an_edition_deleted_meanwhile_nothing_stays(self):
        Edition.objects.all().delete()
        with self.assertRaises(Edition.DoesNotExist):
            keep(self.edition, b"%PDF late", 1, contents(self.edition, [], []))
        self.assertEqual(self.files(), [])

    def test_goes_with_its_edition_and_leaves_those_of_others(self):
        other = Edition(pk=self.edition.pk * 10)
        discard([other.pk])
        self.assertEqual(self.files(), [self.edition.pdf])
        discard([self.edition.pk])
        self.assertEqual(self.files(), [])

    def test_readers_may_have_it_as_long_as_all_in_it_is_live(self):
        self.assertTrue(is_live(self.edition))
        past = timezone.now() - HOUR
        for model, fields in (
            (Article, {"status": "withdrawn"}),
            (Article, {"published_at": POSTED, "expires_at": past}),
            (Article, {"published_at": timezone.now() + HOUR}),
            (Article, {"photo": None}),
            (Photo, {"expires_at": past}),
            (Photo, {"credit": "Somebody else"}),
            (Photo, {"license": None}),
            (Photo, {"rendered": "0123456789ab"}),
        ):
            with self.subTest(fields=fields), transaction.atomic():
                model.objects.update(**fields)
                self.story.uses.filter(article__photo=None).update(is_public=False)
                self.assertFalse(is_live(self.edition))
                transaction.set_rollback(True)

    def test_is_not_there_without_its_file(self):
        Path(storage.path(path_of(self.edition))).unlink()
        self.assertFalse(is_live(self.edition))

    def test_knows_which_stories_have_changed(self):
        self.assertEqual(changed(self.edition), 0)
        Correction.objects.create(article=self.story, text="Not 394 but 349.")
        self.assertEqual(changed(self.edition), 1)
        self.assertTrue(is_live(self.edition))

    def test_knows_whether_the_edition_itself_has_changed(self):
        self.assertFalse(is_rearranged(self.edition))
        other = make_article()
        self.edition.arrange([self.story.pk, other.pk])
        self.assertTrue(is_rearranged(self.edition))
        self.edition.arrange([self.story.pk])
        self.edition.title = "Another title"
        self.assertTrue(is_rearranged(self.edition))

    def test_asks_two_questions(self):
        with self.assertNumQueries(2):
            is_live(self.edition)
