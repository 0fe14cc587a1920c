"""Whatever two editors do with a story, in whatever order: no revision is lost, and readers see one of them whole."""

from contextlib import suppress
from datetime import timedelta
from random import Random

from django.contrib.auth.models import User
from django.db.models import Prefetch
from django.test import TestCase
from django.utils import timezone

from articles.models import Article, Revision, Tag
from articles.publishing import (
    ActError,
    StaleError,
    content_of,
    correct,
    move,
    newest_revision,
    publish,
    publish_due,
    restore,
    save_revision,
    take_back,
    unschedule,
    withdraw,
)
from tests.factories import make_article, make_author, make_category, make_draft, make_photo

SEQUENCES, ACTS = 200, 15
AT_ONCE = 20  # So many stories are looked at together, which is a matter of speed alone.


class Story:
    """One story, with the contents that were saved and what of it readers are to see.

    The acts get the row as it once was: each reads for itself what it is now.
    """

    ACTS = (
        *["save"] * 4,
        *["publish"] * 3,
        *["schedule", "restore", "time_passes"] * 2,
        *["withdraw", "take_back", "unschedule", "review", "correct"],
    )

    def __init__(self, seed, editors, pool):
        self.random, self.editors, self.pool = Random(seed), editors, pool
        self.seed, self.words = seed, 0
        self.row = make_draft(authors=["Cy"], tags=["sea"], sources=["Board"])
        first = newest_revision(self.row)
        self.saved = [first.content]
        self.public = None  # The content that the row holds for readers, now or from its time on.
        self.coming = None  # The content that a change of a live story will bring.
        self.bases = dict.fromkeys(editors, first.pk)

    def act(self):
        """Let an editor do something; what cannot be done raises ActError, and has changed nothing."""
        with suppress(ActError):
            getattr(self, self.random.choice(self.ACTS))(self.random.choice(self.editors))

    def save(self, editor):
        newest = newest_revision(self.row)
        content = newest.content | self.change()
        try:
            revision = save_revision(self.row, content, by=editor, base=self.bases[editor])
        except StaleError as stale:
            self.bases[editor] = stale.newest.pk
        else:
            assert self.bases[editor] == newest.pk, "A save went over what a colleague had saved."
            self.saved.append(content)
            self.bases[editor] = revision.pk

    def change(self):
        """Return a change of texts and of some other things, told from any other by a word of its own."""
        self.words += 1
        word = self.word(self.words)
        authors = self.random.sample(self.pool["authors"], 2)
        some = {
            "slug": self.random.choice(["taken", f"slug-{word}"]),
            "category": self.random.choice(self.pool["categories"]),
            "photo": self.random.choice([None, self.pool["photo"]]),
            "also_in": sorted(self.random.sample(self.pool["categories"], 2)),
            "tags": sorted(self.random.sample(self.pool["tags"], 2)),
            "bylines": [{"author": author, "role": "by"} for author in authors],
            "sources": [{"outlet": word, "title": "", "url": "", "date": None, "relation": "via"}] * 2,
        }
        names = self.random.sample(sorted(some), 3)
        return {"headline": word, "body": f"<p>{word}</p>"} | {name: some[name] for name in names}

    def word(self, number):
        return f"w{self.seed}x{number}x"

    def restore(self, editor):
        revision = self.random.choice(self.row.revisions.all())
        self.bases[editor] = restore(self.row, revision, by=editor).pk
        self.saved.append(revision.content)

    def publish(self, editor):
        revision = self.random.choice(self.row.revisions.newest_first()[:2])
        publish(self.row, revision, by=editor)
        self.public, self.coming = revision.content, None

    def schedule(self, editor):
        revision = newest_revision(self.row)
        story = publish(self.row, revision, by=editor, at=timezone.now() + timedelta(minutes=5))
        if story.change_at:
            self.coming = revision.content
        else:
            self.public = revision.content

    def time_passes(self, editor):
        """What has a time is due; a change goes to readers, or is set aside."""
        past = timezone.now() - timedelta(seconds=1)
        row = Article.objects.filter(pk=self.row.pk)
        row.filter(published_at__gt=past).update(published_at=past)
        self.row.revisions.filter(published_at__gt=past).update(published_at=past)
        row.filter(change_at__gt=past).update(change_at=past)
        publish_due()
        if self.coming and not row.get().set_aside:
            self.public = self.coming
        self.coming = None

    def withdraw(self, editor):
        withdraw(self.row, "It was not true.", by=editor)
        self.coming = None

    def take_back(self, editor):
        take_back(self.row, by=editor)
        self.public = self.coming = None

    def unschedule(self, editor):
        story = unschedule(self.row, by=editor)
        self.coming = None
        if story.status == Article.Status.DRAFT:
            self.public = None

    def review(self, editor):
        move(self.row, self.random.choice(["draft", "in_review", "ready"]), by=editor)

    def correct(self, editor):
        correct(self.row, "correction", "It was 349.", by=editor)


class AnyOrderTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editors = [User.objects.create(username=name) for name in ("ann", "bo")]
        cls.pool = {
            "categories": [make_category(name).pk for name in ("Town", "World", "Harbour")],
            "tags": [Tag.objects.create(name=name).pk for name in ("sea", "sky", "soil")],
            "authors": [make_author(name).pk for name in ("Cy", "Di", "Ed")],
            "photo": make_photo().pk,
        }
        make_article(slug="taken")

    def test_no_revision_is_lost_and_readers_see_one_of_them_whole(self):
        for seed in range(0, SEQUENCES, AT_ONCE):
            stories = [Story(seed + number, self.editors, self.pool) for number in range(AT_ONCE)]
            for _ in range(ACTS):
                for story in stories:
                    story.act()
                self.check_rows(stories)
            self.check_pages(stories)

    def check_rows(self, stories):
        relations = [
            "also_in",
            "tags",
            "bylines",
            "sources",
            Prefetch("revisions", Revision.objects.order_by("pk")),
        ]
        rows = Article.objects.prefetch_related(*relations).in_bulk([story.row.pk for story in stories])
        for story in stories:
            row = rows[story.row.pk]
            with self.subTest(seed=story.seed):
                self.assertEqual([revision.content for revision in row.revisions.all()], story.saved)
                self.assertEqual(row.status in Article.PUBLIC, story.public is not None)
                if story.public:
                    shown = {revision.pk: revision for revision in row.revisions.all()}[
                        row.published_revision_id
                    ]
                    self.assertIsNotNone(shown.published_at)
                    self.assertEqual(shown.content, story.public)
                    self.assertEqual(content_of(row), story.public)

    def check_pages(self, stories):
        """Of all the words that editors wrote, readers meet those of what is published alone."""
        for story in stories:
            row = Article.objects.get(pk=story.row.pk)
            seen = {story.public["headline"]} if row.is_live(timezone.now()) else set()
            page = self.client.get(row.get_absolute_url()).content.decode()
            with self.subTest(seed=story.seed):
                for number in range(1, story.words + 1):
                    word = story.word(number)
                    self.assertEqual(f"<p>{word}</p>" in page, word in seen)
