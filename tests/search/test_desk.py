"""The desk's search: every state, every text of the row and of the newest revision, and none of it for readers."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Author, Photo, Revision, Source, Tag
from articles.publishing import newest_revision, publish, save_revision
from articles.search import ORDERS, Filters, Search, desk, did_you_mean, filings, find, parse, upkeep
from tests.factories import make_article, make_author, make_draft, make_photo

WORDS = (
    *("kickerword", "slugword", "standfirstword", "datelineword", "bodyword", "captionword", "creditword"),
    *("authorword", "tagword", "outletword"),
)


def found(typed):
    """Return the headlines of the rows that the desk finds."""
    articles = desk.found_among(Article.objects.all(), parse(typed)).articles
    return sorted(article.headline for article in articles)


class DeskSearchCase(TestCase):
    def assert_index_is_right(self):
        self.assertEqual(list(upkeep.faults()), [])


class StateTests(DeskSearchCase):
    def test_finds_stories_in_every_state(self):
        now = timezone.now()
        for status in ("draft", "in_review", "ready"):
            make_draft(headline=status, body="Zyzzyva.", status=status)
        make_article(headline="scheduled", body="Zyzzyva.", published_at=now + timedelta(days=1))
        make_article(headline="live", body="Zyzzyva.")
        make_article(headline="ended", body="Zyzzyva.", expires_at=now - timedelta(seconds=1))
        make_article(headline="withdrawn", body="Zyzzyva.", status="withdrawn")
        states = ["draft", "ended", "in_review", "live", "ready", "scheduled", "withdrawn"]
        self.assertEqual(found("zyzzyva"), states)

    def test_looks_only_among_the_stories_that_it_is_given(self):
        make_draft(headline="Hers", body="Zyzzyva.")
        mine = make_draft(headline="Mine", body="Zyzzyva.")
        own = desk.found_among(Article.objects.filter(pk=mine.pk), parse("zyzzyva"))
        self.assertEqual(list(own.articles), [mine])


class TextTests(DeskSearchCase):
    def test_finds_each_text_of_the_row(self):
        make_draft(
            kicker="Kickerword:",
            headline="Found",
            slug="slugword-two",
            standfirst="Standfirstword",
            dateline_place="Datelineword",
            body="Bodyword",
            photo=make_photo(caption="Captionword", credit="Creditword"),
            authors=["Authorword"],
            tags=["tagword"],
            sources=["Outletword"],
        )
        make_draft(headline="Other")
        for word in WORDS:
            with self.subTest(word=word):
                self.assertEqual(found(word), ["Found"])
        self.assert_index_is_right()

    def test_finds_each_text_of_the_newest_revision_and_of_the_row(self):
        article = make_article(headline="Found", body="Rowword")
        changes = {
            "kicker": "Kickerword:",
            "headline": "Headlineword",
            "slug": "slugword-two",
            "standfirst": "Standfirstword",
            "dateline_place": "Datelineword",
            "body": "<p>Bodyword</p>",
            "photo": make_photo(caption="Captionword", credit="Creditword").pk,
            "bylines": [{"author": make_author("Authorword").pk, "role": "by"}],
            "tags": [Tag.objects.create(name="tagword").pk],
            "sources": [{"outlet": "Outletword", "title": "", "url": "", "date": None, "relation": "via"}],
        }
        save_revision(article, newest_revision(article).content | changes)
        for word in ("rowword", "headlineword", *WORDS):
            with self.subTest(word=word):
                self.assertEqual(found(word), ["Found"])
        self.assert_index_is_right()

    def test_an_earlier_revision_is_not_looked_at(self):
        article = make_draft(headline="Found")
        for word in ("first", "second"):
            save_revision(article, newest_revision(article).content | {"body": f"<p>{word}</p>"})
        self.assertEqual((found("first"), found("second")), ([], ["Found"]))

    def test_publishing_leaves_the_former_text_behind(self):
        article = make_article(headline="Rain", body="Formerly")
        publish(article, save_revision(article, newest_revision(article).content | {"body": "<p>Now</p>"}))
        self.assertEqual((found("formerly"), found("now")), ([], ["Rain"]))


class SyntaxTests(DeskSearchCase):
    def setUp(self):
        make_draft(headline="Fog over the quay")
        make_draft(headline="Quay of gulls", body="Fog.")

    def test_words_are_read_as_in_search_news(self):
        both = ["Fog over the quay", "Quay of gulls"]
        for typed, headlines in (
            ("fog quay", both),
            ('"the quay"', both[:1]),
            ("quay -gulls", both[:1]),
            ("-gulls", both[:1]),
            ("gulls OR over", both),
            ("gull*", both[1:]),
            ("quays", both),
            ("", both),
            ("!?", both),
            ("nothing", []),
        ):
            with self.subTest(typed=typed):
                self.assertEqual(found(typed), headlines)

    def test_the_last_word_may_go_on_while_it_is_being_typed(self):
        make_draft(headline="Governments")
        for typed, number in (("gove", 1), ("gove ", 0), ("governments", 1), ('"gove"', 0), ("", 3)):
            with self.subTest(typed=typed):
                articles = desk.found_among(Article.objects.all(), desk.begun(typed)).articles
                self.assertEqual(articles.count(), number)

    def test_nothing_typed_makes_an_error(self):
        for typed in (
            '"',
            "*",
            "-",
            "OR",
            "a OR",
            "(",
            "NEAR(a b)",
            "\x00",
            "\ud800",
            "desk_index:",
            "%s",
            "'",
        ):
            for read in (parse, desk.begun):
                with self.subTest(typed=typed):
                    list(desk.found_among(Article.objects.all(), read(typed)).articles)


class DoorTests(DeskSearchCase):
    """Whatever writes a row keeps the documents."""

    def test_bulk_writes_of_stories(self):
        Article.objects.bulk_create(Article(headline=name, slug=name.lower()) for name in ("Rain", "Snow"))
        Article.objects.filter(headline="Rain").update(headline="Sleet")
        self.assertEqual((found("rain"), found("sleet"), found("snow")), (["Sleet"], ["Sleet"], ["Snow"]))
        Article.objects.filter(headline="Snow").delete()
        self.assertEqual(found("snow"), [])
        self.assert_index_is_right()

    def test_revisions_that_are_changed_moved_and_deleted(self):
        article, other = make_draft(headline="Rain"), make_draft(headline="Snow")
        first = newest_revision(article)
        second = save_revision(article, first.content | {"body": "<p>Second</p>"})
        Revision.objects.filter(pk=first.pk).update(content=first.content | {"body": "<p>First</p>"})
        self.assertEqual((found("first"), found("second")), ([], ["Rain"]))
        Revision.objects.filter(pk=second.pk).update(article=other)
        self.assertEqual((found("first"), found("second")), (["Rain"], ["Snow"]))
        Revision.objects.all().delete()
        self.assertEqual((found("first"), found("second")), ([], []))
        self.assert_index_is_right()

    def test_names_and_captions_of_which_only_a_revision_knows(self):
        article = make_draft(headline="Rain")
        author, tag, photo = make_author("Ann"), Tag.objects.create(name="sea"), make_photo(caption="Quay")
        content = newest_revision(article).content | {
            "bylines": [{"author": author.pk, "role": "by"}],
            "tags": [tag.pk],
            "photo": photo.pk,
        }
        save_revision(article, content)
        Author.objects.update(name="Bo")
        Tag.objects.update(name="lake")
        Photo.objects.update(caption="Shore")
        for before, after in (("ann", "bo"), ("sea", "lake"), ("quay", "shore")):
            self.assertEqual((found(before), found(after)), ([], ["Rain"]))
        self.assert_index_is_right()

    def test_relations_of_the_row(self):
        article = make_draft(headline="Rain", authors=["Ann"], tags=["sea"], sources=["Outlet"])
        article.bylines.all().delete()
        article.tags.clear()
        Source.objects.update(outlet="Paper")
        self.assertEqual((found("ann"), found("sea"), found("outlet")), ([], [], []))
        self.assertEqual(found("paper"), ["Rain"])
        self.assert_index_is_right()

    def test_a_content_that_nobody_understands_stops_nothing(self):
        article = make_draft(headline="Rain")
        for content in ({}, [], 5, "x", {"body": 5, "tags": "x", "bylines": ["x", {}], "photo": [1, 2]}):
            with self.subTest(content=content):
                Revision.objects.create(article=article, content=content)
                self.assertEqual(found("rain"), ["Rain"])
        self.assert_index_is_right()


class LimitTests(DeskSearchCase):
    def setUp(self):
        Article.objects.bulk_create(Article(headline="Rain", slug=f"rain-{number}") for number in range(60))
        self.addCleanup(setattr, desk, "CAP", desk.CAP)
        self.addCleanup(setattr, desk, "BUDGET", desk.BUDGET)

    def test_of_too_many_those_that_were_made_last_are_found(self):
        desk.CAP = 3
        results = desk.found_among(Article.objects.order_by("pk"), parse("rain"))
        self.assertTrue(results.is_capped)
        self.assertEqual([article.slug for article in results.articles], ["rain-57", "rain-58", "rain-59"])

    def test_a_search_that_takes_too_long_is_given_up(self):
        desk.BUDGET = -1
        results = desk.found_among(Article.objects.all(), parse("rain"))
        self.assertEqual((results.took_too_long, results.articles.count()), (True, 0))

    def test_more_ids_than_a_statement_takes_parameters_are_no_matter(self):
        listed = upkeep.engine_of(name="desk").listed(list(range(300_000)))
        self.assertEqual(Article.objects.filter(pk__in=listed).count(), 60)

    def test_takes_one_query_and_the_lists_own(self):
        with self.assertNumQueries(2):
            list(desk.found_among(Article.objects.all(), parse("rain")).articles)


class ApartTests(DeskSearchCase):
    """No question of readers can come upon what the desk alone may find."""

    def test_nothing_that_readers_ask_names_the_desks_tables(self):
        make_article(headline="Rain", authors=["Ann"])
        make_draft(headline="Secret rain")
        search = Search(parse("rain"), Filters(kind="news"))
        with CaptureQueriesContext(connection) as queries:
            for order in ORDERS:
                self.assertEqual(find(search, order).total, 1)
            filings(search)
            did_you_mean("rian", Filters())
            for address in ("/search/?q=rain&order=relevance", "/search/?q=rian", "/search/suggest/?q=rain"):
                self.client.get(address)
        self.assertGreater(len(queries), len(ORDERS))
        for query in queries:
            self.assertNotIn("desk_", query["sql"])

    def test_each_index_lives_in_tables_of_its_own(self):
        readers, editors = (upkeep.engine_of(name=name).index for name in ("search", "desk"))
        self.assertNotIn("desk_", readers.source)
        for table in ("search_document", "search_index", "search_source"):
            self.assertNotIn(table, editors.source)
