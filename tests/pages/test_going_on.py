"""What a reader of a story goes on with: its series, the stories before and after it, related ones, the latest."""

from datetime import timedelta

from django.test import TestCase

from articles.models import RelatedStory, Series, Tagging
from tests.factories import POSTED, make_article, make_category, make_draft
from tests.pages.test_story import Words

HOUR = timedelta(hours=1)


def tie(article, *others):
    for position, other in enumerate(others):
        RelatedStory.objects.create(article=article, other=other, position=position)


class GoingOnCase(TestCase):
    def going_on(self, article):
        return self.client.get(article.get_absolute_url()).context["going_on"]

    def related(self, article):
        return [str(story) for story in self.going_on(article).related]


class RelatedTests(GoingOnCase):
    def test_those_that_an_editor_chose_stand_first_in_order(self):
        article = make_article(tags=["sea"])
        make_article(headline="Found", tags=["sea"])
        tie(article, make_article(headline="B"), make_article(headline="A"))
        self.assertEqual(self.related(article), ["B", "A", "Found"])

    def test_more_in_common_stands_before_newer(self):
        town = make_category("Town")
        article = make_article(tags=["sea", "fog"], category=town)
        make_article(headline="One tag, newer", tags=["sea"], published_at=POSTED + HOUR)
        make_article(headline="Both tags", tags=["sea", "fog"])
        make_article(headline="All", tags=["sea", "fog"], category=town, published_at=POSTED - HOUR)
        make_article(headline="Nothing", tags=["bread"], published_at=POSTED + HOUR)
        self.assertEqual(self.related(article), ["All", "Both tags", "One tag, newer"])

    def test_among_equals_the_newest_stand_first(self):
        article = make_article(category=make_category("Town"))
        for number in range(6):
            make_article(headline=str(number), category=article.category, published_at=POSTED + number * HOUR)
        self.assertEqual(self.related(article), ["5", "4", "3", "2"])

    def test_what_is_not_public_is_not_related(self):
        article = make_article(tags=["sea"])
        tie(article, make_draft(), make_article(status="withdrawn"))
        make_draft(tags=["sea"])
        make_article(tags=["sea"], expires_at=POSTED + HOUR)
        page = self.client.get(article.get_absolute_url())
        self.assertNotContains(page, "Related stories")

    def test_a_chosen_one_is_not_found_again_and_at_most_four_are_shown(self):
        article = make_article(tags=["sea"])
        others = [make_article(headline=f"Sea {number}", tags=["sea"]) for number in range(5)]
        tie(article, *others[:2])
        related = self.related(article)
        self.assertEqual(related[:2], ["Sea 0", "Sea 1"])
        self.assertEqual(len(set(related)), 4)

    def test_those_of_its_series_are_not_related(self):
        series = Series.objects.create(name="The thin hours")
        article = make_article(tags=["sea"], series=series)
        tie(article, make_article(tags=["sea"], series=series))
        make_article(headline="Other", tags=["sea"])
        self.assertEqual(self.related(article), ["Other"])

    def test_hundreds_of_tags_break_nothing(self):
        article = make_article(tags=[f"tag {number}" for number in range(300)])
        self.assertEqual(self.related(article), [])

    def test_a_rare_tag_finds_an_old_story_behind_many_with_a_common_one(self):
        article = make_article(tags=["town", "fog horn"])
        make_article(headline="Old", tags=["town", "fog horn"], published_at=POSTED - 1000 * HOUR)
        town = article.tags.get(name="town")
        for _ in range(60):
            Tagging.objects.create(content_object=make_article(), tag=town)
        self.assertEqual(self.related(article)[0], "Old")


class LatestTests(GoingOnCase):
    def test_the_story_and_those_that_are_related_are_not_in_latest_news(self):
        article = make_article(headline="This", published_at=POSTED + 9 * HOUR)
        others = [make_article(headline=str(n), published_at=POSTED + n * HOUR) for n in range(7)]
        tie(article, others[6])
        latest = [str(story) for story in self.going_on(article).latest]
        self.assertEqual(latest, ["5", "4", "3", "2", "1"])


