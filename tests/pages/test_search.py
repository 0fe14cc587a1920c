from datetime import timedelta

from django.template.loader import render_to_string
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import reverse

from articles.models import Article, Masthead
from articles.search.finding import Results
from articles.views.search import total_of
from tests.factories import POSTED, make_article, make_category, make_draft, make_photo


class SearchCase(TestCase):
    def search(self, **query):
        return self.client.get(reverse("articles:search"), query)

    def found(self, **query):
        return [found.story.headline for found in self.search(**query).context["page"]]


class SearchPageTests(SearchCase):
    def test_finds_words_everywhere_in_a_story(self):
        make_article(
            headline="Rockets",
            kicker="Report:",
            standfirst="Deck",
            dateline_place="Haifa",
            body="Tasnim reported.",
            authors=["Kate"],
            tags=["gaza"],
            sources=["Bridges"],
            photo=make_photo(caption="Weapons", credit="Israel Defense Forces"),
        )
        make_article(headline="Rain")
        for word in [
            "rockets",
            "report",
            "deck",
            "haifa",
            "tasnim",
            "kate",
            "gaza",
            "bridges",
            "weapons",
            "forces",
        ]:
            with self.subTest(word=word):
                self.assertEqual(self.found(q=word), ["Rockets"])

    def test_every_word_has_to_stand_somewhere(self):
        make_article(headline="Rain", body="It fell in Gaza.")
        make_article(headline="Rain", body="It fell in Rome.")
        self.assertEqual(len(self.found(q="rain gaza")), 1)

    def test_finds_whole_words_in_each_of_their_forms(self):
        make_article(headline="Ferries")
        make_article(headline="Ferryman")
        self.assertEqual(self.found(q="ferry"), ["Ferries"])

    def test_does_not_find_mark_up(self):
        make_article(body='<p><strong>Bold</strong> <a href="https://x.example/">link</a> &amp; more</p>')
        for word in ("strong", "href", "amp", "nbsp", "example"):
            with self.subTest(word=word):
                self.assertEqual(self.found(q=word), [])
        self.assertEqual(len(self.found(q="bold & link")), 1)

    def test_has_four_orders(self):
        for days, headline, body in [(0, "B", "rain"), (1, "C rain", "rain"), (2, "A", "rain")]:
            make_article(headline=headline, body=body, published_at=POSTED + timedelta(days=days))
        self.assertEqual(self.found(q="rain"), ["A", "C rain", "B"])
        self.assertEqual(self.found(q="rain", order="oldest"), ["B", "C rain", "A"])
        self.assertEqual(self.found(q="rain", order="title"), ["A", "B", "C rain"])
        self.assertEqual(self.found(q="rain", order="relevance")[0], "C rain")

    def test_without_words_lists_everything_and_says_what_can_be_typed(self):
        make_article(headline="Rain")
        self.assertEqual(self.found(), ["Rain"])
        self.assertContains(self.search(), "What can be typed")

    def test_keeps_what_was_typed_and_chosen(self):
        response = self.search(q='a "b" <c>', order="title")
        self.assertContains(response, 'value="a &quot;b&quot; &lt;c&gt;"')
        self.assertContains(response, '<option value="title" selected>')

    def test_paging_keeps_the_query(self):
        for _ in range(21):
            make_article(body="rain")
        self.assertContains(self.search(q="rain", order="oldest"), "?q=rain&amp;order=oldest&amp;page=2")
        self.assertEqual(self.search(q="rain", page="3").status_code, 404)

    def test_results_are_not_for_search_engines(self):
        self.assertContains(self.search(q="a"), 'name="robots" content="noindex')

    def test_what_cannot_be_text_is_not_shown_again(self):
        self.assertNotIn("\u202e", self.search(q="a\u202eb\x00").content.decode())

    def test_says_how_many_there_are(self):
        make_article(body="rain")
        self.assertContains(self.search(q="rain"), "<b>1 story</b> · Newest first")


