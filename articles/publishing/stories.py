"""A story as one of its revisions tells it: in memory, with all that readers would see, and in words."""

from copy import copy

from django.utils.text import capfirst

from ..models import Article, Author, Byline, Category, Photo, RelatedStory, Series, Source, Tag
from ..models.prepared import known
from .content import SOURCE_FIELDS, fill, value_of
from .differences import Part, differences, marked

GONE = "(deleted)"


def story_of(article: Article, content: dict) -> Article:
    """Return `article` as it would be with `content`, its relations at hand. It is to be read, never saved.

    What an old revision used and was deleted since is named as such.
    """
    story = fill(copy(article), content)
    categories = Category.objects.in_bulk()
    for category in categories.values():
        category.parent = categories.get(category.parent_id)
    authors = Author.objects.in_bulk([byline["author"] for byline in content["bylines"]])
    tags = Tag.objects.in_bulk(content["tags"])
    story.category = found(categories, content["category"], Category(name=GONE))
    photos = Photo.objects.select_related("license").in_bulk([content["photo"]] if content["photo"] else [])
    story.photo = found(photos, content["photo"], Photo(caption=GONE))
    series = Series.objects.in_bulk([content["series"]] if content["series"] else [])
    story.series = found(series, content["series"], Series(name=GONE, slug="deleted"))
    story._prefetched_objects_cache = {
        "also_in": known(Category, [found(categories, pk, Category(name=GONE)) for pk in content["also_in"]]),
        "tags": known(Tag, [found(tags, pk, Tag(name=GONE, slug="deleted")) for pk in content["tags"]]),
        "bylines": known(
            Byline,
            [
                Byline(
                    author=found(authors, byline["author"], Author(name=GONE, slug="deleted")),
                    role=byline["role"],
                )
                for byline in content["bylines"]
            ],
        ),
        "related_stories": known(RelatedStory, related_of(content["related"])),
        "sources": known(Source, [source_of(source) for source in content["sources"]]),
    }
    if article.pk and "corrections" in getattr(article, "_prefetched_objects_cache", {}):
        story._prefetched_objects_cache["corrections"] = article._prefetched_objects_cache["corrections"]
    return story


def found(rows, pk, stand_in):
    """Return the row of `rows` with this key; None for none, `stand_in` for one that is gone."""
    return None if pk is None else rows.get(pk, stand_in)


def related_of(wanted):
    others = Article.objects.defer("body").in_bulk(wanted)
    return [RelatedStory(other=others[pk]) for pk in wanted if pk in others]


def series_line(story):
    part = f", part {story.part}" if story.part else ""
    return f"{story.series}{part}" if story.series_id else ""


def source_of(source):
    return Source(**{name: value_of(Source._meta.get_field(name), source[name]) for name in SOURCE_FIELDS})


def described(story: Article) -> dict[str, str]:
    """Return every field of a story by its name at the desk, in words; lists have a line for each thing."""
    words = {
        "kicker": story.kicker,
        "headline": story.headline,
        "slug": story.slug,
        "standfirst": story.standfirst,
        "dateline_place": story.dateline_place,
        "dateline_date": day(story.dateline_date),
        "body": marked(story.body),
        "kind": story.get_kind_display(),
        "language": story.get_language_display(),
        "date": day(story.date),
        "category": path_of(story.category),
        "photo": photo_line(story.photo),
        "photo_caption": story.photo_caption,
        "photo_alt_text": story.photo_alt_text,
        "photo_credit": story.photo_credit,
        "series": series_line(story),
        "related": "\n".join(str(related.other) for related in story.related_stories.all()),
        "also_in": "\n".join(sorted(path_of(category) for category in story.also_in.all())),
        "tags": "\n".join(sorted(tag.name for tag in story.tags.all())),
        "bylines": "\n".join(str(byline) for byline in story.bylines.all()),
        "sources": "\n".join(source_line(source) for source in story.sources.all()),
    }
    return {label(name): text for name, text in words.items()}


def compared(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, list[Part]]]:
    """Return the fields in which two described stories differ, each with its parts."""
    return [(name, differences(before[name], text)) for name, text in after.items() if before[name] != text]


def label(name):
    """Return the name of a content's field at the desk."""
    return capfirst(name.replace("_", " "))


def day(value):
    return value.isoformat() if value else ""


def path_of(category):
    """Return a category whose parents are at hand as “Town › Schools”."""
    names = []
    while category:
        names.insert(0, category.name)
        category = category.parent
    return " › ".join(names)


def photo_line(photo):
    return f"{photo} (photo {photo.pk})" if photo and photo.pk else str(photo or "")


def source_line(source):
    about = [source.get_relation_display(), str(source), source.title, source.url]
    return ", ".join(text for text in about if text)
