"""Rows for tests: valid, the same at each run; name only what the test is about."""

from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count

from django.core.files.base import ContentFile
from PIL import Image

from articles.models import Article, Author, Byline, Category, Edition, Front, License, Photo, Source
from articles.publishing import newest_revision, publish

POSTED = datetime(2022, 1, 12, 9, 0, tzinfo=UTC)

_number = count(1)


def make_article(*, authors=(), tags=(), sources=(), also_in=(), **fields):
    """Make a published article; `authors` and `tags` are names, `sources` are outlets."""
    fields = {
        "headline": f"Story {next(_number)}",
        "body": "<p>The council met on Tuesday.</p>",
        "date": date(2022, 1, 12),
        "status": Article.Status.PUBLISHED,
        "published_at": POSTED,
    } | fields
    if "<" not in fields["body"] and fields["body"]:
        fields["body"] = f"<p>{fields['body']}</p>"
    article = Article(**fields)
    article.full_clean()
    article.save()
    for position, name in enumerate(authors):
        Byline.objects.create(article=article, author=make_author(name), position=position)
    for position, outlet in enumerate(sources):
        Source.objects.create(article=article, outlet=outlet, date=date(2022, 1, 12), position=position)
    article.also_in.set(also_in)
    article.tags.set(tags)
    return article


def make_draft(**fields):
    return make_article(**{"status": Article.Status.DRAFT, "published_at": None} | fields)


def make_live(**fields):
    """Make an article and publish it as the desk does: with a revision, and with all that it uses held."""
    draft = make_draft(**fields)
    publish(draft, newest_revision(draft))
    return Article.objects.get(pk=draft.pk)


def make_author(name="Kate Norman", **fields):
    return Author.objects.get_or_create(name=name, defaults=fields)[0]


def make_category(name="Town", **fields):
    return Category.objects.create(name=name, **fields)


def make_photo(**fields):
    """Make a photo that can be shown; where a `file` is given, with its public files."""
    photo = Photo.objects.create(
        **{
            "caption": "The ferry leaves the quay.",
            "alt_text": "A white ferry on grey water.",
            "credit": "Newsroom",
            "license": License.objects.get_or_create(name="CC BY 4.0")[0],
        }
        | fields
    )
    if photo.file:
        photo.render()
    return photo


def picture_file(size=(1600, 1000), colour="navy", image_format="JPEG", name="quay.jpg"):
    """Make a picture as a file that could be uploaded."""
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, image_format)
    return ContentFile(content.getvalue(), name=name)


def make_front(lead=None, tops=(), sections=None, **fields):
    """Arrange the front page: `tops` are stories or None, `sections` such lists by category."""
    front = Front.objects.create(**fields)
    lists = [("lead", None, [lead]), ("top", None, tops)]
    lists += [("section", category, stories) for category, stories in (sections or {}).items()]
    for place, category, stories in lists:
        for position, story in enumerate(stories):
            if story:
                front.slots.create(place=place, category=category, position=position, article=story)
    return front


def make_edition(*stories, **fields):
    """Make an edition that readers see, with these stories in this order."""
    fields = {"title": f"Edition {next(_number)}", "date": date(2022, 1, 12), "published_at": POSTED} | fields
    edition = Edition.objects.create(**fields)
    edition.arrange(story.pk for story in stories)
    return edition