class MarkTests(SearchCase):
    def test_words_are_marked_and_all_else_is_escaped_once(self):
        make_article(headline="Rain & <b>", kicker="Rain:", body="<p>No &lt;i&gt; rain &amp; snow.</p>")
        page = " ".join(self.search(q="rain").content.decode().split())
        for text in (
            '<span class="kicker"><mark>Rain</mark>:</span> <mark>Rain</mark> &amp; &lt;b&gt;',
            "No &lt;i&gt; <mark>rain</mark> &amp; snow.",
        ):
            self.assertIn(text, page)

    def test_a_phrase_that_begins_in_the_kicker_is_marked_in_both(self):
        make_article(kicker="Night report:", headline="Rain falls", body="Fog.")
        page = " ".join(self.search(q='"report: rain"').content.decode().split())
        marked = '<span class="kicker">Night <mark>report:</mark></span> <mark>Rain</mark> falls'
        self.assertIn(marked, page)

    def passage(self, word, **story):
        make_article(**{"headline": "Fog", "standfirst": "A deck.", "body": "A body."} | story)
        page = self.search(q=word).content.decode()
        return page.partition('<p class="standfirst">')[2].partition("</p>")[0]

    def test_the_standfirst_is_shown_where_it_holds_the_words(self):
        self.assertEqual(self.passage("deck", body="The deck."), "A <mark>deck</mark>.")

    def test_the_body_is_shown_where_the_standfirst_lacks_a_word(self):
        passage = self.passage("deck body", body="A deck and a body.")
        self.assertEqual(passage, "A <mark>deck</mark> and a <mark>body</mark>.")

    def test_what_stands_beside_the_text_is_shown_where_that_alone_was_found(self):
        photo = make_photo(caption="A ferry.", credit="Navy")
        self.assertEqual(self.passage("ferry", photo=photo), "A <mark>ferry</mark>.")
        self.assertEqual(self.passage("navy", photo=photo), "Photo Credit: <mark>Navy</mark>")
        self.assertEqual(self.passage("bridges", sources=["Bridges"]), "Source: <mark>Bridges</mark>")
        self.assertEqual(self.passage("tide", tags=["high tide"]), "Tag: high <mark>tide</mark>")

    def test_a_name_is_shown_with_the_story_anyway(self):
        self.assertEqual(self.passage("ann", authors=["Ann"]), "A deck.")

    def test_texts_in_other_scripts_are_shown_as_they_were_written(self):
        self.assertEqual(self.passage("שלום", standfirst="אמר שָׁלוֹם לכולם."), "אמר <mark>שָׁלוֹם</mark> לכולם.")


class FilterTests(SearchCase):
    def setUp(self):
        self.town = make_category("Town")
        self.council = make_category("Council", parent=self.town)
        self.world = make_category("World")
        make_article(headline="Rain", category=self.council, tags=["sea"], authors=["Ann"])
        make_article(
            headline="Snow",
            category=self.world,
            also_in=[self.council],
            kind=Article.Kind.OPINION,
            authors=["Bo"],
            published_at=POSTED - timedelta(days=40),
        )
        make_article(headline="Fog", category=self.world, published_at=POSTED - timedelta(days=400))

    def test_each_filter_and_all_together(self):
        for query, headlines in [
            ({"category": "town"}, ["Rain", "Snow"]),
            ({"category": "world"}, ["Snow", "Fog"]),
            ({"tag": "sea"}, ["Rain"]),
            ({"author": "bo"}, ["Snow"]),
            ({"kind": "news"}, ["Rain", "Fog"]),
            ({"from": "2022"}, ["Rain"]),
            ({"to": "2021"}, ["Snow", "Fog"]),
            ({"from": "2021-12", "to": "2021-12"}, ["Snow"]),
            ({"from": "2021-12-03", "to": "2021-12-03"}, ["Snow"]),
            ({"from": "٢٠٢١-١٢"}, ["Rain", "Snow"]),
            ({"category": "town", "author": "bo", "kind": "opinion", "to": "2021"}, ["Snow"]),
            ({"category": "world", "q": "fog"}, ["Fog"]),
        ]:
            with self.subTest(query=query):
                self.assertEqual(self.found(**query), headlines)

    def test_what_does_not_exist_is_named_and_left_out(self):
        for name in ("order", "category", "tag", "author", "kind", "from", "to"):
            with self.subTest(name=name):
                response = self.search(**{name: "no<ne"})
                self.assertContains(response, "“no&lt;ne”")
                self.assertEqual(len(response.context["page"]), 3)

    def test_dates_that_are_none(self):
        for text in ("0", "0000", "2022-13", "2021-02-29", "12345", "9" * 5000, "-", " ", "２０２２-", "Ⅻ"):
            with self.subTest(text=text[:10]):
                self.assertEqual(len(self.search(**{"from": text, "to": text}).context["page"]), 3)

    def test_the_ends_of_time(self):
        self.assertEqual(len(self.found(**{"from": "1000", "to": "9999"})), 3)
        self.assertEqual(self.found(**{"from": "9999-12-31"}), [])

    def test_days_in_the_wrong_order_are_exchanged(self):
        response = self.search(**{"from": "2022", "to": "2021-12"})
        self.assertEqual(len(response.context["page"]), 2)
        self.assertContains(response, "they were exchanged")

    def test_a_filter_is_a_link_to_remove(self):
        query = {"q": "council", "category": "town", "from": "2021-12", "page": "1"}
        response = self.search(**query)
        self.assertContains(response, 'href="?q=council&amp;from=2021-12"')
        self.assertContains(response, 'href="?q=council&amp;category=town"')
        self.assertContains(response, "From December 2021")
        self.assertContains(response, 'href="?q=council" rel="nofollow">Without filters')

    def test_choices_lead_somewhere_and_say_how_far(self):
        choices = {
            str(label): [(choice.name, choice.number, choice.address) for choice in each]
            for label, each in self.search(order="oldest").context["choices"]
        }
        self.assertEqual(
            choices["Section"],
            [("Town", 2, "?order=oldest&category=town"), ("World", 2, "?order=oldest&category=world")],
        )
        self.assertEqual([each[:2] for each in choices["Author"]], [("Ann", 1), ("Bo", 1)])
        self.assertEqual([each[:2] for each in choices["Tag"]], [("sea", 1)])
        self.assertEqual([each[:2] for each in choices["Kind"]], [("News", 2), ("Opinion", 1)])

    def test_a_section_is_narrowed_by_those_below_it(self):
        choices = dict(self.search(category="town").context["choices"])
        self.assertEqual([(each.name, each.number) for each in choices["Section"]], [("Council", 2)])

    def test_a_story_filed_twice_counts_once(self):
        make_article(category=self.council, also_in=[self.town])
        choices = dict(self.search().context["choices"])
        self.assertEqual(choices["Section"][0].number, 3)

    def test_a_new_search_keeps_the_filters(self):
        page = self.search(category="town", order="oldest").content.decode()
        self.assertInHTML('<input type="hidden" form="page-search" name="category" value="town">', page)

    def test_names_of_what_only_drafts_have_are_not_told(self):
        make_draft(tags=["Mayor Resigns"], authors=["Deep Throat"])
        for name, slug in (("tag", "mayor-resigns"), ("author", "deep-throat")):
            with self.subTest(name=name):
                self.assertContains(self.search(**{name: slug}), f"There is no {name} “{slug}”")


