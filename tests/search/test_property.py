"""Whatever is asked of whatever stories: what a reading of all rows would find, in that order, on those pages."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.core.serializers import serialize
from django.test import TestCase
from django.utils import timezone

from articles.markup import plain
from articles.models import Article, Author, Byline, Category, Photo, Source, Tag, Tagging
from articles.search import NEWEST, OLDEST, PAGE_SIZE, RELEVANCE, TITLE, Filters, Search, filings, find, parse
from articles.search.finding import SAMPLE
from articles.search.stem import stem
from articles.search.upkeep import engine_of, faults
from articles.search.words import fold, joined
from tests.factories import make_article, make_author, make_category, make_draft, make_photo

STORIES, SEARCHES = 150, 200
FIRST_DAY = date(2019, 1, 1)
HOUR = timedelta(hours=1)
FUTURE = datetime(2999, 1, 1, tzinfo=UTC)
ZONES = [ZoneInfo("UTC"), ZoneInfo("Asia/Jerusalem"), ZoneInfo("America/New_York")]
SAID = """
rain rains rainy wind winds fell falling the of and harbour council city cities national nation election elected
U.S. US us e-mail email COVID-19 O’Neill Hamas’s 1,000 1000 Łódź café שלום ירושלים בירושלים צה״ל القدس قدس 北京市 北京
snow snowfall snowman
"""
WORDS = SAID.split()
# A beginning whose own stem is itself: those that end in e find more (see stem.unstemmed).
BEGINNINGS = ["snow*", "rain*", "nati*", "harb*", "counc*"]


def texts_of(article):
    """Return the searched texts of a story, each with its words in order, as the readers' page has them."""
    photo = article.photo or Photo()
    authors = sorted({byline.author for byline in article.bylines.all()}, key=lambda author: author.pk)
    names = [author.name for author in authors]
    names += [tagging.tag.name for tagging in sorted(article.taggings.all(), key=lambda each: each.tag_id)]
    names += [f"{source.outlet}\n{source.title}" for source in article.sources.all()]
    names += [article.photo_caption or photo.caption, article.photo_credit or photo.credit]
    return {
        "headline": f"{article.kicker} {article.headline}",
        "summary": f"{article.dateline_place}\n{article.standfirst}",
        "names": "\n".join(names),
        "body": plain(article.body),
    }


class Reading:
    """All stories, read one by one: what search would be if nothing had to be fast."""

    def __init__(self):
        self.now = timezone.now()
        rows = Article.objects.select_related("photo").prefetch_related(
            "also_in", "bylines__author", "taggings__tag", "sources"
        )
        self.stories = {article.pk: article for article in rows if article.is_live(self.now)}
        self.texts, self.parts = {}, {}
        for pk, article in self.stories.items():
            texts = texts_of(article).values()
            self.texts[pk] = [[stem(word) for word in fold(text).split()] for text in texts]
            self.parts[pk] = {stem(word) for word in joined("\n".join(texts)).split()}

    def find(self, search, order):
        """Return the ids of the stories that a search asks for, in an order."""
        found = [pk for pk, story in self.stories.items() if self.is_filed(story, search.filters)]
        found = [pk for pk in found if all(self.holds(pk, group) for group in search.query.groups)]
        found.sort(
            key=lambda pk: (int(self.stories[pk].published_at.timestamp()), pk), reverse=order != OLDEST
        )
        if order == TITLE:
            found.sort(key=lambda pk: fold(self.stories[pk].headline)[:100])
        return found

    def is_filed(self, story, filters):
        day = timezone.localtime(story.published_at).date()
        return (
            (not filters.categories or self.categories_of(story) & set(filters.categories))
            and (filters.tag is None or filters.tag in {each.tag_id for each in story.taggings.all()})
            and (filters.author is None or filters.author in {each.author_id for each in story.bylines.all()})
            and filters.kind in ("", story.kind)
            and (filters.first is None or filters.first <= day)
            and (filters.last is None or day <= filters.last)
        )

    def categories_of(self, story):
        return {story.category_id, *(category.pk for category in story.also_in.all())} - {None}

    def holds(self, pk, group):
        return any(self.has(pk, term) for term in group.terms) != group.is_excluded

    def has(self, pk, term):
        *before, last = term.words
        before = [stem(word) for word in before]
        if not before and any(self.is_same(word, last, term) for word in self.parts[pk]):
            return True
        return any(
            text[place : place + len(before)] == before
            and self.is_same(text[place + len(before)], last, term)
            for text in self.texts[pk]
            for place in range(len(text) - len(before))
        )

    def is_same(self, stemmed, wanted, term):
        return stemmed.startswith(wanted) if term.is_beginning else stemmed == stem(wanted)


