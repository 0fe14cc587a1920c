from datetime import timedelta

from django.test import TestCase
from django.urls import reverse


from tests.factories import POSTED, make_article, make_photo


class SearchPageTests(TestCase):
    def search(self, **query):
        return self.client.get(reverse("articles:search"), query)

    def found(self, **query):
        return [article.headline for article in self.search(**query).context["page"]]

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
            photo=make_photo(caption="Weapons"),
        )
        make_article(headline="Rain")
        for word in ["rockets", "report", "deck", "haifa", "tasnim", "kate", "gaza", "bridges", "weapons"]:
            with self.subTest(word=word):
                self.assertEqual(self.found(q=word), ["Rockets"])

    def test_every_word_has_to_stand_somewhere(self):
        make_article(headline="Rain", body="It fell in Gaza.")
        make_article(headline="Rain", body="It fell in Rome.")
        self.assertEqual(len(self.found(q="rain gaza")), 1)

    def test_does_not_find_mark_up(self):
        make_article(body='<p><strong>Bold</strong> <a href="https://x.example/">link</a> &amp; more</p>')
        for word in ("strong", "href", "amp", "lt", "example", "<p>"):
            with self.subTest(word=word):
                self.assertEqual(self.found(q=word), [])
        self.assertEqual(len(self.found(q="bold & link")), 1)

    def test_apostrophes_are_one(self):
        make_article(headline="Rain", body="A militant’s home.")
        self.assertEqual(self.found(q="militant's"), ["Rain"])

    def test_finds_the_credit_of_the_photo(self):
        make_article(headline="Rain", photo=make_photo(credit="Israel Defense Forces"))
        self.assertEqual(self.found(q="Israel Defense Forces"), ["Rain"])

    def test_entities_are_no_words(self):
        make_article(headline="Rain", body="<p>Marks &amp; lamps</p>")
        self.assertEqual((self.found(q="amp"), self.found(q="lamp")), (["Rain"], ["Rain"]))
        self.assertEqual(self.found(q="nbsp"), [])

    def test_what_cannot_be_text_is_not_shown_again(self):
        self.assertNotIn("\u202e", self.search(q="a\u202eb\x00").content.decode())

    def test_case_does_not_count_in_any_script(self):
        make_article(headline="Rain", body="Ärger in ŁÓDŹ.")
        self.assertEqual(self.found(q="ärger łódź"), ["Rain"])

    def test_has_four_orders(self):
        for days, headline, body in [(0, "B", "rain"), (1, "C rain", "rain"), (2, "A", "rain")]:
            make_article(headline=headline, body=body, published_at=POSTED + timedelta(days=days))
        self.assertEqual(self.found(q="rain"), ["A", "C rain", "B"])
        self.assertEqual(self.found(q="rain", order="oldest"), ["B", "C rain", "A"])
        self.assertEqual(self.found(q="rain", order="title"), ["A", "B", "C rain"])
        self.assertEqual(self.found(q="rain", order="relevance"), ["C rain", "A", "B"])

    def test_without_words_lists_everything(self):
        make_article(headline="Rain")
        self.assertEqual(self.found(), ["Rain"])

    def test_keeps_what_was_typed_and_chosen(self):
        response = self.search(q='a "b" <c>', order="title")
        self.assertContains(response, 'value="a &quot;b&quot; &lt;c&gt;"')
        self.assertContains(response, '<option value="title" selected>')

    def test_an_unknown_order_gets_a_word(self):
        self.assertContains(self.search(q="a", order="nonsense"), "nonsense")

    def test_paging_keeps_the_query(self):
        for _ in range(21):
            make_article(body="rain")
        self.assertContains(self.search(q="rain", order="oldest"), "?q=rain&amp;order=oldest&amp;page=2")

    def test_nothing_found_helps_on(self):
        self.assertContains(self.search(q="xyzzy"), "xyzzy")
        self.assertContains(self.search(q="xyzzy"), "/news/")

    def test_results_are_not_for_search_engines(self):
        self.assertContains(self.search(q="a"), 'name="robots" content="noindex')


class WordTests(TestCase):
    def test_are_cut_out_of_what_is_typed(self):
        self.assertEqual(words_of('“Untold Story”, Iran "gaza"'), ("Untold", "Story", "Iran", "gaza"))
        self.assertEqual(words_of("\x00 \u202e"), ())
        self.assertEqual(len(words_of(" ".join(map(str, range(99))))), 10)
