"""Stories as they stand on paper: one template for the print page and for the PDF, of a story and of an edition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Prefetch, When
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .figures import figures
from .furniture import Furniture, absolute, story_context
from .models import Article, Byline, Edition, Photo
from .models.usage import Usage
from .printing import CHOICES, Options, Own, Sheet, read

MOST_WORDS = 5  # about options that mean nothing
LEADS = 3  # headlines on a cover


@dataclass(frozen=True)
class PaperStory:
    """A story of an edition, with the addresses that stand below it."""

    article: Article
    address: str
    short_address: str


@dataclass(frozen=True)
class Credit:
    """A picture of an edition, and the story in which it stands first."""

    usage: Usage
    article: Article


@dataclass(frozen=True)
class Paper:
    """An edition as it is set. `photos` are those of the texts, as shown_body() wants them."""

    title: str
    day: date
    introduction: str
    stories: list[PaperStory]
    photos: dict[str, Photo]

    @property
    def leads(self) -> list[PaperStory]:
        return self.stories[:LEADS]

    @property
    def credits(self) -> list[Credit]:
        """Its pictures that are shown, each once, in order."""
        found = {}
        for story in self.stories:
            for usage in usages(story.article, self.photos):
                if usage.photo.is_shown:
                    found.setdefault(usage.photo.pk, Credit(usage, story.article))
        return list(found.values())


def print_context(request):
    """Return what a print page shows beside the story: the reader's options, and the bar in which they are chosen."""
    options, unknown = read(request.GET)
    return {
        "options": options,
        "unknown_options": [(name, value, CHOICES.get(name, ())) for name, value in unknown[:MOST_WORDS]],
        "print_path": request.path,
    }


def story_sheet(furniture: Furniture, article, options: Options) -> Sheet:
    """Return a story for the engine of PDFs, in its options; those that leave out blocks are for print pages."""
    context = story_context(furniture, article) | {
        "furniture": furniture,
        "options": options,
        "is_pdf": True,
    }
    return Sheet(render_to_string("articles/print.html", context), article.title)


def edition_sheet(furniture: Furniture, edition: Edition, paper: Paper) -> Sheet:
    """Return an edition for the engine of PDFs."""
    context = {
        "furniture": furniture,
        "edition": edition,
        "paper": paper,
        "address": absolute(edition.get_absolute_url()),
        "options": Options(),
        "is_pdf": True,
    }
    return Sheet(render_to_string("articles/edition_print.html", context), edition.title)


def edition_paper(edition: Edition) -> Paper:
    """Return what readers get of an edition: its stories that are live. Six queries."""
    return paper_of(edition.stories(), edition.title, edition.date, edition.introduction)


def own_paper(own: Own) -> Paper:
    """Return what a reader gets of the stories that were chosen: those that are live."""
    articles = Article.objects.published().filter(pk__in=own.stories)
    in_order = Case(*(When(pk=pk, then=place) for place, pk in enumerate(own.stories)), default=0)
    return paper_of(articles.order_by(in_order), own.title or _("Chosen stories"), timezone.localdate())


def paper_of(articles, title: str, day: date, introduction: str = "") -> Paper:
    """Return these stories, a queryset in order, as an edition."""
    lines = Byline.objects.select_related("author")
    articles = articles.select_related("photo__license").prefetch_related(
        Prefetch("bylines", lines), "sources", "corrections"
    )
    photos = Photo.objects.in_bodies([article.body for article in articles])
    stories = [
        PaperStory(
            article,
            absolute(article.get_absolute_url()),
            absolute(article.short_address),
        )
        for article in articles
    ]
    return Paper(title, day, introduction, stories, photos)


def usages(article: Article, photos: dict[str, Photo]) -> Iterable[Usage]:
    """Yield the pictures of a story with the words that they have in it: its lead photo, and those of its text."""
    if article.picture:
        yield article.picture
    for figure in figures(article.body):
        if figure.uid in photos:
            caption = mark_safe(figure.caption)  # noqa: S308
            yield photos[figure.uid].used(caption, figure.alt_text, figure.credit)
