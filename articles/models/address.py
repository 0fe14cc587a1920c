import unicodedata
from functools import cache
from urllib.parse import quote, unquote

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

from ..text import RESERVED_SLUGS, SLUG_LENGTH, slugify
from .fields import LineField, SlugField, one_of

TRIES = 5
SAFE = RFC3986_SUBDELIMS + "~:@"  # What reverse() leaves as it is.


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
        former = self.former_slug()
        is_made = self.fill_slug()
        if kwargs.get("update_fields") is not None and "slug" not in kwargs["update_fields"]:
            return super().save(*args, **kwargs)
        for tries_left in reversed(range(TRIES if is_made else 1)):
            try:
                with transaction.atomic():
                    super().save(*args, **kwargs)
                break
            except IntegrityError:
                # Somebody may have taken the slug that was free a moment ago.
                if not (tries_left and type(self)._base_manager.filter(slug=self.slug).exists()):
                    raise
                self.slug = ""
                self.fill_slug()
        if self.slug != former and self.is_known_to_readers():
            FormerAddress.objects.moved(self, former)
        return None

    def get_absolute_url(self):
        return self.address_at(self.address_name)

    def address_at(self, name):
        """Return the address of this name whose only argument is the slug."""
        before, behind = around_slug(name)
        return f"{before}{quote(self.slug, safe=SAFE)}{behind}"

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

    def is_known_to_readers(self):
        """Whether readers may have met this thing at its address."""
        return True

    def former_slug(self):
        """Return the slug that the database has for this row, or None."""
        if self._state.adding:
            return None
        return type(self)._base_manager.filter(pk=self.pk).values_list("slug", flat=True).first()

    def fill_slug(self):
        """Give a thing without a slug one that is free and was never another's; return whether it did."""
        if self.slug:
            return False
        stem = slugify(getattr(self, self.slug_source)) or self._meta.model_name
        short = stem[: SLUG_LENGTH - 8].rstrip("-_")
        taken = RESERVED_SLUGS.union(
            type(self)._base_manager.filter(slug__startswith=short).values_list("slug", flat=True),
            FormerAddress.objects.slugs_below(self.address_of(short)),
        )
        self.slug = stem
        number = 1
        while self.slug in taken:
            number += 1
            self.slug = f"{short}-{number}"
        return True

    def address_of(self, slug):
        """Return the path, not percent-encoded, at which a thing of this kind with `slug` stands."""
        return unquote(reverse(self.address_name, args=[slug]))


@cache
def address_named(name):
    """Return an address without arguments."""
    return reverse(name)


@cache
def around_slug(address_name):
    """Return what stands before and behind a slug in the addresses of one kind. A page has fifty; reverse() is slow."""
    before, _, behind = reverse(address_name, args=["slug"]).partition("slug")
    return before, behind


@cache
def around_number(address_name):
    """Return what stands before and behind a number in the addresses of one kind."""
    before, _, behind = reverse(address_name, args=[1]).rpartition("1")
    return before, behind


class PathField(LineField):
    """A path on this site, as the middleware compares it: not percent-encoded, in NFC and lower case."""

    def cleaned(self, value):
        return unicodedata.normalize("NFC", unquote(super().cleaned(value))).lower()


class FormerAddressQuerySet(models.QuerySet):
    def moved(self, thing, former):
        """Note that `thing` stands where it stands now, and no more at the slug `former`, if it had one."""
        self.filter(path=thing.address_of(thing.slug)).delete()
        if former:
            nouns = dict.fromkeys(FormerAddress.NOUNS) | {thing._meta.model_name: thing}
            self.update_or_create(path=thing.address_of(former), defaults=nouns)

    def slugs_below(self, address):
        """Return the slugs of former addresses that begin with `address`, a path with its last slash."""
        paths = self.filter(path__startswith=address.rstrip("/")).values_list("path", flat=True)
        return {path.rstrip("/").rpartition("/")[2] for path in paths}

    def get_by_natural_key(self, path):
        return self.get(path=path)


class FormerAddress(models.Model):
    """An old path and the thing that stands elsewhere now; it points to the thing, so chains cannot arise."""

    NOUNS = ("article", "category", "tag", "author", "series", "edition")

    path = PathField(
        max_length=500,
        unique=True,
        help_text="The old address on this site, from its first slash, for example “/2022/01/old-name/” or "
        "“/story.php?id=5”. Capitals do not count.",
    )
    article = models.ForeignKey("Article", models.CASCADE, null=True, blank=True)
    category = models.ForeignKey("Category", models.CASCADE, null=True, blank=True)
    tag = models.ForeignKey("Tag", models.CASCADE, null=True, blank=True)
    author = models.ForeignKey("Author", models.CASCADE, null=True, blank=True)
    series = models.ForeignKey("Series", models.CASCADE, null=True, blank=True)
    edition = models.ForeignKey("Edition", models.CASCADE, null=True, blank=True)

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        verbose_name_plural = "former addresses"
        constraints = [
            one_of(
                "former_address_leads_to_one_thing",
                ("article", "category", "tag", "author", "series", "edition"),
                "Choose exactly one story, category, tag, author, series or edition.",
            ),
            models.CheckConstraint(
                name="former_address_is_a_path",
                condition=Q(path__startswith="/") & ~Q(path="/"),
                violation_error_message="An address on this site begins with a slash, and has something behind it.",
            ),
        ]

    def __str__(self):
        return self.path

    def clean(self):
        super().clean()
        thing = self.thing
        if thing and self.path == thing.address_of(thing.slug):
            raise ValidationError(
                {"path": f"“{thing}” stands at {self.path} now; that is not a former address."}
            )

    def natural_key(self):
        return (self.path,)

    @property
    def thing(self):
        return next((getattr(self, noun) for noun in self.NOUNS if getattr(self, noun)), None)
