"""Whatever is typed into an address: a page or a helpful 404, never a 500."""

from urllib.parse import quote

from django.test import TestCase

from articles.models import Author, Category, Series, Tag
from tests.factories import make_article, make_category, make_edition, make_photo, picture_file
from tests.pages.addresses import public_addresses

QUERIES = [
    "page=abc",
    "page=0",
    "page=-1",
    "page=99999",
    "page=9999999999999999999999",
    "page=1.5",
    "page=%D9%A3",
    "page=",
    "page=1&page=2",
    "order=nonsense",
    "order=",
    "q=" + "x" * 10_000,
    "q=" + quote("word " * 2_000),
    "q=%22",
    "q=%27%27%27",
    "q=%00",
    "q=a%00b",
    "q=%FF%FE",
    "q=%ED%A0%80",
    "q=%25%5F%5C",
    "q=%28%5B%2A%3F%2B%5D%29",
    "q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
    "q=" + quote("שלום \u202e עולם"),
    "story=&story=0&story=-1&story=1.5&story=%D9%A3&story=9999999999999999999&story=%00&story=" + "9" * 500,
    "story=1&title=%00%FF" + quote("\u202e") + "x" * 5_000,
    "%FF=%FF",
    "&&==&",
    "a" * 5_000,
]
PATHS = [
    "/news/unknown/",
    "/news/%00/",
    "/news/%FF/",
    "/news/a%2Fb/",
    "/news/" + "x" * 3_000 + "/",
    "/news/.pdf",
    "/news/a.b/",
    "/news/%E2%80%AE/",
    "/category/unknown/",
    "/tag/unknown/",
    "/author/unknown/",
    "/series/unknown/",
    "/editions/unknown/",
    "/editions/unknown/print/",
    "/editions/unknown.pdf",
    "/editions/own.pdf",
    "/editions/../secret-key",
    "/archive/0000/",
    "/archive/9999/",
    "/archive/2022/00/",
    "/archive/2022/13/",
    "/archive/2022/02/30/",
    "/archive/2022/1/",
    "/archive/front/2022/02/30/",
    "/archive/front/9999/12/31/",
    "/archive/front/2022/01/",
    "/n/0/",
    "/n/999999999999999999/",
    "/n/9999999999999999999999999/",
    "/n/abc/",
    "/media/../secret-key",
    "/media/%2e%2e/secret-key",
    "/media/photos/none.jpg",
    "/media/pictures/",
    f"/media/pictures/{'0' * 32}/",
    f"/media/pictures/{'0' * 32}/{'0' * 12}/social.jpg",
    f"/media/pictures/{'0' * 32}/{'0' * 12}/..%2Fsocial.jpg",
    f"/media/pictures/{'x' * 32}/{'0' * 12}/social.jpg",
    "/media/pictures/../photos/none.jpg",
    "/media/%00",
    "/nothing/at/all",
    "//evil.example/",
    "/.git/config",
    "/%",
]


class OddInputTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        town = make_category("Town")
        series = Series.objects.create(name="Nights")
        photo = make_photo(file=picture_file((8, 8)))
        article = make_article(category=town, authors=["Ann"], tags=["sea"], series=series, photo=photo)
        edition = make_edition(article)
        things = [*Category.objects.all(), *Tag.objects.all(), *Author.objects.all(), series, edition]
        cls.addresses = public_addresses([article], things)

    def test_odd_queries(self):
        for address in self.addresses:
            for query in QUERIES:
                with self.subTest(address=address, query=query[:40]):
                    response = self.client.get(address, QUERY_STRING=query)
                    self.assertIn(response.status_code, (200, 301, 302, 303, 404))

    def test_odd_paths(self):
        for path in PATHS:
            with self.subTest(path=path[:40]):
                response = self.client.get(path, follow=True)
                self.assertIn(response.status_code, (200, 404))

    def test_a_404_helps_on(self):
        for path in ("/news/unknown/", "/news/?page=abc", "/nothing/"):
            with self.subTest(path=path):
                response = self.client.get(path)
                self.assertContains(response, "There is no page at this address", status_code=404)
                self.assertContains(response, 'action="/search/"', status_code=404)

    def test_readers_pages_take_no_posts(self):
        for address in self.addresses:
            with self.subTest(address=address):
                self.assertIn(self.client.post(address).status_code, (403, 405))
