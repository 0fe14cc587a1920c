"""What a revision holds, read from rows and written into rows.

A content is a JSON object: the fields of the article by their names (dates as “2022-01-12”, category and
photo as ids), and its relations as lists:

    {"headline": …, "also_in": [3], "tags": [7, 9],
     "bylines": [{"author": 4, "role": "by"}],
     "sources": [{"outlet": …, "title": …, "url": …, "date": …, "relation": "original"}],
     "related": [12, 5]}
"""

from datetime import date

from django.db.models import ForeignKey, prefetch_related_objects

from ..figures import figures, without_figures
from ..models import Article, Byline, Photo, RelatedStory, Source, Tagging

FIELDS = (
    "kicker",
    "headline",
    "slug",
    "standfirst",
    "dateline_place",
    "dateline_date",
    "body",
    "kind",
    "language",
    "date",
    "category",
    "photo",
    "photo_caption",
    "photo_alt_text",
    "photo_credit",
    "series",
    "part",
)
BYLINE_FIELDS = ("author", "role")
SOURCE_FIELDS = ("outlet", "title", "url", "date", "relation")


def content_of(article: Article) -> dict:
    """Read the content of an article's row and relations; five queries, less what is prefetched."""
    return fields_of(article, FIELDS) | {
        "also_in": sorted(category.pk for category in article.also_in.all()),
        "tags": sorted(tag.pk for tag in article.tags.all()) if article.pk else [],
        "bylines": [fields_of(byline, BYLINE_FIELDS) for byline in article.bylines.all()],
        "sources": [fields_of(source, SOURCE_FIELDS) for source in article.sources.all()],
        "related": [related.other_id for related in article.related_stories.all()] if article.pk else [],
    }


def read_relations(article: Article) -> None:
    """Read what content_of reads, unless it was read already."""
    prefetch_related_objects([article], "also_in", "tags", "bylines", "sources", "related_stories")


def fields_of(row, names) -> dict:
    """Return fields of a row as JSON holds them."""
    return {name: plain(getattr(row, row._meta.get_field(name).attname)) for name in names}


def fill(article: Article, content: dict) -> Article:
    """Set the fields of `article`, in memory, to those of `content`; return it."""
    for name in FIELDS:
        field = Article._meta.get_field(name)
        setattr(article, field.attname, value_of(field, content[name]))
    return article


def write(article: Article, content: dict) -> None:
    """Make the relations of `article` equal to `content`, writing only rows that differ, and fill its fields.

    The article's own row is the caller's to save.
    """
    read_relations(article)
    before = content_of(article)
    fill(article, content)
    if before["also_in"] != content["also_in"]:
        article.also_in.set(content["also_in"])
    if before["tags"] != content["tags"]:
        write_tags(article, set(before["tags"]), set(content["tags"]))
    if before["bylines"] != content["bylines"]:
        write_bylines(article, content["bylines"])
    if before["sources"] != content["sources"]:
        write_sources(article, content["sources"])
    if before["related"] != content["related"]:
        write_related(article, content["related"])
    article._prefetched_objects_cache = {}


def uses_of(content: dict) -> set[tuple[str, int]]:
    """Return what a content leads to, as pairs of a noun and an id. One query, where pictures stand in the body."""
    uses = {(noun, content[noun]) for noun in ("category", "photo", "series") if content[noun]}
    uses |= {("photo", photo.pk) for photo in Photo.objects.in_bodies([content["body"]]).values()}
    uses |= {("category", pk) for pk in content["also_in"]}
    uses |= {("tag", pk) for pk in content["tags"]}
    return uses | {("author", byline["author"]) for byline in content["bylines"]}


def missing_pictures(content: dict) -> set[tuple[str, str]]:
    """Return the pictures of the body whose photos are gone, as pairs of “picture” and a uid."""
    there = Photo.objects.in_bodies([content["body"]])
    return {("picture", figure.uid) for figure in figures(content["body"])} - {
        ("picture", uid) for uid in there
    }


def without(content: dict, gone: set[tuple[str, int | str]]) -> dict:
    """Return a content without what is gone, pairs as those of uses_of and of missing_pictures."""
    return content | {
        "body": without_figures(content["body"], {uid for noun, uid in gone if noun == "picture"}),
        "category": None if ("category", content["category"]) in gone else content["category"],
        "series": None if ("series", content["series"]) in gone else content["series"],
        "photo": None if ("photo", content["photo"]) in gone else content["photo"],
        "also_in": [pk for pk in content["also_in"] if ("category", pk) not in gone],
        "tags": [pk for pk in content["tags"] if ("tag", pk) not in gone],
        "bylines": [byline for byline in content["bylines"] if ("author", byline["author"]) not in gone],
    }


def write_tags(article, before, wanted):
    Tagging.objects.filter(content_object=article, tag__in=before - wanted).delete()
    Tagging.objects.bulk_create(Tagging(content_object=article, tag_id=pk) for pk in sorted(wanted - before))


def write_bylines(article, wanted):
    rows = {(row.author_id, row.role): row for row in article.bylines.all()}
    new, moved = [], []
    for position, byline in enumerate(wanted):
        row = rows.pop((byline["author"], byline["role"]), None)
        if row is None:
            new.append(
                Byline(article=article, author_id=byline["author"], role=byline["role"], position=position)
            )
        elif row.position != position:
            row.position = position
            moved.append(row)
    Byline.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    Byline.objects.bulk_update(moved, ["position"])
    Byline.objects.bulk_create(new)


def write_sources(article, wanted):
    rows = list(article.sources.all())
    new, changed = [], []
    for position, source in enumerate(wanted):
        row = rows.pop(0) if rows else Source(article=article)
        before = fields_of(row, SOURCE_FIELDS), row.position
        for name in SOURCE_FIELDS:
            setattr(row, name, value_of(Source._meta.get_field(name), source[name]))
        row.position = position
        if row.pk is None:
            new.append(row)
        elif (source, position) != before:
            changed.append(row)
    Source.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Source.objects.bulk_update(changed, [*SOURCE_FIELDS, "position"])
    Source.objects.bulk_create(new)


def write_related(article, wanted):
    """Tie the story to those of `wanted` that are still there."""
    there = set(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True)) - {article.pk}
    RelatedStory.objects.filter(article=article).delete()
    RelatedStory.objects.bulk_create(
        RelatedStory(article=article, other_id=pk, position=position)
        for position, pk in enumerate(wanted)
        if pk in there
    )


def plain(value):
    return value.isoformat() if isinstance(value, date) else value


def value_of(field, value):
    """Return a value of JSON as its field holds it in memory."""
    return value if isinstance(field, ForeignKey) or value is None else field.to_python(value)
