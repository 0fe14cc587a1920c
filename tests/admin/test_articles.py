from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.publishing import newest_revision, publish, save_revision
from articles.search import desk
from tests.factories import make_article, make_author, make_category, make_draft, make_photo

from .case import DeskCase, make_colleague


class ArticleFormTests(DeskCase):
    def test_a_story_is_written_filed_and_published(self):
        kate, town = make_author("Kate Norman"), make_category("Town")
        response = self.send_story(
            kicker="Report:",
            act="publish",
            category=town.pk,
            also_in=[make_category("Sea").pk],
            tags="harbour, night ferry",
            bylines=[{"author": kate.pk, "role": "by"}],
            sources=[{"outlet": "Bridges for Peace", "relation": "original", "date": "2022-01-12"}],
        )
        self.assertContains(response, "Published. Readers see this version from now on.")
        article = Article.objects.published().get()
        self.assertEqual(article.title, "Report: The night ferry runs again")
        self.assertEqual(article.bylines.get().author, kate)
        self.assertEqual(str(article.sources.get()), "(Bridges for Peace, January 12, 2022)")
        self.assertEqual([tag.name for tag in article.tags.order_by("name")], ["harbour", "night ferry"])
        self.assertEqual(article.also_in.get().name, "Sea")

    def test_rows_without_a_position_stand_last(self):
        authors = [make_author(name) for name in ("Ann", "Ben", "Cleo")]
        self.send_story(bylines=[{"author": author.pk, "role": "by", "position": ""} for author in authors])
        bylines = newest_revision(Article.objects.get()).content["bylines"]
        self.assertEqual([byline["author"] for byline in bylines], [author.pk for author in authors])

    def test_a_byline_may_be_moved_to_the_front(self):
        article = make_article(authors=["Ann", "Ben"])
        ann, ben = (byline.author_id for byline in article.bylines.all())
        rows = [{"author": ann, "role": "by", "position": 1}, {"author": ben, "role": "by", "position": 0}]
        self.send_story("change", article.pk, bylines=rows, act="publish")
        self.assertEqual([byline.author.name for byline in article.bylines.all()], ["Ben", "Ann"])

    def test_an_author_signs_a_story_once_in_each_role(self):
        ann = make_author("Ann").pk
        page = self.send_story(bylines=[{"author": ann, "role": "by"}, {"author": ann, "role": "by"}])
        self.assertContains(page, "An author signs a story only once in each role.")

    def test_lines_can_be_taken_out(self):
        article = make_article(authors=["Ann"], sources=["Quay News"])
        row = {"outlet": "Quay News", "relation": "original", "position": 0, "DELETE": "on"}
        self.send_story("change", article.pk, sources=[row], **{"sources-INITIAL_FORMS": 1})
        content = newest_revision(article).content
        self.assertEqual((content["bylines"], content["sources"]), ([], []))

    def test_the_fieldsets_follow_the_work_with_bylines_and_sources_after_the_story(self):
        page = self.open("article", "add").content.decode()
        headings = [
            'heading">Headline',
            'heading">Story',
            "Bylines",
            "Sources",
            'heading">Picture',
            'heading">Filing',
            'heading">Going on',
            "Related stories",
            'heading">Publication',
        ]
        places = [
            page.index(heading, page.index("<form", page.index("content-main"))) for heading in headings
        ]
        self.assertEqual(places, sorted(places))

    @override_settings(TIME_ZONE="Asia/Jerusalem")
    def test_times_are_the_newsrooms_and_say_so(self):
        times = {"act-at": "2062-01-12T09:30", "act-until": "2062-01-13 10:00:05"}
        self.send_story(act="schedule", **times)
        article = Article.objects.get()
        self.assertEqual(article.published_at, datetime(2062, 1, 12, 7, 30, tzinfo=UTC))
        page = self.open("article", "change", article.pk)
        self.assertContains(page, 'type="datetime-local" name="act-at" value="2062-01-12T09:30:00"')
        self.assertContains(page, "Time zone: Asia/Jerusalem.", count=2)

    @override_settings(TIME_ZONE="Europe/Berlin")
    def test_a_time_that_no_clock_shows_is_refused_with_a_sentence(self):
        page = self.send_story(act="schedule", **{"act-at": "2062-03-26T02:30"})
        self.assertContains(page, "does not exist in Europe/Berlin")
        self.assertFalse(Article.objects.exists())

    def test_bad_input_gets_a_sentence_and_loses_no_text(self):
        page = self.send_story(date="31/12", headline="x" * 251, slug="print")
        self.assertContains(page, "This is not a day. Write year, month and day: 2022-01-12.")
        self.assertContains(page, "Ensure this value has at most 250 characters (it has 251).")
        self.assertContains(page, "“print” is an address that Newsroom needs itself.")
        self.assertContains(page, "It runs on Sundays.")

    def test_a_story_without_text_is_not_published_by_accident(self):
        page = self.send_story(act="publish", body="<p> </p>")
        self.assertContains(page, "A story without text cannot be published.")
        self.assertEqual(Article.objects.get().status, "draft")

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

    def test_shows_the_newest_headline_and_what_waits_at_the_desk(self):
        article, other = make_article(headline="First"), make_article(headline="Other")
        revision = save_revision(article, newest_revision(article).content | {"headline": "Second"})
        page = self.open("article")
        self.assertContains(page, ">Second</a>")
        self.assertContains(page, "Live, with unpublished changes</td>", 1)
        self.assertContains(self.open("article", state="changes"), 'class="field-state"', 1)
        self.assertContains(self.open("article", q="second"), ">Second</a>")
        publish(article, revision, at=timezone.now() + timedelta(hours=1))
        self.assertContains(self.open("article", state="change"), "Live. Change scheduled for")
        Article.objects.filter(pk=other.pk).update(set_aside="The slug is taken.")
        self.assertContains(self.open("article", state="aside"), "Live. Change set aside: The slug is taken.")

    def test_what_is_in_review_and_ready_can_be_found(self):
        make_draft(status="in_review"), make_draft(status="ready"), make_draft()
        for state in ("review", "ready", "draft"):
            self.assertContains(self.open("article", state=state), 'class="field-state"', 1)

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

    def test_finds_words_of_the_text_in_every_state_and_says_what_can_be_typed(self):
        make_draft(headline="Rain", body="Zyzzyva.")
        make_article(headline="Snow", status="withdrawn")
        page = self.open("article", q="zyzzyv*")
        self.assertContains(page, ">Rain</a>")
        self.assertNotContains(page, ">Snow</a>")
        self.assertContains(page, "Also “a phrase”, ‑without, one OR other, begin*.")

    def test_finds_only_what_may_be_seen(self):
        make_draft(headline="Rain", body="Zyzzyva.")
        self.client.force_login(make_colleague("ann", "Contributors"))
        self.assertNotContains(self.open("article", q="zyzzyva"), "Rain")

    def test_a_related_story_is_found_while_its_words_are_typed(self):
        make_draft(headline="The ferry", body="Zyzzyva.")
        make_draft(headline="Rain")
        query = {"app_label": "articles", "model_name": "relatedstory", "field_name": "other"}
        for term, number in (("", 2), ("zyzz", 1), ("the ferr", 1), ("nothing", 0)):
            answer = self.client.get(reverse("admin:autocomplete"), query | {"term": term})
            self.assertEqual(len(answer.json()["results"]), number)

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
            {"q": "* - OR ("},
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


class SearchLimitTests(DeskCase):
    def setUp(self):
        super().setUp()
        Article.objects.bulk_create(Article(headline="Rain", slug=f"rain-{number}") for number in range(60))
        self.addCleanup(setattr, desk, "CAP", desk.CAP)
        self.addCleanup(setattr, desk, "BUDGET", desk.BUDGET)

    def test_a_list_that_was_cut_says_so(self):
        self.assertNotContains(self.open("article", q="rain"), "Add a word")
        desk.CAP = 3
        self.assertContains(self.open("article", q="rain"), "Add a word to see others.")

    def test_a_search_that_took_too_long_says_so(self):
        desk.BUDGET = -1
        page = self.open("article", q="rain")
        self.assertContains(page, "This search took too long and was given up.")
        self.assertContains(page, "0 articles")
