from datetime import timedelta

from django.test import TestCase, override_settings

from articles.models import Category
from tests.factories import POSTED, make_article, make_author, make_category, make_draft


class SuggestionTests(TestCase):
    def suggested(self, typed):
        """Return what is suggested as pairs of its kind and its name."""
        response = self.client.get("/search/suggest/", {"q": typed})
        self.assertEqual(response.headers["Content-Type"], "application/x-suggestions+json")
        _, labels, kinds, _ = response.json()
        return list(zip(kinds, labels, strict=True))

    def test_names_and_headlines(self):
        town = make_category("Ferry Town")
        make_article(headline="A ferry", tags=["ferries"], authors=["Ann Ferris"], category=town)
        self.assertEqual(
            self.suggested("fer"),
            [("Tag", "ferries"), ("Section", "Ferry Town"), ("Author", "Ann Ferris"), ("Story", "A ferry")],
        )

    def test_addresses_are_whole(self):
        make_article(headline="Rain", tags=["rain"])
        *_, addresses = self.client.get("/search/suggest/?q=rai").json()
        self.assertEqual(addresses, ["http://127.0.0.1:8000/tag/rain/", "http://127.0.0.1:8000/news/rain/"])

    def test_begins_with_two_letters(self):
        make_article(headline="Rain")
        self.assertEqual((self.suggested("r"), self.suggested(" "), self.suggested("")), ([], [], []))
        self.assertEqual(self.suggested("ra"), [("Story", "Rain")])

    def test_every_word_counts_and_the_last_is_a_beginning(self):
        make_article(headline="The night ferry", tags=["night ferry"])
        make_article(headline="The night watch")
        self.assertEqual(self.suggested("ferry ni"), [("Tag", "night ferry"), ("Story", "The night ferry")])
        self.assertEqual(self.suggested("nig ferry"), [])

    def test_accents_and_points_do_not_count(self):
        make_article(headline="אמרו שָׁלוֹם", tags=["Łódź"])
        self.assertEqual(self.suggested("lod"), [("Tag", "Łódź")])
        self.assertEqual(self.suggested("שלו"), [("Story", "אמרו שָׁלוֹם")])

    def test_names_that_begin_so_stand_first(self):
        make_article(headline="Fog", tags=["old sea", "sea"])
        self.assertEqual(self.suggested("sea"), [("Tag", "sea"), ("Tag", "old sea")])

    def test_the_newest_headlines_and_eight_in_all(self):
        tags = [f"rain {number}" for number in range(9)]
        for number in range(9):
            make_article(headline=f"Rain {number}", published_at=POSTED + timedelta(days=number), tags=tags)
        found = self.suggested("rain")
        self.assertEqual([kind for kind, _ in found], ["Tag"] * 5 + ["Story"] * 3)
        self.assertEqual(found[5:], [("Story", "Rain 8"), ("Story", "Rain 7"), ("Story", "Rain 6")])

    def test_nothing_that_has_no_public_story(self):
        make_draft(headline="Rain", tags=["rain"], authors=["Rainer"], category=make_category("Rain"))
        make_author("Raina")
        make_article(headline="Rain", published_at=POSTED + timedelta(days=9000))
        self.assertEqual(self.suggested("rain"), [])

    def test_a_section_has_the_stories_of_those_below_it(self):
        above = make_category("Harbour")
        make_article(headline="Fog", category=make_category("Ships", parent=above))
        self.assertEqual(self.suggested("har"), [("Section", "Harbour")])
        self.assertEqual(Category.objects.count(), 2)

    def test_is_not_sent_again_unchanged(self):
        first = self.client.get("/search/suggest/?q=ra")
        self.assertEqual(first.headers["Cache-Control"], "public, no-cache")
        again = self.client.get("/search/suggest/?q=ra", headers={"if-none-match": first.headers["ETag"]})
        self.assertEqual(again.status_code, 304)

    @override_settings(LANGUAGE_CODE="he")
    def test_kinds_are_in_the_language_of_the_site(self):
        make_article(headline="גשם", tags=["גשמים"])
        self.assertEqual([kind for kind, _ in self.suggested("גש")], ["תגית", "כתבה"])
