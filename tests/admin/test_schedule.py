from datetime import UTC, datetime, timedelta
from html import unescape

from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.publishing import newest_revision, publish, publish_due, save_revision
from tests.factories import make_article, make_draft
from tests.pages.test_story import Words

from .test_corrections import make_user


def in_minutes(number):
    return timezone.now().replace(microsecond=0) + timedelta(minutes=number)


class ScheduleTests(TestCase):
    def setUp(self):
        self.user = make_user("view_article")
        self.client.force_login(self.user)

    def page(self):
        return unescape(self.client.get(reverse("admin:schedule")).content.decode())

    def words(self):
        return str(Words(self.page()))

    def change(self, article, at, **changes):
        publish(article, save_revision(article, newest_revision(article).content | changes), at=at)

    def test_an_empty_schedule_says_so(self):
        make_article(), make_draft()
        self.assertIn("Nothing is scheduled", self.page())

    def test_shows_what_is_coming_with_its_kind(self):
        make_article(headline="Later", published_at=in_minutes(5))
        make_article(headline="Ending", expires_at=in_minutes(5))
        make_draft(headline="Held", embargoed_until=in_minutes(5))
        self.change(make_article(headline="Changing"), in_minutes(5), headline="Changed")
        words = self.words()
        for line in ("First publication Later", "End Ending", "Embargo ends Held", "Change Changing"):
            self.assertIn(line, words)

    def test_is_ordered_by_day_in_the_newsrooms_zone_and_names_it(self):
        make_article(headline="Second", published_at=datetime(2099, 1, 1, 22, 30, tzinfo=UTC))
        make_article(headline="First", published_at=datetime(2099, 1, 1, 21, 30, tzinfo=UTC))
        with override_settings(TIME_ZONE="Asia/Jerusalem"):
            words = self.words()
        places = [
            words.index(piece)
            for piece in (
                "zone, Asia/Jerusalem.",
                "Thursday, 1 January 2099",
                "23:30 IST First publication First",
                "Friday, 2 January 2099",
                "00:30 IST First publication Second",
            )
        ]
        self.assertEqual(places, sorted(places))

    def test_two_stories_for_the_same_second_are_marked(self):
        at = in_minutes(5)
        make_article(published_at=at)
        self.assertNotIn("same second", self.page())
        self.change(make_article(), at, headline="Changed")
        self.assertEqual(self.page().count("Another story has the same second."), 2)

    def test_what_comes_before_its_embargo_ends_is_marked(self):
        make_article(published_at=in_minutes(5), embargoed_until=in_minutes(10))
        self.assertIn("Its embargo ends later, at", self.page())

    def test_a_change_to_a_taken_address_is_marked(self):
        self.change(make_article(slug="rain"), in_minutes(5), slug="ferry")
        self.assertNotIn("Another story has", self.page())
        make_article(slug="ferry")
        self.assertIn("Another story has the address “ferry”.", self.page())

    def test_a_change_after_the_end_is_marked(self):
        self.change(make_article(expires_at=in_minutes(5)), in_minutes(10), headline="Changed")
        self.assertIn("The story ends before it changes.", self.page())

    def test_a_change_that_was_set_aside_stands_first_with_its_reason(self):
        article = make_article(headline="Ferry")
        self.change(article, in_minutes(5), slug="taken")
        make_article(slug="taken")
        Article.objects.filter(pk=article.pk).update(change_at=in_minutes(-1))
        publish_due()
        self.assertIn("Set aside", self.page())
        self.assertIn(Article.objects.get(pk=article.pk).set_aside, self.page())

    def test_the_desk_leads_to_it(self):
        self.assertContains(self.client.get(reverse("admin:index")), reverse("admin:schedule"))

    def test_contributors_see_their_own_alone(self):
        self.user.user_permissions.clear()
        self.client.force_login(contributor := make_user("add_article", name="bo"))
        make_article(headline="Mine", published_at=in_minutes(5), created_by=contributor)
        make_article(headline="Of others", published_at=in_minutes(5))
        self.assertIn("Mine", self.page())
        self.assertNotIn("Of others", self.page())

    def test_asks_the_same_number_of_questions_however_much_is_coming(self):
        def scheduled(number):
            for _ in range(number):
                make_article(published_at=in_minutes(5), expires_at=in_minutes(10))
                self.change(make_article(), in_minutes(5), headline="Changed")

        scheduled(1)
        with self.assertNumQueries(9):
            self.page()
        scheduled(4)
        with self.assertNumQueries(9):
            self.page()
