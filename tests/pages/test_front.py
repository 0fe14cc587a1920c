from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from articles.models import GivingLink, Masthead
from tests.factories import POSTED, make_article, make_category, make_photo, picture_file


class FrontPageTests(TestCase):
    def front(self):
        return self.client.get("/")

    def newer(self, **fields):
        return make_article(published_at=POSTED + timedelta(hours=1), **fields)

    def test_leads_with_the_newest_story_that_has_a_picture(self):
        make_article(headline="Pictured", photo=make_photo(file=picture_file((640, 400))))
        self.newer(headline="Newer")
        self.newer(headline="Missing", photo=make_photo())
        self.newer(headline="Small", photo=make_photo(file=picture_file((639, 400))))
        self.assertEqual(self.front().context["lead"].headline, "Pictured")
        self.assertNotContains(self.front(), "front--words")

    def test_a_lead_whose_picture_ends_makes_room_for_one_that_has_its_own(self):
        make_article(headline="Pictured", photo=make_photo(file=picture_file((640, 400))))
        self.newer(
            headline="Ended", photo=make_photo(file=picture_file((640, 400)), expires_at=timezone.now())
        )
        self.assertEqual(self.front().context["lead"].headline, "Pictured")

    def test_where_no_other_has_one_a_neutral_figure_keeps_the_pictures_place(self):
        make_article(
            headline="Ended", photo=make_photo(file=picture_file((640, 400)), expires_at=timezone.now())
        )
        self.newer(headline="Newer")
        self.assertEqual(self.front().context["lead"].headline, "Ended")
        self.assertContains(self.front(), '<div class="card__picture"></div>')
        self.assertNotContains(self.front(), "front--words")

    def test_only_the_leads_picture_is_loaded_at_once(self):
        photo = make_photo(file=picture_file((640, 400)))
        for number in range(12):
            make_article(photo=photo, category=make_category(f"Section {number}"))
        page = self.front().content.decode()
        self.assertEqual(page.count('fetchpriority="high"'), 1)
        self.assertEqual(page.count('loading="lazy"'), page.count("<img") - 1)

    def test_leads_with_the_newest_story_without_pictures(self):
        make_article(headline="Old")
        make_article(headline="New", published_at=POSTED + timedelta(hours=1))
        self.assertEqual(self.front().context["lead"].headline, "New")

    def test_shows_no_story_twice(self):
        towns = [make_category(name) for name in ("Town", "World")]
        for number in range(40):
            make_article(headline=f"Story number {number}.", category=towns[number % 2])
        page = self.front().content.decode()
        for number in range(40):
            self.assertLessEqual(page.count(f"Story number {number}."), 1)

    def test_shows_sections_with_their_subsections(self):
        town = make_category("Town")
        council = make_category("Council", parent=town)
        for number in range(30):
            make_article(headline=f"News {number}", published_at=POSTED + timedelta(minutes=number))
        make_article(headline="The old vote", category=council, published_at=POSTED - timedelta(days=300))
        self.assertContains(self.front(), "The old vote")
        self.assertContains(self.front(), "/category/council/")

    def test_carries_the_masthead_and_the_giving_links(self):
        Masthead.objects.create(name="The Kestrel", tagline="Signed and sourced")
        GivingLink.objects.create(label="Give", url="https://give.example/")
        GivingLink.objects.create(label="Hidden", url="https://hidden.example/", is_shown=False)
        front = self.front()
        self.assertContains(front, "The Kestrel")
        self.assertContains(front, "https://give.example/")
        self.assertNotContains(front, "hidden.example")

    def test_a_newsroom_without_anything_opens(self):
        self.assertContains(self.front(), "Newsroom")
