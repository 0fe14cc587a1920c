"""The live stories around one: of its series, before and after it, like it, and the latest. One query.

It is written in SQL, as Django takes ten times as long to put so many subqueries together as a database to
answer them. Each is a walk along an index that ends after a few steps.
"""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from .article import Article

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


@dataclass(frozen=True)
class Road:
    """A way to some of the stories around one. `given` are the values of the weight, then of the condition."""

    order: str
    most: int
    condition: str = "TRUE"
    weight: str = "0"
    given: tuple = ()


def around(article):
    """Return the stories around `article` by what they are to it: tuples of a weight, a time and an id.

    “latest”, “before”, “after”; “part” of its series, itself among them, weighed by their numbers; “chosen” by an
    editor, weighed by their places; “tagged” as it is and “beside” it in its category, weighed by their likeness.
    """
    live = Article.objects.published().query
    is_live, now = live.where.as_sql(live.get_compiler(connection=connection), connection)
    roads = roads_from(article)
    statement = " UNION ALL ".join(
        ROAD.format(name=name, is_live=is_live, **vars(road)) for name, road in roads.items()
    )
    found = {name: [] for name in roads}
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for road in roads.values() for value in (*road.given, *now)])
        for name, weight, posted, pk in cursor:
            if timezone.is_naive(posted):  # SQLite knows no time zones.
                posted = posted.replace(tzinfo=connection.timezone)
            found[name].append((weight, posted, pk))
    return found


def roads_from(article):
    pk, category = article.pk, article.category_id
    posted = connection.ops.adapt_datetimefield_value(article.published_at)
    tags = [tag.pk for tag in article.tags.all()][:TAGS]
    tagged = " UNION ALL ".join([TAGGED] * len(tags)) or "NULL"
    likeness = LIKENESS.format(tags=", ".join(["%s"] * len(tags)) or "NULL")
    is_other = "id <> %s AND COALESCE(series_id, 0) <> %s"
    other = (pk, article.series_id or -1)
    # These bounds come before those of what is live: SQLite walks its index from the first that it meets.
    before = "published_at <= %s AND (published_at < %s OR id < %s)"
    after = "published_at >= %s AND (published_at > %s OR id > %s)"
    return {
        "latest": Road(NEWEST_FIRST, LATEST),
        "before": Road(NEWEST_FIRST, 1, before, given=(posted, posted, pk)),
        "after": Road(OLDEST_FIRST, 1, after, given=(posted, posted, pk)),
        "part": Road(
            f"weight, {OLDEST_FIRST}",
            PARTS,
            "series_id = %s",
            f"COALESCE(part, {UNNUMBERED})",
            (article.series_id,),
        ),
        "chosen": Road("weight", CHOSEN, f"id IN ({RELATED})", PLACE, (pk, pk)),
        "tagged": Road(
            f"weight DESC, {NEWEST_FIRST}",
            NEAR,
            f"id IN ({tagged}) AND {is_other}",
            likeness,
            (category, *tags, *tags, *other),
        ),
        "beside": Road(
            NEWEST_FIRST,
            NEAR,
            f"category_id = %s AND {is_other}",
            likeness,
            (category, *tags, category, *other),
        ),
    }


def place_of(article):
    """Return the tuple that stands for `article` among the parts of its series."""
    return UNNUMBERED if article.part is None else article.part, article.published_at, article.pk
