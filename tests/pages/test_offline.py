"""The service worker as it is sent, and what it shows without a network. tests/browser/test_offline.py lets it work."""

from django.test import TestCase

from articles.models import Masthead
from tests.factories import make_article, make_category


class WorkerTests(TestCase):
    def get(self, **headers):
        return self.client.get("/sw.js", headers=headers)

    def test_it_is_a_script_that_browsers_ask_for_each_time(self):
        response = self.get()
        self.assertEqual(response.headers["Content-Type"], "text/javascript; charset=utf-8")
        self.assertEqual(response.headers["Cache-Control"], "public, no-cache")
        self.assertEqual(self.get(**{"if-none-match": response.headers["ETag"]}).status_code, 304)

    def test_news_does_not_change_it(self):
        before = self.get().content
        make_article(category=make_category())
        self.assertEqual(self.get().content, before)

    def test_another_look_of_the_newsroom_changes_it(self):
        before = self.get().content
        Masthead.objects.create(palette="plum")
        self.assertNotEqual(self.get().content, before)

    def test_it_asks_little(self):
        with self.assertNumQueries(2):  # Whether a change is due, and the masthead.
            self.get()


class OfflinePageTests(TestCase):
    def test_says_what_is_the_case_and_offers_no_way_that_needs_a_network(self):
        make_category("Town")
        page = self.client.get("/offline/").content.decode()
        self.assertIn("This page cannot be reached just now", page)
        self.assertIn("No story is kept here yet.", page)
        self.assertNotIn("Town", page)
        self.assertNotIn("<footer", page)

    def test_is_not_to_be_found(self):
        self.assertContains(self.client.get("/offline/"), '<meta name="robots" content="noindex">')
