from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article, make_author, make_category, make_draft, make_photo

from .case import DeskCase


class ArticleFormTests(DeskCase):
    def test_a_story_is_written_filed_and_published(self):
        kate, town = make_author("Kate Norman"), make_category("Town")
        response = self.send_story(
            kicker="Report:",
            status="published",
            category=town.pk,
            also_in=[make_category("Sea").pk],
            tags="harbour, night ferry",
            bylines=[{"author": kate.pk, "role": "by"}],
            sources=[{"outlet": "Bridges for Peace", "relation": "original", "date": "2022-01-12"}],
        )
        self.assertContains(response, "was added successfully")
        article = Article.objects.published().get()
        self.assertEqual(article.title, "Report: The night ferry runs again")
        self.assertEqual(article.bylines.get().author, kate)
        self.assertEqual(str(article.sources.get()), "(Bridges for Peace, January 12, 2022)")
        self.assertEqual([tag.name for tag in article.tags.order_by("name")], ["harbour", "night ferry"])
        self.assertEqual(article.also_in.get().name, "Sea")

    def test_rows_without_a_position_stand_last(self):
        authors = [make_author(name) for name in ("Ann", "Ben", "Cleo")]
        self.send_story(bylines=[{"author": author.pk, "role": "by", "position": ""} for author in authors])
        bylines = Article.objects.get().bylines
        self.assertEqual(
            list(bylines.values_list("author__name", "position")), [("Ann", 0), ("Ben", 1), ("Cleo", 2)]
        )

    def test_a_byline_may_be_moved_to_the_front(self):
        article = make_article(authors=["Ann", "Ben"])
        rows = [
            {
                "id": byline.pk,
                "article": article.pk,
                "author": byline.author_id,
                "role": "by",
                "position": position,
            }
            for byline, position in zip(article.bylines.all(), (1, 0), strict=True)
        ]
        self.send_story("change", article.pk, bylines=rows)
        self.assertEqual([byline.author.name for byline in article.bylines.all()], ["Ben", "Ann"])

    def test_the_fieldsets_follow_the_work_with_bylines_and_sources_after_the_story(self):
        page = self.open("article", "add").content.decode()
        headings = [
            'heading">Headline',
            'heading">Story',
            "Bylines",
            "Sources",
            'heading">Picture',
            'heading">Filing',
            'heading">Publication',
        ]
        places = [
            page.index(heading, page.index("<form", page.index("content-main"))) for heading in headings
        ]
        self.assertEqual(places, sorted(places))

    @override_settings(TIME_ZONE="Asia/Jerusalem")
    def test_times_are_the_newsrooms_and_say_so(self):
        self.send_story(published_at="2022-01-12T09:30", expires_at="2022-01-13 10:00:05")
        article = Article.objects.get()
        self.assertEqual(article.published_at, datetime(2022, 1, 12, 7, 30, tzinfo=UTC))
        page = self.open("article", "change", article.pk)
        self.assertContains(page, 'type="datetime-local" name="published_at" value="2022-01-12T09:30:00"')
        self.assertContains(page, "Time zone: Asia/Jerusalem.", count=3)

    @override_settings(TIME_ZONE="Europe/Berlin")
    def test_a_time_that_no_clock_showed_is_refused_with_a_sentence(self):
        page = self.send_story(published_at="2022-03-27T02:30")
        self.assertContains(page, "may be ambiguous or it may not exist")

    def test_bad_input_gets_a_sentence_and_loses_no_text(self):
        page = self.send_story(date="31/12", published_at="soon", headline="x" * 251, slug="print")
        self.assertContains(page, "This is not a day. Write year, month and day: 2022-01-12.")
        self.assertContains(page, "This is not a day and time. Write them as 2022-01-12 09:30.")
        self.assertContains(page, "Ensure this value has at most 250 characters (it has 251).")
        self.assertContains(page, "“print” is an address that Newsroom needs itself.")
        self.assertContains(page, "It runs on Sundays.")

    def test_a_story_without_text_is_not_published_by_accident(self):
        page = self.send_story(status="published", body="<p> </p>")
        self.assertContains(page, "A story without text cannot be published.")
        self.assertFalse(Article.objects.exists())

    def test_a_withdrawn_story_needs_the_time_at_which_it_was_posted(self):
        page = self.send_story(status="withdrawn")
        self.assertContains(page, "needs the time at which it was posted")

    def test_the_body_is_sanitised(self):
        self.send_story(body='<p onclick="x()">Run <strong>now</strong><script>alert(1)</script></p>')
        self.assertEqual(Article.objects.get().body, "<p>Run <strong>now</strong></p>")

    def test_the_photo_is_shown(self):
        article = make_article(photo=make_photo())
        self.assertContains(self.open("article", "change", article.pk), "No file")

    def test_view_on_site_leads_to_what_readers_see_and_is_missing_before(self):
        article, draft = make_article(), make_draft()
        self.assertContains(
            self.open("article", "change", article.pk), f'href="{article.get_absolute_url()}"'
        )
        self.assertNotContains(self.open("article", "change", draft.pk), draft.get_absolute_url())

    def test_markup_in_a_headline_is_text(self):
        article = make_article(headline="<script>alert(1)</script>")
        for page in (self.open("article"), self.open("article", "change", article.pk)):
            self.assertNotContains(page, "<script>alert(1)")


