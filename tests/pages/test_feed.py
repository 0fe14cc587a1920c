from datetime import timedelta
from xml.etree import ElementTree

from django.test import TestCase
from django.utils import timezone

from tests.factories import POSTED, make_article, make_category, make_photo, picture_file
from tests.publishing.test_pictures import text_with

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"


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

    def test_carries_the_lead_picture_for_lists_and_in_the_text(self):
        photo = make_photo(file=picture_file((1200, 900)))
        make_article(photo=photo, photo_caption="At <dawn>.", dateline_place="Haifa")
        (item,) = self.items()
        picture = item.find(f"{MEDIA}content")
        self.assertEqual(picture.get("url"), "http://127.0.0.1:8000" + photo.address("16x9-1200.jpg"))
        self.assertEqual((picture.get("width"), picture.get("height")), ("1200", "675"))
        self.assertEqual(picture.findtext(f"{MEDIA}description"), "At <dawn>.")
        self.assertEqual(picture.findtext(f"{MEDIA}credit"), "Newsroom")
        body = item.findtext(CONTENT)
        self.assertTrue(
            body.startswith(f'<figure><img src="http://127.0.0.1:8000{photo.address("whole-960.jpg")}"')
        )
        for words in ("At &lt;dawn&gt;.<br>Photo: <bdi>Newsroom</bdi>, CC BY 4.0", "HAIFA —"):
            self.assertIn(words, body)
        self.assertNotIn("Photo Credit:", body)

    def test_carries_the_pictures_of_the_text(self):
        photo = make_photo(file=picture_file((400, 300)))
        make_article(body=text_with(photo, caption="Here."))
        (item,) = self.items()
        self.assertIsNone(item.find(f"{MEDIA}content"))
        body = item.findtext(CONTENT)
        self.assertIn(f'<img src="http://127.0.0.1:8000{photo.address("whole-400.jpg")}"', body)
        self.assertNotIn("data-file", body)

    def test_holds_no_picture_that_is_not_shown(self):
        ended = make_photo(file=picture_file((400, 300)), expires_at=timezone.now())
        make_article(photo=ended, body=text_with(ended, make_photo()))
        (item,) = self.items()
        self.assertIsNone(item.find(f"{MEDIA}content"))
        self.assertNotIn("<img", item.findtext(CONTENT))
        self.assertIn("Photo Credit: Newsroom", item.findtext(CONTENT))

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


class FormatTests(TestCase):
    def setUp(self):
        self.photo = make_photo(file=picture_file((1200, 900)))
        make_article(
            headline="Rain & <b>",
            slug="rain",
            standfirst="It fell.",
            authors=["Ann", "Bo"],
            tags=["sea"],
            photo=self.photo,
            language="he",
        )

    def test_atom(self):
        response = self.client.get("/feed/atom/")
        self.assertEqual(response.headers["Content-Type"], "application/atom+xml; charset=utf-8")
        entry = ElementTree.fromstring(response.content).find(f"{ATOM}entry")
        self.assertEqual(entry.findtext(f"{ATOM}title"), "Rain & <b>")
        names = [name.text for name in entry.findall(f"{ATOM}author/{ATOM}name")]
        self.assertEqual(names, ["Ann", "Bo"])
        self.assertIn("The council met", entry.findtext(f"{ATOM}content"))

    def test_json(self):
        response = self.client.get("/feed/json/")
        self.assertEqual(response.headers["Content-Type"], "application/feed+json; charset=utf-8")
        feed = response.json()
        self.assertEqual(feed["version"], "https://jsonfeed.org/version/1.1")
        self.assertEqual(feed["feed_url"], "http://127.0.0.1:8000/feed/json/")
        (item,) = feed["items"]
        self.assertIn("The council met", item.pop("content_html"))
        self.assertRegex(item.pop("id"), r"^http://127.0.0.1:8000/n/\d+/$")
        self.assertEqual(
            item,
            {
                "url": "http://127.0.0.1:8000/news/rain/",
                "title": "Rain & <b>",
                "summary": "It fell.",
                "date_published": "2022-01-12T09:00:00+00:00",
                "date_modified": "2022-01-12T09:00:00+00:00",
                "authors": [{"name": "Ann"}, {"name": "Bo"}],
                "tags": ["sea"],
                "language": "he",
                "image": f"http://127.0.0.1:8000{self.photo.address('16x9-1200.jpg')}",
            },
        )


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
