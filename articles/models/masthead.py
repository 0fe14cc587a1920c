from uuid import uuid4

from django.db import models
from django.db.models import Q

from .fields import LineField, PlainTextField


def logo_path(masthead, filename):
    """Name a logo anew each time; nothing of the name it came with is kept."""
    return f"logo/{uuid4().hex}.png"


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

    def natural_key(self):
        return ()
