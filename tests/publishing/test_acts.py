from contextlib import contextmanager
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import ProtectedError
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Author, LogLine, Revision, Tag
from articles.publishing import (
    ActError,
    StaleError,
    content_of,
    create,
    delete,
    embargo,
    end,
    move,
    newest_revision,
    publish,
    publish_due,
    restore,
    save_revision,
    take_back,
    unschedule,
    withdraw,
)
from tests.factories import make_article, make_author, make_category, make_draft, make_photo


def in_minutes(number):
    return timezone.now().replace(microsecond=0) + timedelta(minutes=number)


class ActCase(TestCase):
    def setUp(self):
        self.article = make_article(headline="First", authors=["Ann"], tags=["sea"], sources=["A"])
        self.first = newest_revision(self.article)

    def save(self, **changes):
        return save_revision(self.article, newest_revision(self.article).content | changes)

    def row(self):
        return Article.objects.get(pk=self.article.pk)

    @contextmanager
    def assert_at_most(self, number):
        with CaptureQueriesContext(connection) as queries:
            yield
        self.assertLessEqual(len(queries), number, [query["sql"][:90] for query in queries])

    def published_headlines(self):
        return [article.headline for article in Article.objects.published()]


class SavingTests(ActCase):
    def test_a_story_without_revision_gets_one_from_its_row(self):
        self.assertEqual(self.first.origin, "row")
        self.assertEqual(self.first.content, content_of(self.article))
        self.assertEqual(self.row().published_revision, self.first)
        self.assertEqual(newest_revision(self.article), self.first)

    def test_saving_changes_nothing_that_readers_see(self):
        before = content_of(self.row())
        self.save(headline="Second", bylines=[], tags=[], sources=[], body="<p>New.</p>")
        self.assertEqual(content_of(self.row()), before)

    def test_saving_the_same_again_makes_no_revision(self):
        self.assertEqual(self.save(), self.first)

    def test_a_form_that_began_earlier_is_stale(self):
        newest = self.save(headline="Second")
        with self.assertRaises(StaleError) as caught:
            save_revision(self.article, self.first.content, base=self.first.pk)
        self.assertEqual(caught.exception.newest, newest)

    def test_a_restored_revision_is_a_new_one(self):
        self.save(headline="Second")
        restored = restore(self.article, self.first)
        self.assertEqual((restored.content, restored.origin), (self.first.content, "restored"))
        self.assertEqual(self.article.revisions.count(), 3)

    def test_restoring_leaves_out_what_was_deleted_since(self):
        author = make_author("Bo")
        former = self.save(bylines=[{"author": author.pk, "role": "by"}])
        self.save(bylines=[])
        author.delete()
        self.assertEqual(restore(self.article, former).content["bylines"], [])

    def test_a_new_story_is_a_draft_with_its_first_revision(self):
        author = User.objects.create(username="ann")
        content = self.first.content | {"headline": "Fresh", "slug": ""}
        draft = Article(headline="Fresh")
        revision = create(draft, content, by=author)
        self.assertEqual((draft.status, draft.slug, revision.saved_by_name), ("draft", "fresh", "ann"))
        self.assertEqual(content_of(Article.objects.get(pk=draft.pk)), revision.content)

    def test_costs_at_most_twelve_queries(self):
        content = self.save(headline="Second").content
        with self.assert_at_most(12):
            save_revision(self.article, content | {"headline": "Third", "tags": []})


class PublishingTests(ActCase):
    def test_copies_fields_and_relations_into_the_row(self):
        bo, town, photo = make_author("Bo"), make_category("Town"), make_photo()
        tag = Tag.objects.create(name="quay")
        changed = self.save(
            headline="Second",
            date="2022-02-01",
            category=town.pk,
            photo=photo.pk,
            also_in=[town.pk],
            tags=[tag.pk],
            bylines=[{"author": bo.pk, "role": "by"}, *self.first.content["bylines"]],
            sources=[{"outlet": "B", "title": "", "url": "", "date": None, "relation": "via"}],
        )
        publish(self.article, changed)
        self.assertEqual(content_of(self.row()), changed.content)
        self.assertEqual([str(byline) for byline in self.row().bylines.all()], ["by Bo", "by Ann"])

    def test_leaves_rows_alone_that_do_not_differ(self):
        byline, source = self.article.bylines.get(), self.article.sources.get()
        publish(self.article, self.save(headline="Second"))
        self.assertEqual(self.row().bylines.get().pk, byline.pk)
        self.assertEqual(self.row().sources.get().pk, source.pk)

    def test_costs_few_queries(self):
        changed = self.save(headline="Second", slug="second", bylines=[], sources=[], tags=[])
        with self.assert_at_most(32):
            publish(self.article, changed)

    def test_a_substantive_change_moves_updated_and_a_minor_one_does_not(self):
        minor = save_revision(self.article, self.first.content | {"headline": "Frist"}, is_substantive=False)
        self.assertIsNone(publish(self.article, minor).updated_at)
        self.assertIsNotNone(publish(self.article, self.save(headline="Other")).updated_at)

    def test_what_readers_saw_keeps_its_time(self):
        posted = self.row().published_at
        publish(self.article, self.save(headline="Second"))
        self.assertEqual(self.row().published_at, posted)

    def test_a_taken_slug_is_refused_and_nothing_is_written(self):
        make_article(slug="taken")
        changed = self.save(headline="Second", slug="taken")
        with self.assertRaises(ActError):
            publish(self.article, changed)
        self.assertEqual(self.row().headline, "First")

    def test_what_a_draft_uses_cannot_be_deleted(self):
        author = make_author("Bo")
        self.save(bylines=[{"author": author.pk, "role": "by"}])
        with self.assertRaises(ProtectedError):
            author.delete()
        self.save(bylines=[])
        author.delete()

    def test_what_a_published_story_uses_cannot_be_deleted(self):
        self.save(tags=[])
        with self.assertRaises(ProtectedError):
            Tag.objects.get().delete()

    def test_what_a_bulk_write_said_is_kept_when_it_is_published_over(self):
        changed = self.save(headline="Second")
        Article.objects.filter(pk=self.article.pk).update(headline="By update")
        publish(self.article, changed)
        said = [revision.content["headline"] for revision in self.article.revisions.published()]
        self.assertIn("By update", said)

    def test_something_gone_is_named(self):
        author = make_author("Bo")
        changed = self.save(bylines=[{"author": author.pk, "role": "by"}])
        self.article.uses.all().delete()
        Author.objects.filter(pk=author.pk).delete()
        with self.assertRaisesMessage(ActError, "An author that this story uses is gone"):
            publish(self.article, changed)


