"""Stories as lists show them: rows of few columns, of which most pages have met each before.

What follows from a row alone is remembered by the row's values: a changed story is another row, so nothing that is
remembered can be out of date. Times are compared anew each time.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from itertools import islice
from threading import Lock
from typing import NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.functional import cached_property

from .article import Article
from .author import Byline
from .live import ArticleQuerySet
from .prepared import Prepared, marks, piece

NEWEST_FIRST = ("-published_at", "-id")
FAR = 1000  # From here on a list is walked from its nearer end.
REMEMBERED = 2000  # rows
CARDS = Prepared(
    lambda: Article.objects.published().filter(pk__in=piece("ids")).with_what_lists_show().newest_first()
)
KNOWN = {}  # Facts by rows, the oldest first.
lock = Lock()

COUNT = "SELECT COUNT(*) FROM ({all_ids}) AS counted"
OF_LISTED = "SELECT id FROM listed ORDER BY published_at DESC, id DESC LIMIT {most} OFFSET {first}"
NEWEST_OF = "SELECT id FROM articles_article WHERE {is_live} ORDER BY published_at DESC, id DESC LIMIT {most}"


class Facts(NamedTuple):
    """What pages ask of many stories."""

    address: str
    headline: str
    language: str
    direction: str
    category_id: int | None
    fits_lead: bool
    fits_cards: bool
    picture_is_ready: bool
    picture_ends_at: datetime | None


class Card:
    """A live story in a list: its row, and who wrote it. The story itself is made where more is asked of it.

    `list_rows` are the rows of its list: what is not known of them is read with the first that is asked.
    """

    def __init__(self, row: tuple, writers: Iterable = (), list_rows: list[tuple] | None = None):
        self.row, self.writers, self.list_rows = row, tuple(writers), list_rows or [row]

    def __getattr__(self, name):
        return getattr(self.facts if name in Facts._fields else self.story, name)

    def __str__(self):
        return str(self.story)

    def __eq__(self, other):
        return self.pk == other.pk

    def __hash__(self):
        return hash(self.pk)

    @property
    def pk(self):
        return self.row[0]

    @cached_property
    def story(self) -> Article:
        (story,) = CARDS.read([self.row])
        story.writers = self.writers
        return story

    @cached_property
    def facts(self) -> Facts:
        return KNOWN.get(self.row) or learn(self.row, *self.list_rows)

    @property
    def picture_has_ended(self):
        ends_at = self.facts.picture_ends_at
        return ends_at is not None and ends_at <= timezone.now()

    def shows_picture(self, as_lead=False):
        """As Article.shows_picture says."""
        facts = self.facts
        fits = facts.fits_lead if as_lead else facts.fits_cards
        return fits and (facts.picture_is_ready or self.picture_has_ended)

    def get_absolute_url(self):
        return self.facts.address


def cards(ids: str, *values) -> list[Card]:
    """Return the live stories among those that SQL finds, newest first, with their writers. Two queries."""
    return signed(rows_among(ids, *values))


def newest_cards(most: int) -> list[Card]:
    """Return the newest live stories; who wrote them is not asked. One query."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    newest = NEWEST_OF.format(is_live=live_condition(), most=most)
    rows = rows_among(newest, now, now)
    return [Card(row, list_rows=rows) for row in rows]


def cards_by_id(ids: Iterable[int]) -> dict[int, Card]:
    """Return the live stories with these ids; who wrote them is not asked. One query."""
    ids = list(ids)
    rows = rows_among(marks(ids), *ids) if ids else []
    return {row[0]: Card(row, list_rows=rows) for row in rows}


def numbered_cards(stories: ArticleQuerySet, *, first: int, most: int) -> tuple[list[Card], int | None]:
    """Return some of the live stories of a queryset with their writers, and the number of all. Two queries.

    They are found on an index alone, and those far from the first from the nearer end, so that all cost about the
    same; that takes a third query. The number is None where none is found.
    """
    all_ids, given_to_count = stories.order_by().values("pk").query.sql_with_params()
    count, wanted = COUNT.format(all_ids=all_ids), stories[first : first + most]
    if first >= FAR:
        with connection.cursor() as cursor:
            cursor.execute(count, given_to_count)
            (total,) = cursor.fetchone()
        count, given_to_count, wanted = f"SELECT {total}", (), from_nearer_end(stories, total, first, most)
    if wanted is None:
        return [], None
    ids, given = wanted.values("pk").query.sql_with_params()
    now = timezone.now()
    question = in_order(stories.query.order_by)
    return signed_and_number(
        question, question.rows(*given_to_count, now, now, *given, ids=ids, number=count)
    )


def from_nearer_end(stories, total, first, most):
    """Return a part of a queryset that has so many rows, in this order or the other one; None where it is empty."""
    if first >= total:
        return None
    if 2 * first < total:
        return stories[first : first + most]
    return stories.reverse()[max(0, total - first - most) : total - first]


def numbered_few(stories: Prepared, *values, first: int, most: int) -> tuple[list[Card], int | None]:
    """As numbered_cards, newest first: for such as are best all looked up, once, as those of a tag are.

    `stories` asks for ids and times of live stories; `values` are those in it after the moment, twice.
    """
    now = timezone.now()
    question = in_order(NEWEST_FIRST)
    rows = question.rows(
        *(now, now, *values),
        *(now, now),
        before=f"WITH listed (id, published_at) AS ({stories.statement}) ",
        ids=OF_LISTED.format(most=most, first=first),
        number="SELECT COUNT(*) FROM listed",
    )
    return signed_and_number(question, rows)


def signed_and_number(question, rows):
    number = question.column("number")
    return signed([row[:number] + row[number + 1 :] for row in rows]), rows[0][number] if rows else None


@cache
def live_condition() -> str:
    """Return what readers may see as SQL for a statement of its own; its values are twice the same moment."""
    compiler = Article.objects.published().query.get_compiler(connection=connection)
    return compiler.compile(compiler.query.where)[0]


@cache
def in_order(order):
    return Prepared(lambda: CARDS.make().annotate(number=piece("number")).order_by(*order))


def rows_among(ids, *values):
    now = timezone.now()
    return CARDS.rows(now, now, *values, ids=ids)


def signed(rows):
    writers = Byline.objects.writers_of([row[0] for row in rows])
    return [Card(row, writers.get(row[0], ()), rows) for row in rows]


def learn(row: tuple, *others: tuple) -> Facts:
    """Return the facts of a row, and remember them and those of others; the oldest are forgotten."""
    rows = list(dict.fromkeys([row, *(other for other in others if other not in KNOWN)]))
    found = {each: facts_of(story) for each, story in zip(rows, CARDS.read(rows), strict=True)}
    with lock:
        KNOWN.update(found)
        for oldest in list(islice(KNOWN, max(0, len(KNOWN) - REMEMBERED))):
            del KNOWN[oldest]
    return found[row]


def facts_of(story):
    photo = story.photo
    return Facts(
        story.get_absolute_url(),
        story.headline,
        story.language,
        story.direction,
        story.category_id,
        bool(photo) and photo.fits_lead,
        bool(photo) and photo.fits_cards,
        bool(photo) and photo.is_ready,
        photo.ends_at if photo else None,
    )
