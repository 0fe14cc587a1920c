from datetime import date, timedelta

from django.test import TestCase

from articles.models import Article
from articles.models.card import cards_by_id, numbered_cards
from tests.factories import POSTED, make_article, make_draft


class CardTests(TestCase):
    def test_tells_what_many_pages_ask_without_making_the_story(self):
        article = make_article(headline="Fog", slug="fog")
        card = cards_by_id([article.pk])[article.pk]
        self.assertEqual((card.headline, card.get_absolute_url(), card), ("Fog", "/news/fog/", article))
        self.assertNotIn("story", vars(card))

    def test_makes_the_story_where_more_is_asked_and_asks_nothing_for_it(self):
        card = cards_by_id([make_article(standfirst="It came in the night.").pk]).popitem()[1]
        with self.assertNumQueries(0):
            self.assertEqual((card.standfirst, card.date), ("It came in the night.", date(2022, 1, 12)))

    def test_is_of_live_stories_alone(self):
        self.assertEqual(cards_by_id([make_draft().pk]), {})


class FarTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        Article.objects.bulk_create(
            Article(
                headline=f"Story {n}",
                slug=f"story-{n}",
                body="<p>Text.</p>",
                status=Article.Status.PUBLISHED,
                published_at=POSTED - timedelta(minutes=n // 3),
            )
            for n in range(2050)
        )
        cls.stories = Article.objects.published().newest_first()

    def test_far_ones_are_those_that_stand_there(self):
        ids = list(self.stories.values_list("pk", flat=True))
        for first in (0, 1000, 1020, 1040, 2030, 2045):
            with self.subTest(first=first):
                cards, number = numbered_cards(self.stories, first=first, most=20)
                self.assertEqual([card.pk for card in cards], ids[first : first + 20])
                self.assertEqual(number, 2050)

    def test_behind_the_last_there_is_none(self):
        self.assertEqual(numbered_cards(self.stories, first=2060, most=20), ([], None))
        self.assertEqual(self.client.get("/news/?page=104").status_code, 404)
