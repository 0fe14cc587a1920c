"""Through whatever door stories and what they are made of change, the index says what they say. On both engines."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db import connection, transaction
from django.test import TestCase, TransactionTestCase
from django.utils import timezone

from articles.models import Article, Author, Byline, Photo, Source, Tag, Tagging
from articles.search import Filters, Search, filings, find, parse, upkeep
from articles.search.request import OutOfTimeError
from tests.factories import POSTED, make_article, make_author, make_category, make_draft, make_photo


def found(typed, **filters):
    return find(Search(parse(typed), Filters(**filters))).total


class DoorTests(TestCase):
    def tearDown(self):
        self.assertEqual(list(upkeep.faults()), [])

    def test_save(self):
        story = make_article(headline="Rain")
        story.headline = "Snow"
        story.save()
        self.assertEqual((found("rain"), found("snow")), (0, 1))

    def test_update(self):
        make_article(headline="Rain")
        Article.objects.update(body="<p>Snow</p>")
        self.assertEqual((found("rain"), found("snow"), found("council")), (1, 1, 0))

    def test_bulk_create_and_bulk_update(self):
        fields = {"date": POSTED.date(), "status": "published", "published_at": POSTED}
        stories = Article.objects.bulk_create(
            Article(headline=f"Rain {place}", slug=f"rain-{place}", **fields) for place in range(3)
        )
        self.assertEqual(found("rain"), 3)
        for story in stories:
            story.headline = "Snow"
        Article.objects.bulk_update(stories[:2], ["headline"])
        self.assertEqual((found("rain"), found("snow")), (1, 2))

    def test_delete(self):
        make_article(headline="Rain", authors=["Kate"], tags=["weather"], sources=["The Post"])
        Article.objects.all().delete()
        self.assertEqual((found("rain"), found("kate")), (0, 0))

    def test_publishing_withdrawing_and_another_date(self):
        story = make_draft(headline="Rain")
        self.assertEqual(found("rain"), 0)
        stories = Article.objects.filter(pk=story.pk)
        stories.update(status="published", published_at=POSTED)
        self.assertEqual(found("rain", last=POSTED.date()), 1)
        stories.update(published_at=POSTED + timedelta(days=40))
        self.assertEqual((found("rain"), found("rain", last=POSTED.date())), (1, 0))
        stories.update(status="withdrawn")
        self.assertEqual(found("rain"), 0)

    def test_to_the_second_with_nothing_running(self):
        now = timezone.now()
        make_article(headline="Rain", published_at=now + timedelta(hours=1))
        make_article(headline="Rain", published_at=now - timedelta(seconds=2))
        make_article(headline="Rain", published_at=POSTED, expires_at=now - timedelta(seconds=2))
        make_article(headline="Rain", published_at=POSTED, expires_at=now + timedelta(hours=1))
        self.assertEqual(found("rain"), 2)

    def test_bylines_and_authors(self):
        story = make_article(authors=["Kate Norman"])
        Author.objects.filter(name="Kate Norman").update(name="Ann Norman")
        self.assertEqual((found("kate"), found("ann")), (0, 1))
        Byline.objects.update(author=make_author("Zoe"))
        self.assertEqual((found("ann"), found("zoe")), (0, 1))
        Byline.objects.update(article=make_article())
        self.assertNotEqual(find(Search(parse("zoe"))).ids, [story.pk])

    def test_tags(self):
        story = make_article(tags=["weather"])
        tag = Tag.objects.get()
        self.assertEqual((found("weather"), found("", tag=tag.pk)), (1, 1))
        Tag.objects.update(name="climate")
        self.assertEqual((found("weather"), found("climate")), (0, 1))
        Tagging.objects.bulk_create([Tagging(content_object=story, tag=Tag.objects.create(name="sea"))])
        self.assertEqual(found("sea climate"), 1)
        Tag.objects.all().delete()
        self.assertEqual((found("sea"), found("", tag=tag.pk)), (0, 0))

    def test_categories(self):
        town, coast = make_category("Town"), make_category("Coast")
        story = make_article(category=town, also_in=[coast])
        self.assertEqual([found("", categories=(each.pk,)) for each in (town, coast)], [1, 1])
        story.also_in.clear()
        self.assertEqual([found("", categories=(each.pk,)) for each in (town, coast)], [1, 0])
        self.assertEqual(found("", categories=(town.pk, coast.pk)), 1)

    def test_sources(self):
        make_article(sources=["The Post"])
        Source.objects.update(title="Ferries")
        self.assertEqual(found("post ferries"), 1)
        Source.objects.all().delete()
        self.assertEqual(found("post"), 0)

    def test_photos(self):
        photo = make_photo(caption="A ferry", credit="Ann")
        story = make_article(photo=photo)
        self.assertEqual(found("ferry ann"), 1)
        Photo.objects.update(caption="A boat")
        self.assertEqual((found("ferry"), found("boat")), (0, 1))
        story.photo_caption = "A ship"
        story.save()
        self.assertEqual((found("boat"), found("ship ann")), (0, 1))
        Article.objects.update(photo=None)
        self.assertEqual(found("ann"), 0)

    def test_loaddata_twice(self):
        make_article(headline="Rain", authors=["Kate"], tags=["weather"])
        rows = StringIO()
        call_command("dumpdata", "articles", stdout=rows)
        with TemporaryDirectory() as folder:
            file = Path(folder) / "rows.json"
            file.write_text(rows.getvalue().replace("Rain", "Snow"))
            for _ in range(2):
                call_command("loaddata", file, verbosity=0)
        self.assertEqual((found("rain"), found("snow kate weather")), (0, 1))

    def test_what_an_inner_transaction_takes_back(self):
        make_article(headline="Rain")
        with transaction.atomic():
            Article.objects.update(headline="Snow")
            transaction.set_rollback(True)
        self.assertEqual((found("rain"), found("snow")), (1, 0))

    def test_texts_of_any_length_are_saved(self):
        odd = "".join(map(chr, range(0x20000, 0x2A000))) * 2
        rare = " ".join(f"{number:x}" for number in range(60_000))
        for text in ("x" * 300_000, rare, "ab-" * 100_000, odd, "ﷺ" * 30_000, "é" * 3_000 + " é" * 100_000):
            make_article(headline="Rain", body=f"<p>{text}</p>")
        self.assertEqual(found("rain"), 6)

    def test_texts_do_not_run_into_each_other(self):
        make_article(kicker="Night", headline="Rain", standfirst="Snow", body="Wind", tags=["hail", "sleet"])
        self.assertEqual(found("night rain snow wind hail sleet"), 1)
        for phrase in ("rain night", "rain snow", "snow wind", "snow hail", "sleet wind", "wind sleet"):
            with self.subTest(phrase):
                self.assertEqual(found(f'"{phrase}"'), 0)


class QuestionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.stories = [
            make_article(
                headline=headline,
                body=body,
                kind=kind,
                published_at=datetime(2010 + year, 3, 1, 12, tzinfo=UTC),
                tags=["weather"] if "rain" in body else [],
            )
            for year, (headline, body, kind) in enumerate(
                [
                    ("Beans", "rain and snow", "news"),
                    ("Apples", "rain rain rain", "opinion"),
                    ("Rain", "nothing else", "news"),
                    ("Celery", "snow", "news"),
                    ("Apples", "rain", "analysis"),
                ]
            )
        ]

    def titles(self, typed, order, page=1, **filters):
        ids = find(Search(parse(typed), Filters(**filters)), order, page).ids
        return " ".join(str(self.stories.index(Article(pk=pk))) for pk in ids)

    def test_orders(self):
        self.assertEqual(self.titles("rain", "newest"), "4 2 1 0")
        self.assertEqual(self.titles("rain", "oldest"), "0 1 2 4")
        self.assertEqual(self.titles("rain", "title"), "4 1 0 2")
        self.assertEqual(self.titles("rain", "relevance")[0], "2")
        self.assertEqual(self.titles("", "newest"), "4 3 2 1 0")

    def test_filters(self):
        tag = Tag.objects.get()
        self.assertEqual(self.titles("snow", "newest", tag=tag.pk), "0")
        self.assertEqual(self.titles("-snow", "newest", kind="news"), "2")
        days = {"first": datetime(2011, 3, 1).date(), "last": datetime(2013, 2, 1).date()}
        self.assertEqual(self.titles("rain", "oldest", **days), "1 2")
        self.assertEqual(self.titles("rain OR snow", "oldest", **days), "1 2")

    def test_words_that_are_not_wanted_count_wherever_they_stand(self):
        engine, now = upkeep.engine_of(), timezone.now()
        for where, count in ((engine.HEADLINE, 1), (engine.BELOW, 2)):
            self.assertEqual(engine.count(Search(parse("rain -snow")), now, where=where), (count, False))
        nothing = Search(parse("rain -nothing"))
        self.assertEqual(engine.count(nothing, now, where=engine.HEADLINE), (0, False))

    def test_headlines_first(self):
        engine, now = upkeep.engine_of(), timezone.now()
        found = engine.headlines_first(Search(parse("rain")), now, 0, 20)
        self.assertEqual([self.stories.index(Article(pk=pk)) for pk in found], [2, 4, 1, 0])
        self.assertEqual(engine.headlines_first(Search(parse("rain")), now, 1, 2), found[1:3])

    def test_where_ranking_costs_too_much_headlines_stand_first(self):
        engine = upkeep.engine_of()
        engine.COMMON = 3  # stories; of SQLite alone
        ids = engine.ids(Search(parse("rain snow")), timezone.now(), "relevance", 0, 20)
        self.assertEqual(len(ids), 0 if connection.vendor == "sqlite" else 1)
        engine.COMMON = 5
        self.assertEqual(len(engine.ids(Search(parse("rain snow")), timezone.now(), "relevance", 0, 20)), 1)

    def test_filings(self):
        filed = filings(Search(parse("rain")))
        self.assertEqual((filed.total, filed.kinds), (4, {"news": 2, "opinion": 1, "analysis": 1}))
        self.assertEqual(filed.tags, {Tag.objects.get().pk: 3})
        self.assertEqual(filings(Search(parse("hail"))).total, 0)

    def test_asks_at_most_four_things(self):
        for order in ("newest", "oldest", "title", "relevance"):
            with self.subTest(order), self.assertNumQueries(2):
                find(Search(parse("rain")), order)

    def test_no_time_is_too_little_and_leaves_the_connection_as_it_was(self):
        engine, now = upkeep.engine_of(), timezone.now()
        before = settings_of(connection)
        with self.assertRaises(OutOfTimeError), engine.limited(0):
            engine.count(Search(parse("rain")), now)
        with engine.limited(5):
            self.assertEqual(engine.count(Search(parse("rain")), now), (4, False))
        self.assertEqual(settings_of(connection), before)
        self.assertEqual(Article.objects.count(), 5)


def settings_of(of):
    """Return the settings of a connection to PostgreSQL that questions of search have otherwise."""
    if of.vendor != "postgresql":
        return None
    with of.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE source IN ('session', 'override') ORDER BY 1"
        )
        return cursor.fetchall()


class CommittedTests(TransactionTestCase):
    """What tests that roll back cannot show."""

    def test_emptying_the_tables_empties_the_index(self):
        make_article(headline="Rain")
        call_command("flush", interactive=False, verbosity=0)
        self.assertEqual((found("rain"), list(upkeep.faults())), (0, []))
        make_article(headline="Rain")
        self.assertEqual((found("rain"), list(upkeep.faults())), (1, []))

    def test_outside_a_transaction_no_setting_stays(self):
        make_article(headline="Rain")
        engine, before = upkeep.engine_of(), settings_of(connection)
        self.assertEqual(found("rain"), 1)
        with self.assertRaises(OutOfTimeError), engine.limited(0):
            engine.count(Search(parse("rain")), timezone.now())
        self.assertEqual(settings_of(connection), before)

    def test_what_is_lacking_is_named_and_comes_again(self):
        engine = upkeep.engine_of()
        make_article(headline="Rain")
        self.assertEqual(engine.lacking(), [])
        for sql, name in LOST[connection.vendor].items():
            with self.subTest(name), connection.cursor() as cursor:
                cursor.execute(sql)
                self.assertIn(name, engine.lacking())
                upkeep.settle("default")
                self.assertEqual((engine.lacking(), list(upkeep.faults())), ([], []))


LOST = {
    "sqlite": {
        "DROP TRIGGER search_articles_byline_comes": "search_articles_byline_comes",
        "DROP TABLE search_document": "search_document",
    },
    "postgresql": {
        "DROP TRIGGER search_articles_byline ON articles_byline": "search_articles_byline",
        "ALTER TABLE articles_article DISABLE TRIGGER search_articles_article": "search_articles_article",
        "DROP VIEW search_source": "search_source",
        "DROP INDEX search_document_tsv": "search_document_tsv",
        "DROP TABLE search_document": "search_document",
        "CREATE OR REPLACE FUNCTION search_fold(text) RETURNS text LANGUAGE sql AS 'SELECT $1';"
        "COMMENT ON FUNCTION search_fold(text) IS ''": "search_fold",
        "DROP TEXT SEARCH CONFIGURATION newsroom": "newsroom",
    },
}