class DateTests(GoingOnCase):
    def neighbours(self, article):
        found = self.going_on(article)
        return [story and str(story) for story in (found.before, found.after)]

    def test_the_nearest_by_time_stand_before_and_after(self):
        stories = [make_article(headline=str(n), published_at=POSTED + n * HOUR) for n in range(4)]
        self.assertEqual(self.neighbours(stories[0]), [None, "1"])
        self.assertEqual(self.neighbours(stories[2]), ["1", "3"])
        self.assertEqual(self.neighbours(stories[3]), ["2", None])

    def test_stories_of_one_second_follow_each_other_without_a_gap(self):
        stories = [make_article(headline=str(n)) for n in range(3)]
        self.assertEqual(
            [self.neighbours(story) for story in stories], [[None, "1"], ["0", "2"], ["1", None]]
        )

    def test_what_is_not_public_is_passed_over(self):
        first = make_article(headline="First", published_at=POSTED - 2 * HOUR)
        make_article(published_at=POSTED - HOUR, expires_at=POSTED)
        make_draft()
        self.assertEqual(self.neighbours(make_article()), [str(first), None])


class SeriesTests(GoingOnCase):
    @classmethod
    def setUpTestData(cls):
        cls.series = Series.objects.create(name="The thin hours")

    def part(self, headline, part=None, **fields):
        return make_article(headline=headline, series=self.series, part=part, **fields)

    def box(self, article):
        words = str(Words(self.client.get(article.get_absolute_url()).content.decode()))
        return words[words.index("Series:") : words.index("in the series")]

    def test_the_box_counts_the_parts_and_leads_to_the_others(self):
        self.part("Bread at four", 3)
        second = self.part("The last boat", 2)
        self.part("After midnight", 1)
        self.assertEqual(
            self.box(second).removesuffix(" Before "),
            "Series: The thin hours Part 2 of 3 1 After midnight 2 The last boat 3 Bread at four",
        )
        page = self.client.get(second.get_absolute_url())
        self.assertContains(page, '<b aria-current="page">The last boat</b>', html=True)
        self.assertContains(page, 'href="/series/the-thin-hours/"')

    def test_before_and_after_are_those_of_the_series(self):
        first, second, third = (self.part(str(n), n, published_at=POSTED - n * HOUR) for n in (1, 2, 3))
        make_article(headline="Between", published_at=POSTED - 1.5 * HOUR)
        found = self.going_on(second)
        self.assertEqual((found.before, found.after), (first, third))
        self.assertIsNone(self.going_on(first).before)

    def test_parts_without_a_number_follow_by_their_time(self):
        late, early = self.part("Late", published_at=POSTED + HOUR), self.part("Early")
        numbered = self.part("Numbered", 7, published_at=POSTED + 2 * HOUR)
        parts = [story for _, story in self.going_on(early).parts]
        self.assertEqual(parts, [numbered, early, late])

    def test_parts_that_are_not_public_are_not_told(self):
        story = self.part("Alone", 1)
        self.part("canary", 2, status="draft", published_at=None)
        page = self.client.get(story.get_absolute_url())
        self.assertNotContains(page, "canary")
        self.assertNotContains(page, "Series")

    def test_a_long_series_shows_the_parts_around_this_one_and_leads_to_all(self):
        stories = [self.part(f"Night {number}", number) for number in range(1, 21)]
        for place, shown in ((1, (1, 7)), (10, (7, 13)), (19, (14, 20))):
            numbers = [number for number, _ in self.going_on(stories[place - 1]).parts]
            self.assertEqual((numbers[0], numbers[-1], len(numbers)), (*shown, 7))
        self.assertContains(self.client.get(stories[9].get_absolute_url()), "All 20 parts")

    def test_the_page_lists_the_parts_in_order_with_its_name_and_description(self):
        Series.objects.update(description="Four nights on the last boat.")
        self.part("Second", 2, published_at=POSTED - HOUR)
        self.part("First", 1)
        page = self.client.get("/series/the-thin-hours/")
        self.assertEqual([story.headline for story in page.context["page"]], ["First", "Second"])
        for words in ("The thin hours", "Four nights on the last boat.", "2 parts"):
            self.assertContains(page, words)

    def test_the_sitemap_names_a_series_with_a_live_story(self):
        self.assertNotContains(self.client.get("/sitemap.xml"), "/series/")
        self.part("First")
        self.assertContains(self.client.get("/sitemap.xml"), "/series/the-thin-hours/")

    def test_a_series_of_drafts_alone_has_no_page(self):
        self.part("canary", status="draft", published_at=None)
        self.assertEqual(self.client.get("/series/the-thin-hours/").status_code, 404)

    def test_a_changed_slug_leads_to_the_new_address(self):
        self.part("First")
        self.series.slug = "nights"
        self.series.save()
        self.assertRedirects(self.client.get("/series/the-thin-hours/"), "/series/nights/", status_code=301)
