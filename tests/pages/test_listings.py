from datetime import date, timedelta

from django.test import TestCase, override_settings

from tests.factories import POSTED, make_article, make_category


class ListingTests(TestCase):
    def headlines(self, address):
        return [article.headline for article in self.client.get(address).context["page"]]

    def test_all_stories_newest_first(self):
        make_article(headline="Old", published_at=POSTED)
        make_article(headline="New", published_at=POSTED + timedelta(hours=1))
        self.assertEqual(self.headlines("/news/"), ["New", "Old"])

    def test_a_category_lists_its_whole_branch_once(self):
        town = make_category("Town")
        council = make_category("Council", parent=town)
        make_article(headline="A", category=council, also_in=[town])
        make_article(headline="B", category=make_category("World"))
        self.assertEqual(self.headlines("/category/town/"), ["A"])
        self.assertEqual(self.headlines("/category/council/"), ["A"])

    def test_tags_and_authors_have_listings(self):
        make_article(headline="A", tags=["sea"], authors=["Ann", "Bo"])
        make_article(headline="B")
        self.assertEqual(self.headlines("/tag/sea/"), ["A"])
        self.assertEqual(self.headlines("/author/bo/"), ["A"])

    def test_pages_follow_each_other_without_gaps(self):
        for number in range(45):
            make_article(headline=str(number), published_at=POSTED + timedelta(minutes=number % 3))
        seen = [headline for page in (1, 2, 3) for headline in self.headlines(f"/news/?page={page}")]
        self.assertEqual(len(set(seen)), 45)
        self.assertEqual(self.client.get("/news/?page=4").status_code, 404)

    def test_empty_listings_say_so(self):
        make_category("Town")
        for address in ("/", "/news/", "/category/town/", "/archive/", "/archive/2022/"):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 200)

    def test_later_pages_have_titles_of_their_own(self):
        for _ in range(21):
            make_article()
        self.assertContains(self.client.get("/news/?page=2"), "page 2")


class ArchiveTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        for day in (date(2021, 12, 31), date(2022, 1, 1), date(2022, 1, 12), date(2022, 1, 12)):
            make_article(headline=f"On {day}", date=day)

    def test_counts_years_and_months(self):
        years = ((2022, 3, ((date(2022, 1, 1), 3),)), (2021, 1, ((date(2021, 12, 1), 1),)))
        self.assertEqual(self.client.get("/archive/").context["years"], years)
        for address in ("/archive/2022/", "/archive/2022/01/", "/archive/2022/01/12/"):
            self.assertEqual(self.client.get(address).context["years"], years[:1])

    def test_the_calendar_of_a_month_has_whole_weeks_and_links_to_its_days_with_stories(self):
        page = self.client.get("/archive/2022/01/")
        weeks = page.context["weeks"]
        self.assertEqual((weeks[0][0], weeks[0][6]), ((date(2021, 12, 26), None), (date(2022, 1, 1), 1)))
        self.assertEqual({len(week) for week in weeks}, {7})
        self.assertContains(
            page, 'href="/archive/2022/01/12/">12<span class="unseen"> (2 stories)</span></a>'
        )
        self.assertNotContains(page, "/archive/2022/01/13/")
        self.assertContains(page, '<th scope="col" abbr="Sunday">Sun</th>')

    def test_the_calendar_of_a_day_marks_it(self):
        self.assertContains(
            self.client.get("/archive/2022/01/12/"), 'href="/archive/2022/01/12/" aria-current="page">12'
        )

    @override_settings(LANGUAGE_CODE="de")
    def test_a_week_begins_as_the_language_has_it(self):
        self.assertContains(self.client.get("/archive/2022/01/"), '<tr><th scope="col" abbr="Montag">')

    def test_an_empty_month_has_its_calendar(self):
        self.assertContains(self.client.get("/archive/1999/02/"), "28</td>")

    def test_lists_years_months_and_days(self):
        for address, number in [("/archive/2022/", 3), ("/archive/2022/01/", 3), ("/archive/2022/01/12/", 2)]:
            with self.subTest(address=address):
                self.assertEqual(len(self.client.get(address).context["page"].object_list), number)

    def test_links_to_the_months(self):
        self.assertContains(self.client.get("/archive/"), "/archive/2021/12/")