class ArticleListTests(DeskCase):
    def test_says_what_readers_see_of_each_story(self):
        now = timezone.now()
        make_draft()
        make_article(published_at=now + timedelta(days=1))
        make_article()
        make_article(expires_at=now - timedelta(days=1))
        make_article(status="withdrawn")
        for state, count in (("Draft", 1), ("Scheduled", 1), ("Live", 1), ("Ended", 1), ("Withdrawn", 1)):
            self.assertContains(
                self.open("article"), f'<td class="field-state">{state}</td>', count, html=True
            )
        for state, count in (("draft", 1), ("scheduled", 1), ("live", 1), ("ended", 2), ("nonsense", 5)):
            self.assertContains(self.open("article", state=state), 'class="field-state"', count)

    def test_a_category_brings_the_stories_of_those_below_it(self):
        town = make_category("Town")
        make_article(headline="Pupils count gulls", category=make_category("Schools", parent=town))
        make_article(headline="Rain")
        page = self.open("article", category="town")
        self.assertContains(page, "Pupils count gulls")
        self.assertContains(page, "Town › Schools")
        self.assertNotContains(page, ">Rain<")

    def test_finds_words_of_the_headline_and_authors(self):
        make_article(headline="Rockets over the sea", authors=["Kate Norman"])
        make_article(headline="Rain")
        for words in ("sea rockets", "norman"):
            page = self.open("article", q=words)
            self.assertContains(page, "Rockets over the sea")
            self.assertNotContains(page, ">Rain<")

    def test_what_is_being_written_stands_on_top(self):
        make_draft(headline="Fog")
        make_article(headline="Rain")
        page = self.open("article").content.decode()
        self.assertLess(page.index(">Fog</a>"), page.index(">Rain</a>"))

    def test_odd_searches_and_filters_do_no_harm(self):
        odd = [
            {"q": "a " * 5000},
            {"q": "\x00"},
            {"q": '"'},
            {"kind__exact": "zzz"},
            {"date__year": "x"},
            {"o": "99"},
        ]
        for query in odd:
            with self.subTest(query=str(query)[:40]):
                self.assertIn(self.open("article", **query).status_code, (200, 302))

    def test_takes_as_many_queries_for_30_stories_as_for_3(self):
        town = make_category("Town")
        counts = []
        for number in (3, 27):
            for _ in range(number):
                make_article(
                    authors=["Ann", "Ben"], category=make_category("Quay", parent=town), photo=make_photo()
                )
            with CaptureQueriesContext(
                connection,
            ) as queries:
                self.assertEqual(self.open("article").status_code, 200)
            counts.append(len(queries))
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 16)
