from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..text import join_names
from .address import Addressed
from .fields import LineField, PlainTextField, sound_slug
from .prepared import Prepared, marks, piece


class Author(Addressed):
    """A person or desk that signs stories. No login is needed to be one."""

    address_name = "articles:author"
    slug_source = "name"

    name = LineField(max_length=120)
    beat = PlainTextField(
        blank=True,
        help_text="What this author covers, in a sentence or two. Shown on the author's page.",
    )
    email = models.EmailField(blank=True, help_text="Shown to readers on the author's page.")
    portrait = models.ForeignKey("Photo", models.PROTECT, null=True, blank=True, related_name="portrayed")

    class Meta:
        ordering = ["name"]
        constraints = [
            sound_slug("author_has_a_sound_slug"),
            models.CheckConstraint(name="author_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        lacking = self.portrait.lacking() if self.portrait else []
        if lacking:
            message = f"This picture needs {join_names(lacking)}. Complete it in the library first."
            raise ValidationError({"portrait": message})

    @property
    def initials(self):
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:]))


class Writer(NamedTuple):
    """What lists say of an author."""

    pk: int
    name: str


class BylineQuerySet(models.QuerySet):
    def writers_of(self, articles):
        """Return who wrote each of these articles, in order, by the articles' ids: of those that somebody wrote."""
        found = {}
        if articles:
            for article, *author in WRITERS.rows(*articles, Byline.Role.BY, ids=marks(articles)):
                found.setdefault(article, []).append(Writer(*author))
        return found

    def get_by_natural_key(self, article, author, role):
        return self.get(article__slug=article, author__slug=author, role=role)


class Byline(models.Model):
    """Ties an author to an article, in order."""

    class Role(models.TextChoices):
        BY = "by", _("by")
        WITH = "with", _("with")
        PHOTOS = "photos", _("photos by")
        TRANSLATION = "translation", _("translated by")

    article = models.ForeignKey("Article", models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines")
    role = models.CharField(max_length=12, choices=Role, default=Role.BY)
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers stand first.")

    objects = BylineQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"],
                name="author_signs_an_article_once",
                violation_error_message="This author already signs the story in this role.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.author}"

    def natural_key(self):
        return (self.article.slug, self.author.slug, self.role)

    natural_key.dependencies = ["articles.article", "articles.author"]


WRITERS = Prepared(
    lambda: Byline.objects.filter(article__in=piece("ids"), role=Byline.Role.BY).values_list(
        "article", "author", "author__name"
    )
)
