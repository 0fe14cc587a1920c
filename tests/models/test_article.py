from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import TestCase
from django.utils import timezone

from articles.models import Article, Byline
from tests.factories import POSTED, make_article, make_author, make_category, make_draft, make_photo


def moment(**offset):
    return timezone.now().replace(microsecond=0) + timedelta(**offset)


class PublishedTests(TestCase):
    def test_is_public_from_its_second_on(self):
        live = make_article(published_at=moment())
        make_article(published_at=moment(seconds=30))
        self.assertQuerySetEqual(Article.objects.published(), [live])

    def test_ends_at_its_second(self):
        live = make_article(expires_at=moment(seconds=30))
        ended = make_article(expires_at=moment())
        self.assertQuerySetEqual(Article.objects.published(), [live])
        self.assertQuerySetEqual(Article.objects.gone(), [ended])

    def test_leaves_out_drafts_and_withdrawn(self):
        make_draft()
        withdrawn = make_article(status="withdrawn")
        self.assertFalse(Article.objects.published().exists())
        self.assertQuerySetEqual(Article.objects.gone(), [withdrawn])

    def test_what_was_never_public_is_not_gone(self):
        make_article(status="withdrawn", published_at=moment(days=1))
        self.assertFalse(Article.objects.gone().exists())


class FilingTests(TestCase):
    def test_finds_articles_by_first_and_further_category(self):
        town, harbour = make_category("Town"), make_category("Harbour")
        first, further = make_article(category=town), make_article(category=harbour, also_in=[town])
        self.assertCountEqual(Article.objects.filed_under([town]), [first, further])

    def test_a_category_in_use_cannot_be_deleted(self):
        article = make_article(category=make_category())
        with self.assertRaises(ProtectedError):
            article.category.delete()

    def test_a_photo_in_use_cannot_be_deleted(self):
        article = make_article(photo=make_photo())
        with self.assertRaises(ProtectedError):
            article.photo.delete()


class PromiseTests(TestCase):
    """What the database itself refuses."""

    def refuses(self, constraint):
        return self.assertRaisesMessage(IntegrityError, constraint)

    def test_a_published_article_has_a_time(self):
        with self.refuses("published_article_has_a_time"), transaction.atomic():
            Article.objects.bulk_create([Article(headline="A", slug="a", status="published")])

    def test_an_article_ends_after_it_begins(self):
        make_article()
        with self.refuses("article_ends_after_it_begins"), transaction.atomic():
            Article.objects.update(expires_at=POSTED)

    def test_an_article_has_a_headline(self):
        make_article()
        with self.refuses("article_has_a_headline"), transaction.atomic():
            Article.objects.update(headline=" ")

    def test_a_status_is_a_known_one(self):
        make_article()
        with self.refuses("article_has_a_known_status"), transaction.atomic():
            Article.objects.update(status="secret")

    def test_an_author_signs_once(self):
        article, author = make_article(), make_author()
        Byline.objects.create(article=article, author=author)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Byline.objects.create(article=article, author=author)


class ValidationTests(TestCase):
    def test_publishing_without_a_time_means_now(self):
        article = make_article(published_at=None)
        self.assertLess(abs(article.published_at - timezone.now()), timedelta(seconds=5))

    def test_publishing_without_text_is_refused(self):
        with self.assertRaisesMessage(ValidationError, "A story without text cannot be published"):
            make_article(body="<p> </p>")

    def test_a_draft_may_be_empty(self):
        self.assertEqual(make_draft(body="").status, "draft")


class WordsTests(TestCase):
    def test_title_joins_kicker_and_headline(self):
        self.assertEqual(make_article(kicker="Report:", headline="Rain").title, "Report: Rain")

    def test_text_begins_with_the_dateline(self):
        article = make_article(dateline_place="Jerusalem", body="<p>It rained.</p><p>A lot.</p>")
        self.assertEqual(article.text, "JERUSALEM — It rained.\nA lot.")

    def test_direction_follows_the_language(self):
        self.assertEqual(make_article(language="he").direction, "rtl")
        self.assertEqual(make_article(language="en").direction, "ltr")

    def test_reading_time_is_at_least_a_minute(self):
        self.assertEqual(make_article(body="Short.").minutes, 1)
        self.assertEqual(make_article(body="word " * 660).minutes, 3)