class TimeTests(ActCase):
    def test_a_draft_can_be_published_at_a_time(self):
        draft = make_draft(headline="Later")
        publish(draft, newest_revision(draft), at=in_minutes(5))
        self.assertEqual(self.published_headlines(), ["First"])
        Article.objects.filter(pk=draft.pk).update(published_at=in_minutes(-1))
        self.assertEqual(self.published_headlines(), ["Later", "First"])

    def test_an_end_can_be_given(self):
        until = in_minutes(5)
        publish(self.article, self.first, until=until)
        self.assertEqual(self.row().expires_at, until)

    def test_an_ended_story_that_is_published_again_is_seen_again(self):
        Article.objects.update(expires_at=in_minutes(-1))
        self.assertIsNone(publish(self.article, self.first).expires_at)
        self.assertEqual(self.published_headlines(), ["First"])

    def test_a_change_of_a_live_story_waits_for_its_second(self):
        publish(self.article, self.save(headline="Second"), at=in_minutes(5))
        publish_due()
        self.assertEqual(self.row().headline, "First")
        Article.objects.update(change_at=in_minutes(-1))
        publish_due()
        self.assertEqual((self.row().headline, self.row().change_at), ("Second", None))

    def test_a_due_change_that_cannot_be_published_is_set_aside(self):
        publish(self.article, self.save(headline="Second", slug="taken"), at=in_minutes(5))
        make_article(slug="taken")
        Article.objects.filter(pk=self.article.pk).update(change_at=in_minutes(-1))
        publish_due()
        self.assertEqual((self.row().headline, self.row().change_at), ("First", None))
        self.assertIn("slug", self.row().set_aside.lower())

    def test_a_due_change_without_its_revision_is_set_aside(self):
        Article.objects.update(change_at=in_minutes(-1))
        self.assertEqual(self.client.get("/").status_code, 200)
        self.assertEqual(self.row().set_aside, "The revision of this change is gone.")

    def test_a_due_change_that_the_database_refuses_is_set_aside(self):
        publish(self.article, self.save(headline="Second"), at=in_minutes(5))
        revision = newest_revision(self.article)
        revision.content["date"] = "0999-01-01"
        revision.save()
        Article.objects.update(change_at=in_minutes(-1))
        self.assertEqual(self.client.get("/").status_code, 200)
        self.assertTrue(self.row().set_aside)

    def test_a_due_change_does_not_bring_back_what_had_ended(self):
        publish(self.article, self.save(headline="Second"), at=in_minutes(5))
        Article.objects.update(change_at=in_minutes(-1), expires_at=in_minutes(-2))
        publish_due()
        self.assertEqual(self.row().set_aside, "The story had ended before its change.")
        self.assertEqual(self.published_headlines(), [])

    def test_what_readers_knew_is_not_published_at_a_time(self):
        withdraw(self.article, "Not true.")
        with self.assertRaisesMessage(ActError, "It can be published again now, not at a time."):
            publish(self.article, self.first, at=in_minutes(5))
        self.assertEqual(self.client.get(self.article.get_absolute_url()).status_code, 410)

    def test_asking_for_due_changes_is_one_query(self):
        with self.assertNumQueries(1):
            publish_due()

    def test_a_time_can_be_taken_back(self):
        publish(self.article, self.save(headline="Second"), at=in_minutes(5))
        self.assertIsNone(unschedule(self.article).change_at)
        draft = make_draft()
        publish(draft, newest_revision(draft), at=in_minutes(5))
        self.assertEqual(unschedule(draft).status, "draft")

    def test_an_embargo_is_broken_only_on_purpose(self):
        draft = make_draft(embargoed_until=in_minutes(60))
        revision = newest_revision(draft)
        with self.assertRaisesMessage(ActError, "This story is under embargo until"):
            publish(draft, revision)
        publish(draft, revision, at=in_minutes(61))
        self.assertEqual(publish(draft, revision, breaks_embargo=True).status, "published")