class NothingFoundTests(SearchCase):
    def test_another_spelling_is_offered(self):
        make_article(headline="The council votes")
        self.assertContains(self.search(q="counzil"), '<a href="?q=council"><b dir="auto">council</b></a>?')

    def test_the_same_without_filters_is_offered(self):
        make_article(headline="Rain", category=make_category("Town"))
        make_category("World")
        response = self.search(q="rain", category="world")
        self.assertContains(response, '<a href="?q=rain">The same search without filters</a>: 1 story')

    def test_the_latest_and_all_stories_remain(self):
        make_article(headline="Rain")
        response = self.search(q="xyzzy")
        self.assertContains(response, "Nothing was found for “<bdi>xyzzy</bdi>”.")
        self.assertContains(response, "Latest News")
        self.assertContains(response, '"/news/"')

    def test_what_holds_no_word_lists_everything_and_says_so(self):
        make_article(headline="Rain")
        response = self.search(q="?!")
        self.assertContains(response, "There is no word in “?!”.")
        self.assertEqual(len(response.context["page"]), 1)

    def test_of_a_very_long_text_the_beginning_is_searched_for(self):
        make_article(headline="Rain")
        self.assertContains(self.search(q="rain " * 100), "Only the first 300 characters")


class LimitTests(SimpleTestCase):
    def test_a_total_past_the_cap_has_a_plus(self):
        self.assertEqual(total_of(Results(total=9999)), "9,999")
        self.assertEqual(total_of(Results(total=10_000, is_capped=True)), "10,000+")

    @override_settings(LANGUAGE_CODE="es")
    def test_numbers_are_written_as_the_site_does(self):
        self.assertEqual(total_of(Results(total=9999)), "9\xa0999")

    def test_what_is_too_broad_for_an_order_says_so(self):
        results = Results(total=10_000, is_too_broad=True)
        page = render_to_string("articles/_search_head.html", {"results": results, "total": "10,000+"})
        self.assertIn("so the newest stand first", page)

    def test_what_took_too_long_says_so(self):
        page = render_to_string("articles/_search_empty.html", {"results": Results(took_too_long=True)})
        self.assertIn("This search took too long.", page)
        self.assertNotIn("Nothing was found", page)


class SearchFeedTests(SearchCase):
    def test_is_that_of_the_search(self):
        make_article(headline="Rain & snow", category=make_category("Town"))
        make_article(headline="Fog")
        for kind in ("", "atom/", "json/"):
            with self.subTest(kind=kind):
                feed = self.client.get(
                    f"/search/feed/{kind}?q=rain&category=town&order=title"
                ).content.decode()
                self.assertIn("rain, Section: Town", feed)
                self.assertRegex(
                    feed, rf"http://127.0.0.1:8000/search/feed/{kind}\?q=rain&(amp;)?category=town[\"<]"
                )
                self.assertNotIn("Fog", feed)

    def test_the_page_names_it(self):
        self.assertContains(
            self.search(q="rain", order="title"),
            '<link rel="alternate" type="application/rss+xml" title="Feed of this search" href="/search/feed/?q=rain">',
        )


class DescriptionTests(TestCase):
    def test_tells_browsers_how_to_search(self):
        Masthead.objects.create(name="The Kestrel Bay Morning Post")
        response = self.client.get("/opensearch.xml")
        self.assertEqual(
            response.headers["Content-Type"], "application/opensearchdescription+xml; charset=utf-8"
        )
        self.assertContains(response, "<ShortName>The Kestrel Bay…</ShortName>")
        for path in ("", "feed/", "suggest/"):
            self.assertContains(response, f'"http://127.0.0.1:8000/search/{path}?q={{searchTerms}}"')

    def test_every_page_names_it(self):
        self.assertContains(self.client.get("/"), 'href="/opensearch.xml"')
