from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from ..text import SLUG_LENGTH, slugify
from .fields import LineField, SlugField


class AddressedQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Addressed(models.Model):
    """Has a page of its own, named by its slug; a changed slug leaves a former address behind."""

    address_name: str  # the URL's name, its only argument the slug
    slug_source: str  # the field that a slug is made of

    slug = SlugField()

    objects = AddressedQuerySet.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.fill_slug()
        former = type(self)._base_manager.filter(pk=self.pk).values_list("slug", flat=True).first()
        super().save(*args, **kwargs)
        if former not in (None, self.slug):
            FormerAddress.objects.leave(self.address_of(former), self)

    def get_absolute_url(self):
        return reverse(self.address_name, args=[self.slug])

    def clean(self):
        super().clean()
        self.fill_slug()

    def unique_error_message(self, model_class, unique_check):
        if unique_check != ("slug",):
            return super().unique_error_message(model_class, unique_check)
        noun = self._meta.verbose_name
        message = f"Another {noun} has the slug “{self.slug}”, and so this address. Choose another slug."
        return ValidationError(message, code="unique")

    def natural_key(self):
        return (self.slug,)

    def fill_slug(self):
        """Give a thing without a slug one that is free."""
        if self.slug:
            return
        stem = slugify(getattr(self, self.slug_source)) or self._meta.model_name
        taken = set(
            type(self)
            ._base_manager.filter(slug__startswith=stem[: SLUG_LENGTH - 8])
            .values_list("slug", flat=True)
        )
        self.slug = stem
        number = 1
        while self.slug in taken:
            number += 1
            self.slug = f"{stem[: SLUG_LENGTH - 8]}-{number}"

    def address_of(self, slug):
        """Return the path, not percent-encoded, at which a thing of this kind with `slug` stands."""
        return unquote(reverse(self.address_name, args=[slug]))


class FormerAddressQuerySet(models.QuerySet):
    def leave(self, path, thing):
        """Note that `thing` once stood at `path`, and that it is no former address where it stands now."""
        self.filter(path=thing.address_of(thing.slug)).delete()
        nouns = dict.fromkeys(FormerAddress.NOUNS)
        nouns[thing._meta.model_name] = thing
        self.update_or_create(path=path, defaults=nouns)

    def get_by_natural_key(self, path):
        return self.get(path=path)


class FormerAddress(models.Model):
    """An old path and the thing that stands elsewhere now; it points to the thing, so chains cannot arise."""

    NOUNS = ("article", "category", "tag", "author")

    path = LineField(
        max_length=500,
        unique=True,
        help_text="The old address on this site, from its first slash, for example “/2022/01/old-name/”.",
    )
    article = models.ForeignKey("Article", models.CASCADE, null=True, blank=True)
    category = models.ForeignKey("Category", models.CASCADE, null=True, blank=True)
    tag = models.ForeignKey("Tag", models.CASCADE, null=True, blank=True)
    author = models.ForeignKey("Author", models.CASCADE, null=True, blank=True)

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        verbose_name_plural = "former addresses"
        constraints = [
            models.CheckConstraint(
                name="former_address_leads_to_one_thing",
                condition=Q(article__isnull=False, category=None, tag=None, author=None)
                | Q(article=None, category__isnull=False, tag=None, author=None)
                | Q(article=None, category=None, tag__isnull=False, author=None)
                | Q(article=None, category=None, tag=None, author__isnull=False),
                violation_error_message="Choose exactly one story, category, tag or author.",
            ),
            models.CheckConstraint(
                name="former_address_is_a_path",
                condition=Q(path__startswith="/"),
                violation_error_message="An address on this site begins with a slash.",
            ),
        ]

    def __str__(self):
        return self.path

    def natural_key(self):
        return (self.path,)

    @property
    def thing(self):
        return self.article or self.category or self.tag or self.author
