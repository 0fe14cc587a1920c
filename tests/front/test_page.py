from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.test import TestCase
from django.utils import timezone

from articles.front import Choice, Place, end_of, page_at, slots, stood_on
from articles.front.layout import HEAD, LEAD, TOPS, Story, lay_out, led
from articles.models import Article, Category
from articles.publishing import newest_revision, publish, save_revision, withdraw
from tests.factories import POSTED, make_article, make_category, make_draft, make_front

HOUR = timedelta(hours=1)


def page(moment=None, choices=None):
    return page_at(Category.objects.tree(), moment, choices)


class MomentTests(TestCase):
    def test_a_front_is_valid_from_its_second(self):
        first, second, newest = make_article(), make_article(), make_article(published_at=POSTED + HOUR)
        now = timezone.now()
        make_front(lead=first, starts_at=now - HOUR)
        make_front(lead=second, starts_at=now + HOUR)
        self.assertEqual(page().lead, first)
        self.assertEqual(page(now + HOUR).lead, second)
        self.assertEqual(page(now - 2 * HOUR).lead, newest)

    def test_of_two_that_begin_in_one_second_the_later_saved_is_valid(self):
        first, second = make_article(), make_article()
        for story in (first, second):
            make_front(lead=story, starts_at=POSTED)
        self.assertEqual(page().lead, second)

    def test_a_story_that_is_scheduled_stands_in_its_place_from_its_second(self):
        make_article()
        coming = make_article(published_at=timezone.now() + HOUR)
        make_front(tops=[coming], starts_at=POSTED)
        self.assertNotIn(coming, page().places.values())
        self.assertEqual(page(coming.published_at).tops, [coming])

    def test_a_story_keeps_its_place_until_its_time(self):
        pinned, newest = make_article(), make_article(published_at=POSTED + HOUR)
        now = timezone.now()
        make_front(lead=pinned, starts_at=POSTED).slots.update(until=now + HOUR)
        self.assertEqual((page().lead, page(now + HOUR).lead), (pinned, newest))

    def test_what_is_not_live_leaves_its_place_free(self):
        newest = make_article()
        for story in (make_draft(), make_article(expires_at=POSTED + HOUR), make_article(status="withdrawn")):
            make_front(lead=story, starts_at=POSTED)
            self.assertEqual(page().lead, newest)

    def test_a_scheduled_change_brings_its_words(self):
        story = make_article(headline="Fog")
        at = timezone.now() + HOUR
        content = newest_revision(story).content | {"headline": "Fog lifts"}
        publish(story, save_revision(story, content), at=at)
        self.assertEqual((page().lead.headline, page(at).lead.headline), ("Fog", "Fog lifts"))

    def test_an_arrangement_that_is_not_saved_can_be_looked_at(self):
        story = make_article()
        make_article(published_at=POSTED + HOUR)
        self.assertEqual(page(None, [Choice(LEAD, story.pk), Choice(TOPS[0], 99)]).lead, story)


class PastTests(TestCase):
    def moment(self, **ago):
        return timezone.now() - timedelta(**ago)

    def test_shows_what_was_posted_by_then(self):
        old = make_article(published_at=self.moment(days=3))
        make_article(published_at=self.moment(days=1))
        self.assertEqual(list(page(self.moment(days=2)).places.values()), [old])

    def test_shows_the_words_that_readers_saw_then(self):
        story = make_article(headline="394 votes", standfirst="Late.", published_at=self.moment(days=3))
        first = newest_revision(story)
        change = {"headline": "349 votes", "kind": "opinion", "date": "2022-01-13"}
        publish(story, save_revision(story, first.content | change))
        then, now = page(self.moment(days=2)).lead, page().lead
        self.assertEqual((then.headline, then.kind, then.date), ("394 votes", "news", date(2022, 1, 12)))
        self.assertEqual((now.headline, now.kind, now.date), ("349 votes", "opinion", date(2022, 1, 13)))

    def test_where_no_revision_is_known_it_has_the_words_of_today(self):
        make_article(headline="349 votes", published_at=self.moment(days=3))
        self.assertEqual(page(self.moment(days=2)).lead.headline, "349 votes")

    def test_what_is_gone_since_leaves_its_place_empty(self):
        stories = [make_article(published_at=self.moment(days=9, hours=n)) for n in range(12)]
        make_front(tops=[stories[11]], starts_at=self.moment(days=8))
        withdraw(stories[11], "It was not true.")
        withdraw(stories[2], "It was not true.")
        Article.objects.filter(pk=stories[3].pk).update(expires_at=self.moment(days=1))
        then = page(self.moment(days=2))
        self.assertEqual(then.gone, 3)
        self.assertEqual([then.places.get(place) for place in HEAD[:4]], [stories[0], None, stories[1], None])

    def test_what_was_gone_by_then_left_no_place_empty(self):
        make_article(published_at=self.moment(days=9))
        make_article(published_at=self.moment(days=9), expires_at=self.moment(days=4))
        make_article(published_at=self.moment(days=9), status="withdrawn", withdrawn_at=self.moment(days=4))
        then = page(self.moment(days=2))
        self.assertEqual((len(then.places), then.gone), (1, 0))

    def test_a_page_whose_lead_is_gone_is_led_by_the_next(self):
        left, gone = (make_article(published_at=self.moment(days=9 - n)) for n in range(2))
        withdraw(gone, "It was not true.")
        self.assertEqual(page(self.moment(days=2)).lead, left)


