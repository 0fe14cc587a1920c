import re
from dataclasses import dataclass
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q

from ..pictures import PictureError, clean_logo
from .fields import LineField, PlainTextField

LOGO = re.compile(r"logo/[0-9a-f]{32}-([1-9]\d{0,3})x([1-9]\d{0,2})\.png")


def logo_path(masthead, filename):
    """Name a logo anew each time; `filename` is its size, which take() has put in the place of its own name."""
    return f"logo/{uuid4().hex}-{filename}"


@dataclass(frozen=True)
class Logo:
    """A logo as readers get it. Its size stands in its name, so that pages can keep its place."""

    address: str
    width: int
    height: int

    @classmethod
    def of(cls, file):
        """Return the logo in a file that take() has made, or None."""
        if found := LOGO.fullmatch(file.name or ""):
            return cls(f"{settings.MEDIA_URL}{file.name}", int(found[1]), int(found[2]))
        return None


class MastheadQuerySet(models.QuerySet):
    def current(self):
        """Return the newsroom's masthead, or an unsaved one with the defaults."""
        return self.first() or Masthead()

    def get_by_natural_key(self):
        return self.get()


class Masthead(models.Model):
    """Who publishes this paper. There is one."""

    class Palette(models.TextChoices):
        BOTTLE = "bottle", "Bottle green"
        MADDER = "madder", "Madder red"
        INK = "ink", "Ink blue"
        WALNUT = "walnut", "Walnut"
        PLUM = "plum", "Plum"
        SLATE = "slate", "Slate"

    ONLY_ID = 1
    LOGOS = ("logo", "logo_dark")

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY_ID, editable=False)
    name = LineField(max_length=80, default="Newsroom", help_text="The name of the paper.")
    tagline = LineField(
        max_length=160, blank=True, help_text="A few words beside the name on the front page."
    )
    palette = models.CharField(
        max_length=6,
        choices=Palette,
        default=Palette.BOTTLE,
        help_text="The one colour of the pages, in the light and in the dark.",
    )
    logo = models.FileField(
        upload_to=logo_path,
        max_length=100,
        blank=True,
        help_text="Stands in the place of the name: PNG or WebP, best without a ground and at least 200 pixels high.",
    )
    logo_dark = models.FileField(
        "logo in the dark",
        upload_to=logo_path,
        max_length=100,
        blank=True,
        help_text="The same logo for a dark ground. Left empty, the first one stands there as well.",
    )
    description = PlainTextField(
        blank=True,
        help_text="What this paper is, in one sentence, for search engines and feed readers.",
    )
    giving_appeal = LineField(
        max_length=120,
        blank=True,
        default="This paper lives from its readers:",
        help_text="Stands before the giving links.",
    )
    email = models.EmailField(blank=True, help_text="Where readers reach the desk.")
    imprint = LineField(
        max_length=300,
        blank=True,
        help_text="Publisher and street address, for the foot of the page.",
    )

    objects = MastheadQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "masthead"
        constraints = [
            models.CheckConstraint(name="there_is_one_masthead", condition=Q(id=1)),
            models.CheckConstraint(name="masthead_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        for name in self.LOGOS:
            self.take(name)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        errors = {}
        for name in self.LOGOS:
            try:
                self.take(name)
            except PictureError as error:
                errors[name] = str(error)
        if self.logo_dark and not self.logo:
            errors.setdefault(
                "logo_dark", "Without a logo for the light this one is not shown. Upload that as well."
            )
        if errors:
            raise ValidationError(errors)

    def natural_key(self):
        return ()

    def take(self, name):
        """Make what readers get of a logo that has just come in, once. Raises PictureError."""
        file = getattr(self, name)
        if file and not file._committed and not hasattr(file, "is_clean"):
            logo = clean_logo(file)
            file.file = ContentFile(logo.content)
            file.name = f"{logo.width}x{logo.height}.png"
            file.is_clean = True

    @property
    def logo_in_the_light(self):
        return Logo.of(self.logo)

    @property
    def logo_in_the_dark(self):
        """The logo for a dark ground, where it is another one."""
        return Logo.of(self.logo_dark) if self.logo_in_the_light else None