class WorkflowTests(ActCase):
    def test_a_draft_goes_through_review(self):
        draft = make_draft()
        for status in ("in_review", "ready", "draft"):
            self.assertEqual(move(draft, status).status, status)

    def test_a_public_story_does_not(self):
        with self.assertRaises(ActError):
            move(self.article, "draft")

    def test_withdrawing_needs_a_reason_and_ends_the_story(self):
        with self.assertRaisesMessage(ActError, "Write the reason"):
            withdraw(self.article, " ")
        withdraw(self.article, "It was not true.")
        self.assertEqual(self.client.get(self.article.get_absolute_url()).status_code, 410)

    def test_a_first_publication_can_be_taken_back_without_a_word(self):
        take_back(self.article)
        self.assertEqual(self.client.get(self.article.get_absolute_url()).status_code, 404)

    def test_what_was_taken_back_does_not_come_out_with_its_change(self):
        publish(self.article, self.save(headline="Second"), at=in_minutes(5))
        self.assertIsNone(take_back(self.article).change_at)

    def test_one_that_waited_for_its_time_and_was_published_sooner_can_be_taken_back(self):
        draft = make_draft()
        publish(draft, newest_revision(draft), at=in_minutes(5))
        publish(draft, save_revision(draft, newest_revision(draft).content | {"headline": "Sooner"}))
        self.assertEqual(take_back(draft).status, "draft")

    def test_what_readers_have_not_seen_is_not_withdrawn(self):
        draft = make_draft()
        publish(draft, newest_revision(draft), at=in_minutes(5))
        with self.assertRaisesMessage(ActError, "take the time back"):
            withdraw(draft, "Not true.")

    def test_a_later_one_cannot(self):
        publish(self.article, self.save(headline="Second"))
        with self.assertRaisesMessage(ActError, "Only a first publication can be taken back"):
            take_back(self.article)

    def test_every_act_stands_in_the_log(self):
        publish(self.article, self.save(headline="Second"), by=User.objects.create(username="ann"))
        lines = [str(line) for line in LogLine.objects.all()]
        self.assertEqual(lines, ["ann published: Second", "Newsroom saved: First"])

    def test_the_log_is_append_only(self):
        self.save(headline="Second")
        line = LogLine.objects.get()
        with self.assertRaises(TypeError):
            line.save()
        with self.assertRaises(TypeError):
            line.delete()


class EndTests(ActCase):
    def test_an_end_is_set_and_taken_away_without_publishing(self):
        self.assertEqual(end(self.article, in_minutes(5)).expires_at, in_minutes(5))
        self.assertIsNone(end(self.article, None).expires_at)
        with self.assertRaisesMessage(ActError, "A story ends in the future"):
            end(self.article, in_minutes(-5))

    def test_publishing_the_same_again_does_not_call_it_updated(self):
        self.assertIsNone(publish(self.article, self.first, until=in_minutes(5)).updated_at)


class EmbargoTests(ActCase):
    def test_is_made_longer_by_anybody_and_shorter_by_who_lifts_it(self):
        draft = make_draft()
        embargo(draft, in_minutes(60))
        embargo(draft, in_minutes(90))
        for until in (in_minutes(60), None):
            with self.assertRaisesMessage(ActError, "An embargo can be made longer."):
                embargo(draft, until)
        self.assertIsNone(embargo(draft, None, lifts=True).embargoed_until)

    def test_comes_too_late_for_what_readers_see(self):
        with self.assertRaisesMessage(ActError, "an embargo comes too late"):
            embargo(self.article, in_minutes(5))


class DeletingTests(ActCase):
    def test_a_draft_is_deleted_and_the_log_keeps_its_name(self):
        draft = make_draft(headline="Fog")
        newest_revision(draft)
        delete(draft)
        self.assertEqual(str(LogLine.objects.first()), "Newsroom deleted: Fog")

    def test_what_was_public_is_not(self):
        take_back(self.article)
        with self.assertRaisesMessage(ActError, "Readers have seen this story, so it stays"):
            delete(self.article)


class RevisionTests(ActCase):
    def test_the_same_content_may_get_a_name_and_a_weight_before_readers_see_it(self):
        content = self.save(headline="Second").content
        named = save_revision(self.article, content, name="Checked", is_substantive=False)
        self.assertEqual((named.name, named.is_substantive), ("Checked", False))
        self.assertEqual(self.article.revisions.count(), 2)

    def test_a_second_click_on_save_is_not_stale(self):
        content = self.save(headline="Second").content
        again = save_revision(self.article, content, base=self.first.pk)
        self.assertEqual(again, newest_revision(self.article))

    def test_published_revisions_say_so(self):
        changed = self.save(headline="Second")
        publish(self.article, changed)
        self.assertEqual(Revision.objects.published().count(), 2)
