"""Every public address, made from the URL configuration: a new one without an example fails the tests."""

from django.urls import reverse
from django.urls.resolvers import URLPattern

from articles.urls import app_name, urlpatterns

# For each name the arguments to try; `story` stands for each story that a test is about.
WITHOUT_ARGUMENTS = (
    "front",
    "news",
    "archive",
    "editions",
    "own_edition",
    "photo_credits",
    "search",
    "suggest",
    "opensearch",
    *(f"{name}{kind}" for name in ("feed", "search_feed", "edition_feed") for kind in ("", "_atom", "_json")),
    "sitemap",
    "robots",
    "worker",
    "offline",
    "healthz",
    "readyz",
)
OF_A_STORY = ("story", "print", "pdf")
OF_AN_EDITION = ("edition", "edition_print", "edition_pdf")


def public_addresses(stories=(), things=()):
    """Return the path of every public page, with those of `stories` and of `things` that have a listing."""
    examples = {name: [[]] for name in WITHOUT_ARGUMENTS}
    examples |= {name: [[story.slug] for story in stories] for name in OF_A_STORY}
    photos = [story.photo for story in stories if story.photo and story.photo.rendered]
    examples |= {
        "short": [[story.pk] for story in stories],
        "picture": [[photo.uid.hex] for photo in photos],
        "picture_file": [[photo.uid.hex, photo.rendered, "social.jpg"] for photo in photos],
        "logo_file": [],
        "archive_year": [[story.date.year] for story in stories],
        "archive_month": [[story.date.year, story.date.month] for story in stories],
        "archive_day": [[story.date.year, story.date.month, story.date.day] for story in stories],
        "front_archive": [[story.date.year, story.date.month, story.date.day] for story in stories],
    }
    for name in ("category", "tag", "author", "series"):
        examples[name] = [[thing.slug] for thing in things if thing._meta.model_name == name]
    editions = [[thing.slug] for thing in things if thing._meta.model_name == "edition"]
    examples |= dict.fromkeys(OF_AN_EDITION, editions)
    return [
        reverse(f"{app_name}:{pattern.name}", args=arguments)
        for pattern in urlpatterns
        if isinstance(pattern, URLPattern)
        for arguments in examples[pattern.name]
    ]
