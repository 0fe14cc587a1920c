from datetime import timedelta
from xml.etree import ElementTree

from django.test import TestCase

from tests.factories import POSTED, make_article, make_category, make_photo

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


class FeedTests(TestCase):
    def items(self):
        return ElementTree.fromstring(self.client.get("/feed/").content).findall("channel/item")

    def test_carries_whole_stories(self):
        make_article(
            headline="Rain",
            kicker="Report:",
            dateline_place="Haifa",
            body='<p>It <em>fell</em>. <a href="/news/other/">More</a></p>',
            authors=["Ann", "Bo"],
            tags=["sea"],
            category=make_category("Town"),
            sources=["Bridges"],
            photo=make_photo(),
        )
        (item,) = self.items()
        self.assertEqual(item.findtext("title"), "Report: Rain")
        self.assertEqual([name.text for name in item.findall(CREATOR)], ["Ann", "Bo"])
        self.assertEqual([name.text for name in item.findall("category")], ["Town", "sea"])
        body = item.findtext(CONTENT)
        for words in (
            "HAIFA —",
            "<em>fell</em>",
            "Source: (Bridges, January 12, 2022)",
            "Photo Credit: Newsroom",
        ):
            self.assertIn(words, body)
        self.assertIn('href="http://127.0.0.1:8000/news/other/"', body)

    def test_a_guid_stays_when_the_slug_changes(self):
        article = make_article(slug="one")
        before = self.items()[0].findtext("guid")
        article.slug = "two"
        article.save()
        self.assertEqual(self.items()[0].findtext("guid"), before)
        self.assertEqual(self.items()[0].findtext("link"), "http://127.0.0.1:8000/news/two/")

    def test_is_sent_again_when_any_story_is_withdrawn(self):
        older = make_article(published_at=POSTED - timedelta(days=1))
        make_article()
        first = self.client.get("/feed/")
        self.assertNotIn("Last-Modified", first.headers)
        older.status = "withdrawn"
        older.save()
        again = self.client.get("/feed/", headers={"if-none-match": first.headers["ETag"]})
        self.assertEqual(again.status_code, 200)

    def test_stays_xml_whatever_is_typed(self):
        make_article(headline="A\uffff\x0b]]>&<b>")
        self.assertEqual(self.items()[0].findtext("title"), "A ]]>&<b>")

    def test_lists_the_twenty_newest(self):
        for number in range(21):
            make_article(headline=str(number), published_at=POSTED + timedelta(minutes=number))
        self.assertEqual(
            [item.findtext("title") for item in self.items()], [str(n) for n in range(20, 0, -1)]
        )

    def test_is_sent_in_one_piece(self):
        make_article()
        self.assertEqual(len(list(self.client.get("/feed/"))), 1)

    def test_an_empty_newsroom_has_a_valid_feed(self):
        self.assertEqual(self.items(), [])


class SitemapTests(TestCase):
    def test_lists_stories_and_listings_under_the_public_address(self):
        make_article(slug="rain", category=make_category("Town"), tags=["sea"], authors=["Ann"])
        page = self.client.get("/sitemap.xml").content.decode()
        for path in ("/", "/news/", "/news/rain/", "/category/town/", "/tag/sea/", "/author/ann/"):
            self.assertIn(f"<loc>http://127.0.0.1:8000{path}</loc>", page)

    def test_lists_the_categories_above_and_further_ones(self):
        town, world = make_category("Town"), make_category("World")
        make_article(category=make_category("Council", parent=town), also_in=[world])
        page = self.client.get("/sitemap.xml").content.decode()
        for path in ("/category/town/", "/category/council/", "/category/world/"):
            self.assertIn(path, page)

    def test_leaves_out_what_has_no_live_story(self):
        make_category("Empty")
        self.assertNotContains(self.client.get("/sitemap.xml"), "/category/empty/")

    def test_robots_txt_names_it(self):
        self.assertContains(self.client.get("/robots.txt"), "Sitemap: http://127.0.0.1:8000/sitemap.xml")
