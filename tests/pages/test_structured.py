"""What search engines and other sites are told of a story."""

import json
import re
from datetime import UTC, datetime

from django.test import TestCase
from django.utils import timezone

from articles.models import Article, License, Masthead, Photo
from tests.factories import make_article, make_category, make_photo, picture_file
from tests.pages.test_structure import Elements
from tests.publishing.test_pictures import text_with

ADDRESS = "http://127.0.0.1:8000"


class StructuredDataTests(TestCase):
    def page(self):
        return self.client.get(Article.objects.get().get_absolute_url()).content.decode()

    def data(self):
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', self.page(), re.DOTALL)
        return json.loads(block)

    def test_says_what_the_story_is(self):
        Masthead.objects.create(name="The Kestrel")
        make_article(
            kicker="Report:",
            headline="Rain",
            slug="rain",
            standfirst="It fell.",
            language="he",
            authors=["Ann", "Bo"],
            category=make_category("Town"),
            updated_at=datetime(2022, 1, 13, 9, 20, tzinfo=UTC),
        )
        self.assertEqual(
            self.data(),
            {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "mainEntityOfPage": f"{ADDRESS}/news/rain/",
                "headline": "Report: Rain",
                "description": "It fell.",
                "datePublished": "2022-01-12T09:00:00+00:00",
                "dateModified": "2022-01-13T09:20:00+00:00",
                "author": [
                    {"@type": "Person", "name": "Ann", "url": f"{ADDRESS}/author/ann/"},
                    {"@type": "Person", "name": "Bo", "url": f"{ADDRESS}/author/bo/"},
                ],
                "publisher": {"@type": "NewsMediaOrganization", "name": "The Kestrel", "url": f"{ADDRESS}/"},
                "articleSection": "Town",
                "inLanguage": "he",
                "isAccessibleForFree": True,
            },
        )

    def test_a_long_headline_is_cut(self):
        make_article(headline="word " * 40)
        headline = self.data()["headline"]
        self.assertEqual(len(headline), 110)
        self.assertTrue(headline.endswith("…"))

    def test_the_lead_picture_comes_in_three_shapes_with_its_rights(self):
        terms = License.objects.create(name="CC BY-SA 4.0", url="https://terms.example/by-sa/")
        photo = make_photo(
            file=picture_file((400, 300)),
            creator="Mira Solan",
            credit="Mira / Agency",
            credit_url="https://mira.example/",
            copyright_notice="© Mira",
            license=terms,
            digital_source="trainedAlgorithmicMedia",
        )
        make_article(photo=photo, photo_caption="Here: the quay.")
        images = self.data()["image"]
        sizes = [(image["width"], image["height"]) for image in images]
        self.assertEqual(sizes, [(400, 225), (400, 300), (300, 300)])
        self.assertEqual(
            images[0],
            {
                "@type": "ImageObject",
                "contentUrl": ADDRESS + photo.address("16x9-400.jpg"),
                "width": 400,
                "height": 225,
                "caption": "Here: the quay.",
                "creditText": "Mira / Agency",
                "creator": {"@type": "Person", "name": "Mira Solan"},
                "copyrightNotice": "© Mira",
                "license": "https://terms.example/by-sa/",
                "acquireLicensePage": "https://mira.example/",
                "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
            },
        )
        for image in images:
            response = self.client.get(image["contentUrl"].removeprefix(ADDRESS))
            self.assertEqual(response.headers["Content-Type"], "image/jpeg")

    def test_the_pictures_of_the_body_come_whole(self):
        photo = make_photo(file=picture_file((400, 300)))
        make_article(body=text_with(photo, caption="By <em>night</em>.<br>Credit: Bo"))
        (image,) = self.data()["image"]
        self.assertEqual(image["contentUrl"], ADDRESS + photo.address("whole-400.jpg"))
        self.assertEqual((image["caption"], image["creditText"]), ("By night.", "Bo"))
        self.assertEqual(image["creator"], {"@type": "Organization", "name": "Bo"})

    def test_nothing_is_said_of_pictures_that_are_not_shown(self):
        ended = make_photo(file=picture_file((400, 300)), expires_at=timezone.now())
        make_article(photo=ended, body=text_with(make_photo(), ended))
        self.assertNotIn("image", self.data())
        self.assertNotIn("og:image", self.page())

    def test_nothing_that_is_typed_ends_the_block(self):
        hostile = "</script><!--<script>&amp;\u2028\u2029'\"\\"
        make_article(headline=hostile, standfirst=hostile, authors=[hostile])
        block = self.page().split('<script type="application/ld+json">')[1].split("</script>")[0]
        for character in "<>&\u2028\u2029":
            self.assertNotIn(character, block)
        self.assertEqual(json.loads(block)["author"][0]["name"], "</script><!--<script>&amp; '\"\\")


class SharingTests(TestCase):
    def told(self, **fields):
        page = self.client.get(make_article(**fields).get_absolute_url()).content.decode()
        return {
            meta.get("property") or meta.get("name"): meta["content"]
            for meta in Elements(page).named("meta")
            if "content" in meta
        }

    def test_other_sites_are_told_what_the_story_is(self):
        told = self.told(headline="Rain <b>", slug="rain", standfirst='It "fell".')
        for name, content in {
            "og:type": "article",
            "og:title": "Rain <b>",
            "og:description": 'It "fell".',
            "og:url": f"{ADDRESS}/news/rain/",
            "og:site_name": "Newsroom",
            "article:published_time": "2022-01-12T09:00:00+00:00",
            "robots": "max-image-preview:large",
        }.items():
            self.assertEqual(told[name], content)
        self.assertNotIn("article:modified_time", told)
        self.assertNotIn("twitter:card", told)

    def test_and_get_a_card_with_its_size_and_alternative_text(self):
        photo = make_photo(file=picture_file((400, 300)))
        told = self.told(photo=photo, photo_alt_text="A ferry.")
        self.assertEqual(told["og:image"], ADDRESS + photo.address("social.jpg"))
        self.assertEqual((told["og:image:width"], told["og:image:height"]), ("1200", "630"))
        self.assertEqual((told["og:image:alt"], told["twitter:card"]), ("A ferry.", "summary_large_image"))
        self.assertEqual(self.client.get(photo.address("social.jpg")).status_code, 200)

    def test_and_none_of_a_picture_that_has_ended(self):
        make_photo(file=picture_file((400, 300)))
        Photo.objects.update(expires_at=timezone.now())
        self.assertNotIn("og:image", self.told(photo=Photo.objects.get()))
