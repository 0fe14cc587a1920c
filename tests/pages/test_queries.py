"""A page asks the database the same number of questions at ten and at ten thousand stories."""

from datetime import date, timedelta
from unittest.mock import patch

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from articles.models import (
    Article,
    Byline,
    Correction,
    GivingLink,
    Masthead,
    Photo,
    RelatedStory,
    Series,
    Tag,
    Tagging,
    Use,
)
from articles.models.edition_file import contents, keep
from articles.search import upkeep
from tests.factories import (
    POSTED,
    make_article,
    make_author,
    make_category,
    make_edition,
    make_photo,
    picture_file,
)
from tests.publishing.test_pictures import text_with

FILM = '<p><a href="https://youtu.be/dQw4w9WgXcQ">A night on the last boat</a></p>'
# What they ask now. The design allows a listing 8, a story 12.
MOST = {
    "/": 6,
    "/news/": 5,
    "/category/town/": 6,
    "/tag/sea/": 7,
    "/author/ann/": 7,
    "/archive/": 6,
    "/archive/2022/": 6,
    "/archive/2022/01/": 7,
    "/archive/2022/01/12/": 7,
    "/archive/front/2022/01/12/": 7,
    "/photo-credits/": 7,
    "/search/": 6,
    "/search/?q=council": 6,
    "/search/?q=chosen&order=relevance": 7,
    "/search/?q=council&tag=sea&order=oldest": 8,
    "/search/?q=council&order=title&category=town&kind=news&from=2021": 7,
    "/search/?q=council&tag=sea&author=ann": 7,
    "/search/?q=counzil": 6,
    "/search/?q=counzil&tag=sea": 8,
    "/search/?q=story&tag=sea&author=ann&order=relevance": 8,
    "/search/?q=council&category=opinion": 6,
    "/search/suggest/?q=story": 4,
    "/search/feed/?q=council": 9,
    "/feed/": 8,
    "/feed/atom/": 8,
    "/feed/json/": 8,
    "/series/nights/": 7,
    "/editions/": 5,
    "/editions/week/": 8,
    "/editions/week/print/": 8,
    "/editions/feed/": 5,
    "/editions/own/?story=1&story=2": 8,
    "/search/?q=council&story=1&story=2": 6,
    "/news/the-story/": 11,
    "/news/the-story/print/": 9,
}


class QueryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Masthead.objects.create()
        GivingLink.objects.create(label="Give", url="https://give.example/")
        cls.categories = [make_category(name) for name in ("Town", "World", "Harbour", "Culture", "Opinion")]
        cls.photo = make_photo(file=picture_file((400, 300)))
        cls.author = make_author("Ann", portrait=cls.photo)
        cls.series = Series.objects.create(name="Nights")
        story = make_article(
            slug="the-story",
            body=text_with(cls.photo) + FILM,
            category=cls.categories[0],
            also_in=[cls.categories[1]],
            authors=["Ann"],
            tags=["sea"],
            sources=["A"],
            photo=cls.photo,
            series=cls.series,
        )
        Correction.objects.create(article=story, kind=Correction.Kind.CORRECTION, text="Not 394 but 349.")
        RelatedStory.objects.create(article=story, other=make_article(headline="Chosen"))
        cls.edition = make_edition(story, slug="week")
        keep(cls.edition, b"%PDF", 1, contents(cls.edition, [story], [cls.photo]))

    def grow(self, number):
        """Add stories until there are `number`, each with a photo of its own and one that all have in their text.

        Search knows the first thousand of them: more than are asked how they are filed.
        """
        first = Article.objects.count()
        upkeep.make_way("default", plan=["many rows"])
        photos = Photo.objects.bulk_create(
            Photo(credit="Newsroom", license=self.photo.license) for _ in range(first, number)
        )
        articles = Article.objects.bulk_create(
            Article(
                headline=f"Story {n}",
                slug=f"story-{n}",
                body=text_with(self.photo),
                date=date(2022, 1, 12) - timedelta(days=n // 10),
                status=Article.Status.PUBLISHED,
                published_at=POSTED - timedelta(minutes=n),
                category=self.categories[n % 5],
                photo=photo,
                series=None if n % 5 else self.series,
            )
            for n, photo in enumerate(photos, first)
        )
        Use.objects.bulk_create(
            Use(article=article, photo=self.photo, is_public=True) for article in articles
        )
        self.edition.arrange(article.pk for article in articles[:120])
        tag = Tag.objects.get()
        Byline.objects.bulk_create(Byline(article=article, author=self.author) for article in articles)
        Tagging.objects.bulk_create(Tagging(content_object=article, tag=tag) for article in articles)
        for engine in upkeep.engines_of():
            engine.install()
            engine.write(articles[0].pk, articles[:1000][-1].pk)

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
        engine = type(upkeep.engine_of())
        with patch.object(engine, "RANKED", 500), self.assertNumQueries(7):
            self.client.get("/search/?q=story&order=relevance")  # Headlines first, as of very many.
