from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.test import TestCase
from django.utils import timezone

from articles.models import GivingLink, Masthead
from articles.publishing import newest_revision, publish, save_revision, withdraw
from tests.factories import POSTED, make_article, make_category, make_front, make_photo, picture_file


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
        self.assertEqual(self.front().context["front"].lead.headline, "Pictured")
        self.assertNotContains(self.front(), "front--words")

    def test_a_lead_whose_picture_ends_makes_room_for_one_that_has_its_own(self):
        make_article(headline="Pictured", photo=make_photo(file=picture_file((640, 400))))
        self.newer(
            headline="Ended", photo=make_photo(file=picture_file((640, 400)), expires_at=timezone.now())
        )
        self.assertEqual(self.front().context["front"].lead.headline, "Pictured")

    def test_where_no_other_has_one_a_neutral_figure_keeps_the_pictures_place(self):
        make_article(
            headline="Ended", photo=make_photo(file=picture_file((640, 400)), expires_at=timezone.now())
        )
        self.newer(headline="Newer")
        self.assertEqual(self.front().context["front"].lead.headline, "Ended")
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
        self.assertEqual(self.front().context["front"].lead.headline, "New")

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

    def test_shows_what_editors_chose_and_fills_the_rest(self):
        town = make_category("Town")
        chosen, pinned, newest = (make_article(headline=f"News {n}", category=town) for n in range(3))
        make_front(lead=chosen, sections={town: [pinned]}, starts_at=POSTED)
        front = self.front().context["front"]
        self.assertEqual((front.lead, front.tops), (chosen, [newest]))
        self.assertEqual([band.columns for band in front.bands], [[[pinned]]])

    def test_a_section_is_read_row_by_row_and_begins_with_its_picture(self):
        town = make_category("Town")
        photo = make_photo()
        type(photo).objects.update(file="photos/a.jpg", width=1600, height=900, rendered="0" * 12)
        a, b, c, d = (make_article(category=town) for _ in range(4))
        make_front(sections={town: [a, b, c, d]}, starts_at=POSTED)
        make_article()
        self.assertEqual(self.front().context["front"].bands[0].columns, [[a, d], [b], [c]])
        type(a).objects.filter(pk=a.pk).update(photo=photo)
        self.assertEqual(self.front().context["front"].bands[0].columns, [[a], [b, d], [c]])

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


class FrontArchiveTests(TestCase):
    def archive(self, year, month, day):
        return self.client.get(f"/archive/front/{year}/{month:02d}/{day:02d}/")

    def test_shows_the_page_as_it_stood_at_the_end_of_the_day(self):
        morning, evening = (
            make_article(published_at=datetime(2022, 1, 12, hour, tzinfo=UTC)) for hour in (9, 20)
        )
        make_front(lead=morning, starts_at=datetime(2022, 1, 12, 10, tzinfo=UTC))
        make_front(lead=evening, starts_at=datetime(2022, 1, 13, tzinfo=UTC))
        page = self.archive(2022, 1, 12)
        self.assertEqual(page.context["front"].lead, morning)
        self.assertContains(page, "The front page as it stood on January 12, 2022")
        self.assertContains(page, "Wednesday, January 12, 2022")

    def test_a_day_is_one_of_the_newsrooms_zone(self):
        late = make_article(published_at=datetime(2022, 1, 12, 22, 30, tzinfo=UTC))
        with timezone.override(ZoneInfo("Asia/Jerusalem")):
            self.assertEqual(self.archive(2022, 1, 12).status_code, 404)
            self.assertEqual(self.archive(2022, 1, 13).context["front"].lead, late)

    def test_today_shows_what_stands_now(self):
        make_article(headline="Fog")
        today = timezone.localdate()
        page = self.archive(today.year, today.month, today.day)
        self.assertContains(page, "as it stands now")
        self.assertNotContains(page, "each story is as it is now")
        self.assertContains(page, "Fog")

    def test_days_before_the_first_story_and_after_today_have_none(self):
        make_article(published_at=POSTED)
        tomorrow = timezone.localdate() + timedelta(days=1)
        for day in (date(2022, 1, 11), tomorrow, date(9999, 12, 31), date(1000, 1, 1)):
            with self.subTest(day=day):
                self.assertEqual(self.archive(day.year, day.month, day.day).status_code, 404)
        self.assertEqual(self.archive(2022, 2, 30).status_code, 404)

    def test_leads_to_the_day_before_the_day_after_and_its_stories(self):
        make_article(published_at=POSTED)
        first = self.archive(2022, 1, 12)
        self.assertNotContains(first, 'rel="prev"')
        self.assertContains(first, 'href="/archive/front/2022/01/13/"')
        self.assertContains(first, 'href="/archive/2022/01/12/"')
        self.assertContains(self.archive(2022, 1, 13), 'href="/archive/front/2022/01/12/"')

    def test_the_days_own_page_leads_to_it(self):
        make_article(published_at=POSTED)
        make_article(date=date(2021, 5, 5))
        make_article(date=date(2999, 12, 31))
        self.assertContains(self.client.get("/archive/2022/01/12/"), 'href="/archive/front/2022/01/12/"')
        for day in ("2021/05/05", "2999/12/31"):
            self.assertNotContains(self.client.get(f"/archive/{day}/"), "/archive/front/")

    def test_says_how_many_stories_are_gone_and_shows_none_of_them(self):
        stories = [
            make_article(headline=f"Story {n}.", published_at=POSTED - timedelta(hours=n)) for n in range(5)
        ]
        withdraw(stories[2], "It was not true.")
        page = self.archive(2022, 1, 12)
        self.assertNotContains(page, "Story 2.")
        self.assertContains(page, "One story that stood here is not public any more")
        withdraw(stories[3], "It was not true.")
        self.assertContains(self.archive(2022, 1, 12), "2 stories that stood here are not public any more")

    def test_has_the_headlines_of_that_day(self):
        story = make_article(headline="394 votes")
        publish(story, save_revision(story, newest_revision(story).content | {"headline": "349 votes"}))
        self.assertContains(self.archive(2022, 1, 12), "394 votes")
        self.assertContains(self.client.get("/"), "349 votes")

    def test_is_not_for_search_engines(self):
        make_article()
        page = self.archive(2022, 1, 12)
        self.assertContains(page, '<meta name="robots" content="noindex">')
        self.assertNotContains(page, "canonical")
