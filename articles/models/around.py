"""The live stories around one: of its series, before and after it, like it, and the latest. One query.

It is written in SQL, as Django takes ten times as long to put so many subqueries together as a database to
answer them. Each is a walk along an index that ends after a few steps.
"""

from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from .card import live_condition

LATEST, NEAR, PARTS, CHOSEN = 10, 8, 1000, 100  # So many at most.
TAGS = 12  # By so many tags stories like it are looked for; hundreds would make too long a statement.
UNNUMBERED = 100_000  # A part without a number stands behind those that have one.
NEWEST_FIRST, OLDEST_FIRST = "published_at DESC, id DESC", "published_at, id"
ROAD = """
    SELECT * FROM (
        SELECT '{name}' AS name, {weight} AS weight, published_at, id FROM articles_article
        WHERE {condition} AND {is_live} ORDER BY {order} LIMIT {most}
    ) AS {name}
"""
RELATED = "SELECT other_id FROM articles_relatedstory WHERE article_id = %s"
PLACE = (
    "(SELECT position FROM articles_relatedstory WHERE article_id = %s AND other_id = articles_article.id)"
)
# Those that got a tag last, and no more: what thousands have in common tells little about two of them.
TAGGED = """
    SELECT content_object_id FROM (
        SELECT content_object_id FROM articles_tagging WHERE tag_id = %s ORDER BY id DESC LIMIT 50
    ) AS tagged
"""
# How much a story is like another one: by the tags that they share, and by the category.
LIKENESS = """
    CASE WHEN category_id = %s THEN 1 ELSE 0 END + (
        SELECT COUNT(*) FROM articles_tagging AS shared
        WHERE shared.content_object_id = articles_article.id AND shared.tag_id IN ({tags})
    )
"""
IS_OTHER = "id <> %s AND COALESCE(series_id, 0) <> %s"
# These bounds come before those of what is live: SQLite walks its index from the first that it meets.
BEFORE = "published_at <= %s AND (published_at < %s OR id < %s)"
AFTER = "published_at >= %s AND (published_at > %s OR id > %s)"


class Road(NamedTuple):
    """A way to some of the stories around one."""

    order: str
    most: int
    condition: str = "TRUE"
    weight: str = "0"


def around(article):
    """Return the stories around `article` by what they are to it: tuples of a weight, a time and an id.

    “latest”, “before”, “after”; “part” of its series, itself among them, weighed by their numbers; “chosen” by an
    editor, weighed by their places; “tagged” as it is and “beside” it in its category, weighed by their likeness.
    """
    tags = [tag.pk for tag in article.tags.all()][:TAGS]
    given = given_to(article, tags)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    found = {name: [] for name in given}
    zone = connection.timezone
    with connection.cursor() as cursor:
        values = [value for of_road in given.values() for value in (*of_road, now, now)]
        cursor.execute(statement(len(tags)), values)
        for name, weight, posted, pk in cursor.fetchall():
            # SQLite knows no time zones.
            found[name].append((weight, posted if posted.tzinfo else posted.replace(tzinfo=zone), pk))
    return found


def given_to(article, tags):
    """Return the values of each road, in the order of the roads: those of its weight, then of its condition."""
    pk, category = article.pk, article.category_id
    posted = connection.ops.adapt_datetimefield_value(article.published_at)
    other = (pk, article.series_id or -1)
    return {
        "latest": (),
        "before": (posted, posted, pk),
        "after": (posted, posted, pk),
        "part": (article.series_id,),
        "chosen": (pk, pk),
        "tagged": (category, *tags, *tags, *other),
        "beside": (category, *tags, category, *other),
    }


@lru_cache
def statement(tags):
    """Return the question for the stories around one that has so many tags."""
    is_live = live_condition()
    whole = " UNION ALL ".join(
        ROAD.format(name=name, is_live=is_live, **road._asdict()) for name, road in roads(tags).items()
    )
    return " ".join(whole.split())  # Django reads it letter by letter each time.


def roads(tags):
    tagged = " UNION ALL ".join([TAGGED] * tags) or "NULL"
    likeness = LIKENESS.format(tags=", ".join(["%s"] * tags) or "NULL")
    in_series = Road(f"weight, {OLDEST_FIRST}", PARTS, "series_id = %s", f"COALESCE(part, {UNNUMBERED})")
    return {
        "latest": Road(NEWEST_FIRST, LATEST),
        "before": Road(NEWEST_FIRST, 1, BEFORE),
        "after": Road(OLDEST_FIRST, 1, AFTER),
        "part": in_series,
        "chosen": Road("weight", CHOSEN, f"id IN ({RELATED})", PLACE),
        "tagged": Road(f"weight DESC, {NEWEST_FIRST}", NEAR, f"id IN ({tagged}) AND {IS_OTHER}", likeness),
        "beside": Road(NEWEST_FIRST, NEAR, f"category_id = %s AND {IS_OTHER}", likeness),
    }


def place_of(article):
    """Return the tuple that stands for `article` among the parts of its series."""
    return UNNUMBERED if article.part is None else article.part, article.published_at, article.pk
