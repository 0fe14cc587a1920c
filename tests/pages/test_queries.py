"""A page asks the database the same number of questions at ten and at ten thousand stories."""

from datetime import date, timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Byline, GivingLink, Masthead, Series, Tag, Tagging
from tests.factories import POSTED, make_article, make_author, make_category, make_photo

LISTING, STORY = 8, 12
MOST = {
    "/": LISTING,
    "/news/": LISTING,
    "/category/town/": LISTING,
    "/tag/sea/": LISTING,
    "/author/ann/": LISTING,
    "/archive/": LISTING,
    "/archive/2022/": LISTING,
    "/archive/2022/01/": LISTING,
    "/archive/2022/01/12/": LISTING,
    "/archive/front/2022/01/12/": LISTING,
    "/search/": LISTING,
    "/search/?q=council": LISTING,
    "/search/?q=council&order=relevance": LISTING,
    "/feed/": LISTING,
    "/series/nights/": LISTING,
    "/news/the-story/": STORY,
    "/news/the-story/print/": STORY,
}


class QueryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Masthead.objects.create()
        GivingLink.objects.create(label="Give", url="https://give.example/")
        cls.categories = [make_category(name) for name in ("Town", "World", "Harbour", "Culture", "Opinion")]
        cls.author = make_author("Ann")
        cls.photo = make_photo()
        cls.series = Series.objects.create(name="Nights")
        make_article(
            slug="the-story",
            body=f'<figure><img data-file="{cls.photo.uid.hex}"></figure><p>The council met.</p>',
            category=cls.categories[0],
            authors=["Ann"],
            tags=["sea"],
            sources=["A"],
            photo=cls.photo,
            series=cls.series,
        )

    def grow(self, number):
        """Add stories until there are `number`."""
        first = Article.objects.count()
        articles = Article.objects.bulk_create(
            Article(
                headline=f"Story {n}",
                slug=f"story-{n}",
                body="<p>The council met.</p>",
                date=date(2022, 1, 12) - timedelta(days=n // 10),
                status=Article.Status.PUBLISHED,
                published_at=POSTED - timedelta(minutes=n),
                category=self.categories[n % 5],
                photo=self.photo,
                series=None if n % 5 else self.series,
            )
            for n in range(first, number)
        )
        tag = Tag.objects.get()
        Byline.objects.bulk_create(Byline(article=article, author=self.author) for article in articles)
        Tagging.objects.bulk_create(Tagging(content_object=article, tag=tag) for article in articles)

    def counts(self):
        counts = {}
        for address in MOST:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                self.assertEqual(self.client.get(address).status_code, 200, address)
            counts[address] = len(queries)
        return counts

    def test_the_number_is_small_and_does_not_grow(self):
        self.grow(25)
        few = self.counts()
        for address, most in MOST.items():
            with self.subTest(address=address):
                self.assertLessEqual(few[address], most)
        self.grow(10_000)
        self.assertEqual(self.counts(), few)
