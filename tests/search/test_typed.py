"""What readers type, through the whole door: stories as rows, the index as the database keeps it, find."""

from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction
from django.test import TestCase

from articles.markup import plain
from articles.models import Article
from articles.search import Search, find, parse
from articles.search.marks import marked
from tests.factories import make_article, make_photo
from tests.search.typed import TABLE

UID = "0123456789abcdef0123456789abcdef"
FIGURE = (
    '<figure><img src="/media/pictures/{0}/" alt="" data-file="{0}"><figcaption>{1}</figcaption></figure>'
)


@contextmanager
def undone():
    """Take back what is written within."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


class TypedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_photo(uid=UUID(UID))

    def test_finds_what_readers_expect_and_marks_it(self):
        for row in TABLE:
            with self.subTest(typed=row.typed[:80]), undone():
                self.check(row)

    def check(self, row):
        query, stories = parse(row.typed), self.make(row.stories)
        results = find(Search(query))
        found = [story for pk, story in stories.items() if pk in results.ids]
        self.assertEqual(found, row.found_on(connection.vendor))
        self.assertEqual(results.total, len(found))
        for pk in results.ids if query.wanted else ():
            self.assertTrue(any(part.is_marked for part in self.shown(pk, query)), msg=stories[pk])

    def test_there_are_many_cases(self):
        self.assertGreater(len(TABLE), 250)

    def make(self, stories):
        """Make stories; return them by their ids."""
        return {
            self.make_story(**({"body": each} if isinstance(each, str) else each)): each for each in stories
        }

    def make_story(self, photo=None, figure=None, **fields):
        fields = {"headline": "One", "body": "<p>Two</p>"} | fields
        if photo:
            fields["photo"] = make_photo(caption=photo)
        if figure:
            fields["body"] = FIGURE.format(UID, figure)
        return make_article(**fields).pk

    def shown(self, pk, query):
        """Yield the parts of all texts that readers see of a story."""
        story = Article.objects.select_related("photo").get(pk=pk)
        photo = [story.photo_caption or story.photo.caption, story.photo_credit] if story.photo else []
        names = [*story.tags.names(), *story.sources.values_list("outlet", flat=True)]
        names += story.bylines.values_list("author__name", flat=True)
        texts = [story.title, story.standfirst, story.dateline_place, plain(story.body)]
        for text in [*texts, *photo, *names]:
            yield from marked(text, query)
