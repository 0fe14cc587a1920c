from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.test import TestCase

from articles.models import Article, Correction, LogLine
from articles.publishing import ActError, content_of, correct, newest_revision, publish, take_back
from tests.factories import make_article, make_draft


class CorrectionTests(TestCase):
    def setUp(self):
        self.article = make_article(headline="The ferry", body="It made 394 crossings.")

    def correct(self, kind="correction", text="It made 349 crossings.", **options):
        return correct(self.article, kind, text, **options)

    def row(self):
        return Article.objects.get(pk=self.article.pk)

    def test_leaves_the_story_and_its_revisions_as_they_are(self):
        revision = newest_revision(self.article)
        self.correct()
        self.assertEqual(content_of(self.row()), revision.content)
        self.assertEqual(newest_revision(self.article), revision)

    def test_all_but_a_note_say_that_the_story_was_updated(self):
        for kind in Correction.Kind:
            Article.objects.update(updated_at=None)
            at = self.correct(kind).at
            self.assertEqual(self.row().updated_at, None if kind == "note" else at, kind)

    def test_stands_in_the_log_with_who_wrote_it(self):
        ann = User.objects.create(username="ann")
        correction = self.correct(by=ann)
        self.assertEqual((correction.written_by, correction.written_by_name), (ann, "ann"))
        line = LogLine.objects.get()
        self.assertEqual(
            (str(line), line.detail), ("ann corrected: The ferry", "Correction: It made 349 crossings.")
        )

    def test_is_only_for_what_readers_see(self):
        with self.assertRaisesMessage(ActError, "Only a story that readers see can be corrected."):
            correct(make_draft(), "correction", "Wrong.")

    def test_without_words_or_of_an_unknown_kind_is_refused(self):
        for kind, text in (("correction", " "), ("nonsense", "Wrong.")):
            with self.assertRaises(ActError):
                self.correct(kind, text)
        with self.assertRaises(IntegrityError):
            Correction.objects.bulk_create([Correction(article=self.article, text="")])

    def test_is_superseded_by_one_of_its_own_story_and_by_one_alone(self):
        first = self.correct()
        second = self.correct(text="It made 350.", supersedes=first)
        self.assertEqual(self.row().standing_corrections, [second])
        with self.assertRaisesMessage(ActError, "A later one supersedes this one already."):
            self.correct(supersedes=first)
        with self.assertRaisesMessage(ActError, "supersedes one of its own story"):
            correct(make_article(), "correction", "Wrong.", supersedes=second)

    def test_is_never_changed_or_deleted(self):
        correction = self.correct()
        for act in (correction.save, correction.delete, Correction.objects.all().delete):
            with self.assertRaises(TypeError):
                act()
        with self.assertRaises(ProtectedError):
            self.article.delete()

    def test_stays_when_the_story_is_published_again(self):
        correction = self.correct()
        publish(self.article, newest_revision(self.article))
        self.assertEqual(self.row().standing_corrections, [correction])

    def test_a_story_that_was_corrected_is_no_accident_to_be_taken_back(self):
        newest_revision(self.article)
        self.correct()
        with self.assertRaisesMessage(ActError, "Withdraw the story"):
            take_back(self.article)

    def test_has_a_natural_key(self):
        correction = self.correct()
        self.assertEqual(Correction.objects.get_by_natural_key(*correction.natural_key()), correction)

    def test_passes_full_clean_at_every_other_door(self):
        with self.assertRaises(ValidationError):
            Correction(article=self.article, kind="nonsense", text="Wrong.").full_clean()