class DayTests(TestCase):
    def test_a_day_ends_with_its_last_second_in_the_newsrooms_zone(self):
        with timezone.override(ZoneInfo("Asia/Jerusalem")):
            self.assertEqual(end_of(date(2022, 1, 12)).astimezone(ZoneInfo("UTC")).hour, 21)
        with timezone.override(ZoneInfo("Africa/Cairo")):  # This night has no midnight.
            self.assertEqual(end_of(date(2023, 4, 27)).hour, 23)

    def test_there_is_a_page_from_the_first_story_on(self):
        make_article(published_at=POSTED)
        self.assertFalse(stood_on(date(2022, 1, 11)))
        self.assertTrue(stood_on(date(2022, 1, 12)))
        self.assertFalse(stood_on(timezone.localdate() + timedelta(days=1)))


class AnyMomentTests(TestCase):
    """Whatever was arranged, and whenever one looks: the database is asked for neither more nor less than it takes."""

    days = 30

    @classmethod
    def setUpTestData(cls):
        cls.random = random = Random(6)
        cls.now = timezone.now().replace(microsecond=0)
        town, world = make_category("Town"), make_category("World")
        council = make_category("Council", parent=town)
        cls.sections = {town.pk: town.pk, council.pk: town.pk, world.pk: world.pk, None: None}
        cls.stories = [
            cls.story(random.choice([town, council, world, None]), random.choice("pppppdew"))
            for _ in range(150)
        ]
        cls.fronts = [cls.front() for _ in range(25)]

    @classmethod
    def moment(cls):
        """Return a second of the past or of the future."""
        return cls.now + timedelta(seconds=cls.random.randrange(-cls.days * 86400, cls.days * 86400))

    @classmethod
    def story(cls, category, fate):
        posted = cls.moment()
        fields = {
            "p": {},
            "d": {"status": "draft"},
            "e": {"expires_at": posted + timedelta(days=cls.random.randrange(1, 20))},
            "w": {"status": "withdrawn", "withdrawn_at": max(posted, cls.moment())},
        }[fate]
        return make_article(category=category, published_at=posted, **fields)

    @classmethod
    def front(cls):
        front = make_front(starts_at=cls.moment())
        places = slots([section for section in cls.sections.values() if section])
        places = list(dict.fromkeys(places))
        chosen = cls.random.sample(cls.stories, 9)
        for place, story in zip(cls.random.sample(places, 9), chosen, strict=True):
            until = cls.random.choice([None, None, cls.moment()])
            front.slots.create(
                place=place.area,
                category_id=place.section,
                position=place.position,
                article=story,
                until=until,
            )
        return front

    def seen(self, story, moment):
        """Whether readers saw or will see a story at a moment, told without the database."""
        if story.status == "withdrawn":
            return story.published_at <= moment < story.withdrawn_at and moment < self.now
        return story.is_live(moment)

    def expected(self, moment):
        begun = [front for front in self.fronts if front.starts_at <= moment]
        valid = max(begun, key=lambda front: (front.starts_at, front.pk), default=None)
        slots = valid.slots.all() if valid else []
        choices = [
            Choice(Place(slot.place, slot.category_id, slot.position), slot.article_id)
            for slot in slots
            if slot.until is None or slot.until > moment
        ]
        there = [story for story in self.stories if self.seen(story, moment)]
        there.sort(key=lambda story: (story.published_at, story.pk), reverse=True)
        known = [Story(story.pk, self.sections[story.category_id]) for story in there]
        sections = list(dict.fromkeys(filter(None, self.sections.values())))
        return there, lay_out(choices, known, sections)

    def test_the_page_is_laid_out_as_from_all_stories(self):
        for number in range(80):
            moment = self.moment()
            there, places = self.expected(moment)
            front = page(moment)
            with self.subTest(number=number, moment=moment):
                shown = list(front.places.values())
                self.assertEqual(len(shown), len(set(shown)))
                self.assertLessEqual(set(shown), set(there))
                public = {story.pk for story in there if moment >= self.now or story.is_live(timezone.now())}
                left = {place: pk for place, pk in places.items() if pk in public}
                self.assertEqual({place: story.pk for place, story in front.places.items()}, led(left))
                self.assertEqual(front.gone, len(places) - len(left))
