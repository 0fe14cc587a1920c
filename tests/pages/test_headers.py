"""What every public page promises: strict policy, no cookie, no third party, exact caching."""

import re

from django.test import TestCase

from articles.models import Author, Category, Series, Tag
from articles.models.edition_file import contents, keep
from tests.factories import make_article, make_category, make_edition, make_photo, picture_file
from tests.pages.addresses import public_addresses
from tests.pages.test_embeds import BODY

# A block of JSON-LD is data, which no browser runs.
INLINE = r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=| type=\"application/ld\+json\">)|javascript:"


class HeaderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        series = Series.objects.create(name="Nights")
        article = make_article(
            category=make_category("Town"),
            authors=["Ann"],
            tags=["sea"],
            series=series,
            photo=make_photo(file=picture_file((400, 300))),
            body=BODY,
        )
        edition = make_edition(article)
        keep(edition, b"%PDF", 1, contents(edition, [article], []))
        things = [*Category.objects.all(), *Tag.objects.all(), *Author.objects.all(), series, edition]
        cls.addresses = [*public_addresses([article], things), "/search/?q=a", "/nothing/"]
        cls.addresses.append(f"/editions/own/?story={article.pk}&title=Boats")

    def each(self, check):
        for address in self.addresses:
            with self.subTest(address=address):
                check(self.client.get(address))

    def test_the_policy_is_strict(self):
        def check(response):
            policy = response.headers["Content-Security-Policy"]
            self.assertTrue(policy.startswith("default-src 'none'"))
            self.assertNotIn("unsafe", policy)
            self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(response.headers["X-Frame-Options"], "DENY")

        self.each(check)

    def test_no_cookie_is_set(self):
        def check(response):
            self.assertEqual(response.cookies, {})
            self.assertNotIn("Cookie", response.headers.get("Vary", ""))

        self.each(check)

    def test_nothing_is_inline_and_nothing_comes_from_elsewhere(self):
        def check(response):
            if not response.headers["Content-Type"].startswith("text/html"):
                return
            page = response.content.decode()
            self.assertNotRegex(page, INLINE)
            loaded = re.findall(r"<(?:script|img|iframe|source)[^>]*\ssrc=\"([^\"]*)\"", page)
            loaded += re.findall(r"<link rel=\"(?:stylesheet|icon|preload)\"[^>]*href=\"([^\"]*)\"", page)
            for address in loaded:
                self.assertTrue(address.startswith(("/static/", "/media/")), address)

        self.each(check)

    def test_pages_are_checked_before_each_use(self):
        self.each(
            lambda response: self.assertIn(
                response.headers["Cache-Control"], ("public, no-cache", "no-store")
            )
        )

    def test_an_unchanged_page_is_not_sent_again(self):
        first = self.client.get("/")
        again = self.client.get("/", headers={"if-none-match": first.headers["ETag"]})
        self.assertEqual(again.status_code, 304)
        make_article(headline="Newer")
        changed = self.client.get("/", headers={"if-none-match": first.headers["ETag"]})
        self.assertContains(changed, "Newer")

    def test_links_are_built_from_the_address_and_not_from_the_host(self):
        for address in ("/", "/feed/", "/sitemap.xml", "/robots.txt"):
            response = self.client.get(address, headers={"host": "localhost"})
            self.assertNotIn("localhost", response.content.decode())

    def test_an_unknown_host_is_refused(self):
        self.assertEqual(self.client.get("/", headers={"host": "evil.example"}).status_code, 400)
