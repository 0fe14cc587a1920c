"""Every door into the database keeps the promises of the fields."""

import json
from datetime import UTC, datetime
from tempfile import NamedTemporaryFile

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.test import TestCase

from articles.models import Article, Category, GivingLink, Tag
from tests.factories import make_article, make_category

DIRTY = '<p onclick="x()">He<script>alert(1)</script>llo</p>'
CLEAN = "<p>Hello</p>"


class BodyDoorTests(TestCase):
    def stored(self):
        return Article.objects.values_list("body", flat=True).get()

    def test_save(self):
        article = Article(headline="A", body=DIRTY)
        article.save()
        self.assertEqual(self.stored(), CLEAN)
        self.assertEqual(article.body, CLEAN)

    def test_full_clean(self):
        article = Article(headline="A", body=DIRTY)
        article.full_clean()
        self.assertEqual(article.body, CLEAN)

    def test_update(self):
        make_article()
        Article.objects.update(body=DIRTY)
        self.assertEqual(self.stored(), CLEAN)

    def test_update_with_a_value(self):
        make_article()
        Article.objects.update(body=Value(DIRTY, output_field=Article._meta.get_field("body")))
        self.assertEqual(self.stored(), CLEAN)

    def test_bulk_create(self):
        Article.objects.bulk_create([Article(headline="A", slug="a", body=DIRTY)])
        self.assertEqual(self.stored(), CLEAN)

    def test_bulk_update(self):
        article = make_article()
        article.body = DIRTY
        Article.objects.bulk_update([article], ["body"])
        self.assertEqual(self.stored(), CLEAN)

    def test_loaddata(self):
        rows = [{"model": "articles.article", "fields": {"headline": "A", "slug": "a", "body": DIRTY}}]
        with NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(rows, file)
            file.flush()
            call_command("loaddata", file.name, verbosity=0)
        self.assertEqual(self.stored(), CLEAN)


class LineTests(TestCase):
    def test_bulk_writes_store_clean_lines(self):
        Article.objects.bulk_create([Article(headline="Cafe\u0301\x00\nopens", slug="cafe")])
        self.assertEqual(Article.objects.get().headline, "Café opens")

    def test_is_found_in_either_normal_form(self):
        make_article(headline="Café")
        self.assertTrue(Article.objects.filter(headline="Cafe\u0301").exists())


class LinkTests(TestCase):
    def test_leads_to_the_web_whatever_door_it_came_by(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            GivingLink.objects.create(label="Give", url="javascript:alert(1)")
        GivingLink.objects.create(label="Give", url="HTTPS://give.example/")


class WholeSecondTests(TestCase):
    def test_is_cut_at_every_door(self):
        moment = datetime(2022, 1, 12, 9, 0, 0, 999_999, tzinfo=UTC)
        make_article(published_at=moment)
        Article.objects.update(expires_at=moment.replace(year=2023))
        article = Article.objects.get()
        self.assertEqual(article.published_at.microsecond, 0)
        self.assertEqual(article.expires_at.microsecond, 0)


class SlugTests(TestCase):
    def test_is_made_of_the_headline_and_free(self):
        first, second = make_article(headline="Rain!"), make_article(headline="Rain?")
        self.assertEqual((first.slug, second.slug), ("rain", "rain-2"))

    def test_is_never_one_that_newsroom_needs(self):
        self.assertEqual(make_article(headline="Feed").slug, "feed-2")

    def test_is_never_one_that_another_story_had(self):
        article = make_article(headline="Weather")
        article.slug = "weather-of-january"
        article.save()
        self.assertEqual(make_article(headline="Weather").slug, "weather-2")

    def test_stays_valid_when_it_is_cut(self):
        articles = [make_article(headline="ab " * 45) for _ in range(2)]
        for article in articles:
            article.full_clean()

    def test_that_cannot_stand_in_an_address_is_refused_at_every_door(self):
        for slug in ("a/b", "a.b", "a b", "a?b", "#a", "a\\b"):
            with self.subTest(slug=slug), self.assertRaises(IntegrityError), transaction.atomic():
                Article.objects.bulk_create([Article(headline="A", slug=slug)])

    def test_is_made_without_letters_too(self):
        self.assertEqual(make_article(headline="???").slug, "article")

    def test_of_a_new_tag_is_made_in_any_script(self):
        make_article(tags=["רכבת לילה"])
        self.assertEqual(Tag.objects.get().slug, "רכבת-לילה")

    def test_that_cannot_stand_in_an_address_gets_a_sentence(self):
        category = Category(name="Town", slug="a b.c")
        with self.assertRaisesMessage(ValidationError, "“a b.c” cannot stand in an address"):
            category.full_clean()

    def test_that_another_has_is_named(self):
        make_category("Town", slug="town")
        with self.assertRaisesMessage(ValidationError, "Another category has the slug “town”"):
            Category(name="City", slug="town").full_clean()

    def test_that_newsroom_needs_is_refused(self):
        with self.assertRaisesMessage(ValidationError, "“feed” is an address that Newsroom needs itself"):
            Category(name="Feed", slug="feed").full_clean()

    def test_is_stored_in_lower_case(self):
        self.assertEqual(make_category("Town", slug="Old-Town").slug, "old-town")