class NewsroomCase(TestCase):
    """A newsroom of several years, the same at each run."""

    @classmethod
    def setUpTestData(cls):
        random = Random(11)
        town, world, sport = (make_category(name) for name in ("Town", "World", "Sport"))
        streets = make_category("Streets", parent=town)
        cls.categories = [town, world, sport, streets, make_category("Lanes", parent=streets)]
        cls.tags = [Tag.objects.create(name=name) for name in ("rain", "Łódź", "U.S.", "שלום")]
        cls.authors = [make_author(name) for name in ("Kate Norman", "Ed O’Neill", "City Desk")]
        cls.photos = [make_photo(caption=" ".join(random.sample(WORDS, 3))) for _ in range(4)]
        for number in range(STORIES):
            make_article(**cls.some_fields(random, number))

    @classmethod
    def some_fields(cls, random, number):
        """Return the fields of a story; of each thirty some are not for readers, or not for ever."""
        day = FIRST_DAY + timedelta(days=random.randrange(0, 1500, 7))
        second = random.choice([0, 1, 43_200, 43_200, 86_399, random.randrange(86_400)])
        posted = datetime(day.year, day.month, day.day, tzinfo=random.choice(ZONES)) + timedelta(
            seconds=second
        )
        fields = {
            "headline": cls.some_words(random, 1, 5),
            "kicker": cls.some_words(random, 0, 1),
            "standfirst": cls.some_words(random, 0, 6),
            "dateline_place": random.choice(["", "Łódź", "City Harbour"]),
            "body": f"{cls.some_words(random, 1, 12)}.",
            "kind": random.choice(["news", "news", "opinion", "brief"]),
            "published_at": posted,
            "category": random.choice([None, *cls.categories]),
            "also_in": random.sample(cls.categories, random.choice([0, 0, 1, 2])),
            "tags": random.sample([tag.name for tag in cls.tags], random.choice([0, 1, 2])),
            "authors": random.sample([author.name for author in cls.authors], random.choice([0, 1, 2])),
            "sources": [cls.some_words(random, 1, 2)] if random.random() < 0.2 else [],
            "photo": random.choice([None, None, *cls.photos]),
            "photo_caption": cls.some_words(random, 0, 2) if random.random() < 0.2 else "",
        }
        special = {
            0: {"published_at": FUTURE},
            1: {"expires_at": posted + HOUR},
            2: {"expires_at": FUTURE},
            3: {"status": "withdrawn"},
            4: {"status": random.choice(["draft", "ready"]), "published_at": None},
        }
        return fields | special.get(number % 30, {})

    @classmethod
    def some_words(cls, random, least, most):
        return " ".join(random.choice(WORDS) for _ in range(random.randint(least, most)))

    def some_search(self, random):
        return Search(parse(self.some_typed(random)), self.some_filters(random))

    def some_typed(self, random):
        makers = [
            lambda: random.choice(WORDS),
            lambda: f'"{random.choice(WORDS)} {random.choice(WORDS)}"',
            lambda: f'"{" ".join(self.some_running_words(random))}"',
            lambda: f"-{random.choice(WORDS)}",
            lambda: f"{random.choice(WORDS)} OR {random.choice(WORDS)}",
            lambda: random.choice(BEGINNINGS),
        ]
        return " ".join(random.choice(makers)() for _ in range(random.choice([0, 1, 1, 1, 2, 3])))

    def some_running_words(self, random):
        words = fold(random.choice(self.bodies)).split()
        place = random.randrange(len(words))
        return words[place : place + random.randint(2, 3)]

    def some_filters(self, random):
        if random.random() < 0.4:
            return Filters()
        first = FIRST_DAY + timedelta(days=random.randrange(0, 1500, 7))
        last = first + timedelta(days=random.choice([-1, 0, 6, 202, 699]))
        return Filters(
            categories=tuple(
                pk(each) for each in random.sample(self.categories, random.choice([0, 0, 1, 3]))
            ),
            tag=pk(random.choice([None, None, *self.tags])),
            author=pk(random.choice([None, None, *self.authors])),
            kind=random.choice(["", "", "", "news", "opinion", "none"]),
            first=random.choice([None, None, first]),
            last=random.choice([None, None, last]),
        )

    def check(self, random, searches):
        """Compare some searches with a reading of all rows; return how many stories they found."""
        self.bodies = [fold(plain(body)) for body in Article.objects.values_list("body", flat=True)]
        reading, totals = Reading(), []
        for _ in range(searches):
            search, order = (
                self.some_search(random),
                random.choice([NEWEST, NEWEST, OLDEST, TITLE, RELEVANCE]),
            )
            with self.subTest(search=search, order=order), timezone.override(random.choice(ZONES)):
                expected = reading.find(search, order)
                totals.append(len(expected))
                self.check_pages(search, order, expected)
                self.check_filings(search, reading, reading.find(search, NEWEST))
        return totals

    def check_pages(self, search, order, expected):
        pages = [find(search, order, page) for page in range(1, len(expected) // PAGE_SIZE + 3)]
        self.assertEqual({results.total for results in pages}, {len(expected)})
        self.assertFalse(any(results.is_too_broad or results.took_too_long for results in pages))
        found = [each for results in pages for each in results.ids]
        if pages[0].order == RELEVANCE:
            self.assertEqual(sorted(found), sorted(expected))
        else:
            self.assertEqual(pages[0].order, NEWEST if order == RELEVANCE else order)
            self.assertEqual(found, expected)
        full = [len(results.ids) for results in pages[: len(expected) // PAGE_SIZE]]
        self.assertEqual(full, [PAGE_SIZE] * len(full))

    def check_filings(self, search, reading, expected):
        filed, stories = filings(search), [reading.stories[each] for each in expected]
        self.assertLess(len(expected), SAMPLE)
        self.assertEqual((filed.newest, filed.total, filed.are_all), (expected, len(expected), True))
        self.assertEqual(filed.kinds, Counter(story.kind for story in stories))
        self.assertEqual(
            filed.tags, Counter(each.tag_id for story in stories for each in story.taggings.all())
        )
        categories = Counter(frozenset(reading.categories_of(story)) for story in stories)
        self.assertEqual(filed.categories, categories)


def pk(thing):
    return thing and thing.pk


class AnySearchTests(NewsroomCase):
    def test_finds_what_a_reading_of_all_rows_finds(self):
        totals = self.check(Random(12), SEARCHES)
        self.assertGreater(sum(total > PAGE_SIZE for total in totals), 25)
        self.assertGreater(sum(0 < total <= PAGE_SIZE for total in totals), 40)

    def test_the_best_match_has_one_order(self):
        for typed in ("rain", "rain OR wind", "city -snow"):
            with self.subTest(typed=typed):
                search = Search(parse(typed))
                self.assertEqual(find(search, RELEVANCE, 1), find(search, RELEVANCE, 1))
                pages = [set(find(search, RELEVANCE, page).ids) for page in (1, 2)]
                self.assertEqual(pages[0] & pages[1], set())

    def test_what_is_in_the_headline_comes_before_what_is_in_the_body(self):
        Article.objects.all().delete()
        below = make_article(headline="One", body="Rain and more of what a day may bring.")
        above = make_article(
            headline="Rain",
            body="More of what a day may bring, and on.",
            published_at=below.published_at - HOUR,
        )
        self.assertEqual(find(Search(parse("rain")), RELEVANCE).ids, [above.pk, below.pk])


class SecondTests(TestCase):
    """A story comes and goes with its second, with nothing running."""

    POSTED = datetime(2022, 1, 12, 9, 0, 0, tzinfo=UTC)

    def found(self, seconds):
        now = self.POSTED + timedelta(seconds=seconds)
        return engine_of().ids(Search(parse("rain")), now, NEWEST, 0, 20)

    def test_a_story_comes_with_its_second(self):
        story = make_article(body="Rain.", published_at=self.POSTED)
        self.assertEqual((self.found(-1), self.found(-0.1), self.found(0)), ([], [], [story.pk]))

    def test_a_story_goes_with_its_second(self):
        story = make_article(
            body="Rain.", published_at=self.POSTED, expires_at=self.POSTED + timedelta(seconds=60)
        )
        self.assertEqual((self.found(59), self.found(59.9), self.found(60)), ([story.pk], [story.pk], []))

    def test_stories_of_one_second_stand_by_their_ids(self):
        ids = [make_article(body="Rain.", published_at=self.POSTED).pk for _ in range(3)]
        self.assertEqual(self.found(0), ids[::-1])

    def test_a_day_has_its_first_and_its_last_second_and_no_more(self):
        zone = ZoneInfo("Asia/Jerusalem")
        midnight = datetime(2022, 1, 12, tzinfo=zone)
        seconds = [
            make_article(published_at=midnight + timedelta(seconds=each)).pk
            for each in (-1, 0, 86_399, 86_400)
        ]
        with timezone.override(zone):
            found = find(Search(filters=Filters(first=date(2022, 1, 12), last=date(2022, 1, 12))), OLDEST)
        self.assertEqual(found.ids, seconds[1:3])

    def test_a_story_before_1970_is_found(self):
        story = make_article(body="Rain.", published_at=datetime(1948, 5, 14, 16, 0, tzinfo=UTC))
        self.assertEqual(self.found(0), [story.pk])
        search = Search(parse("rain"), Filters(first=date(1948, 5, 14), last=date(1948, 5, 14)))
        self.assertEqual(find(search).ids, [story.pk])


class AnyWriteTests(NewsroomCase):
    """Through whatever door rows are written, the index says what they say."""

    ROUNDS, WRITES = 6, 15

    def test_the_index_follows_every_door(self):
        random = Random(13)
        doors = [getattr(self, name) for name in dir(self) if name.startswith("write_")]
        for _ in range(self.ROUNDS):
            for _ in range(self.WRITES):
                door = random.choice(doors)
                with self.subTest(door=door.__name__):
                    door(random, random.choice(Article.objects.order_by("pk")))
            self.assertEqual(list(faults()), [])
            self.check(random, 25)

    def test_each_door_alone(self):
        random = Random(14)
        for name in sorted(name for name in dir(self) if name.startswith("write_")):
            with self.subTest(door=name):
                getattr(self, name)(random, random.choice(Article.objects.order_by("pk")))
                self.assertEqual(list(faults()), [])

    def test_each_column_alone(self):
        story, other = (
            make_article(
                photo=photo,
                authors=["Cy"],
                tags=["sky"],
                sources=["Board", "Paper"],
                also_in=self.categories[:1],
            )
            for photo in self.photos[:2]
        )
        further = Article.also_in.through
        changes = [
            *(
                (Article, {name: "Changed"})
                for name in ("kicker", "headline", "standfirst", "dateline_place", "slug")
            ),
            *((Article, {name: "Changed"}) for name in ("photo_caption", "photo_credit")),
            (Article, {"body": "<p>Changed</p>"}),
            (Article, {"kind": "opinion"}),
            (Article, {"published_at": story.published_at + HOUR}),
            (Article, {"expires_at": FUTURE}),
            (Article, {"category": self.categories[1]}),
            (Article, {"photo": self.photos[2]}),
            (Article, {"status": "withdrawn"}),
            (Article, {"status": "published"}),
            (Byline, {"author": self.authors[0]}),
            (Byline, {"article": other, "position": 7}),
            (Tagging, {"tag": self.tags[0]}),
            (Tagging, {"content_object": other}),
            (further, {"category": self.categories[1]}),
            (further, {"article": other}),
            *((Source, {name: "Changed"}) for name in ("outlet", "title")),
            (Source, {"position": 7}),
            (Source, {"article": other}),
            (Author, {"name": "Changed"}),
            (Tag, {"name": "Changed"}),
            *((Photo, {name: "Changed"}) for name in ("caption", "credit")),
        ]
        rows = {
            model: model.objects.filter(article=story).order_by("pk").first()
            for model in (Byline, Source, further)
        } | {
            Article: story,
            Tagging: Tagging.objects.get(content_object=story),
            Author: make_author("Cy"),
            Tag: Tag.objects.get(name="sky"),
            Photo: self.photos[2],
        }
        for model, values in changes:
            with self.subTest(model=model.__name__, values=values):
                self.assertEqual(model.objects.filter(pk=rows[model].pk).update(**values), 1)
                self.assertEqual(list(faults()), [])

    def write_save(self, random, story):
        story.headline = self.some_words(random, 1, 4)
        story.save()

    def write_some_fields(self, random, story):
        story.standfirst = self.some_words(random, 1, 4)
        story.save(update_fields=["standfirst"])

    def write_update(self, random, story):
        words = self.some_words(random, 1, 4)
        Article.objects.filter(category=story.category_id).update(body=f"<p>{words}</p>")

    def write_times(self, random, story):
        posted = datetime(random.randint(2019, 2022), 5, 17, 12, 0, tzinfo=UTC)
        times = [(posted, None), (posted, posted + HOUR), (posted, FUTURE), (FUTURE, None)]
        published_at, expires_at = random.choice(times)
        Article.objects.filter(pk=story.pk).update(
            status="published", published_at=published_at, expires_at=expires_at
        )

    def write_status(self, random, story):
        posted = story.published_at or datetime(2020, 2, 29, tzinfo=UTC)
        status = random.choice(["draft", "published", "withdrawn"])
        Article.objects.filter(pk=story.pk).update(status=status, published_at=posted)

    def write_bulk(self, random, story):
        posted = datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)
        slugs = [f"bulk-{random.randrange(10**9)}" for _ in range(3)]
        fields = {
            "body": f"<p>{self.some_words(random, 2, 9)}</p>",
            "published_at": posted,
            "status": "published",
        }
        made = Article.objects.bulk_create(Article(headline=slug, slug=slug, **fields) for slug in slugs)
        for article in made:
            article.kicker = random.choice(WORDS)
        Article.objects.bulk_update(made, ["kicker"])

    def write_delete(self, random, story):
        story.delete()

    def write_many_deletes(self, random, story):
        Article.objects.filter(pk__in=[story.pk, story.pk + 1]).delete()

    def write_loaddata(self, random, story):
        rows = json.loads(serialize("json", [story, *story.taggings.all(), *story.sources.all()]))
        rows[0]["fields"]["headline"] = self.some_words(random, 1, 3)
        if random.random() < 0.5:
            story.delete()
        with TemporaryDirectory() as folder:
            file = Path(folder, "stories.json")
            file.write_text(json.dumps(rows))
            call_command("loaddata", file, verbosity=0)

    def write_filing(self, random, story):
        story.also_in.set(random.sample(self.categories, 2))
        random.choice([story.also_in.clear, lambda: story.also_in.add(self.categories[0]), lambda: None])()

    def write_category(self, random, story):
        Article.objects.filter(pk=story.pk).update(category=random.choice([None, *self.categories]))

    def write_lost_category(self, random, story):
        category = make_category(f"Passing {random.randrange(10**9)}")
        story.also_in.add(category)
        Category.objects.filter(pk=category.pk).delete()

    def write_tags(self, random, story):
        story.tags.set(random.sample([tag.name for tag in Tag.objects.order_by("pk")], 2))
        Tagging.objects.filter(content_object=story).order_by("pk")[:1].get().delete()

    def write_name_of_a_tag(self, random, story):
        tag = random.choice(self.tags)
        Tag.objects.filter(pk=tag.pk).update(name=f"{random.choice(WORDS)} {tag.pk}")

    def write_lost_tag(self, random, story):
        tag = Tag.objects.create(name=f"passing {random.randrange(10**9)}")
        story.tags.add(tag)
        tag.delete()

    def write_name_of_an_author(self, random, story):
        author = Author.objects.get(pk=random.choice(self.authors).pk)
        author.name = self.some_words(random, 1, 2)
        author.save()

    def write_bylines(self, random, story):
        story.bylines.all().delete()
        for position, author in enumerate(random.sample(self.authors, 2)):
            Byline.objects.create(article=story, author=author, position=position)
        Byline.objects.filter(article=story, position=1).update(
            author=self.authors[0], position=2, role="photos"
        )

    def write_sources(self, random, story):
        Source.objects.bulk_create(
            Source(article=story, outlet=random.choice(WORDS), position=position) for position in (1, 0)
        )
        Source.objects.filter(article=story, position=1).update(title=self.some_words(random, 1, 3))
        Source.objects.filter(article=story, position=0)[:1].get().delete()

    def write_photo(self, random, story):
        Photo.objects.filter(pk=random.choice(self.photos).pk).update(caption=self.some_words(random, 1, 4))
        Article.objects.filter(pk=story.pk).update(photo=random.choice([None, *self.photos]))

    def write_moved_source(self, random, story):
        source = Source.objects.create(article=story, outlet=random.choice(WORDS))
        source.article = Article.objects.exclude(pk=story.pk).order_by("pk")[0]
        source.save()

    def write_draft(self, random, story):
        make_draft(headline=self.some_words(random, 1, 3))
