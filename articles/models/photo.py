from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q

from ..pictures import SUFFIXES, PictureError, picture_format, without_metadata
from .article import Article
from .author import Author
from .fields import LineField, PlainTextField, web_address


class LicenseQuerySet(models.QuerySet):
    def get_by_natural_key(self, name):
        return self.get(name=name)


class License(models.Model):
    """The terms under which a photo may be shown."""

    name = LineField(max_length=120, unique=True, help_text="As readers see it, for example “CC BY-SA 4.0”.")
    url = models.URLField("link", max_length=500, blank=True, help_text="Where the terms can be read.")

    objects = LicenseQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [web_address("url", "license_is_a_web_address")]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.name,)


class PhotoQuerySet(models.QuerySet):
    def live(self):
        """Photos that a reader meets: of a published story or of an author."""
        in_stories = Article.objects.published().values("photo")
        of_authors = Author.objects.values("portrait")
        return self.filter(
            Q(pk__in=in_stories.exclude(photo=None)) | Q(pk__in=of_authors.exclude(portrait=None))
        )

    def get_by_natural_key(self, uid):
        return self.get(uid=uid)


def photo_path(photo, filename):
    """Name a file by the photo's own id and its content; nothing of the name it came with is kept."""
    return f"photos/{photo.uid.hex}{SUFFIXES[picture_format(photo.file)]}"


def validate_picture(file):
    try:
        picture_format(file)
    except PictureError as error:
        raise ValidationError(str(error), code="picture") from error


class Photo(models.Model):
    """A picture, or the words about one whose file is missing."""

    class Medium(models.TextChoices):
        PHOTO = "photo", "Photo"
        DRAWING = "drawing", "Drawing"
        GRAPHIC = "graphic", "Graphic"

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    file = models.ImageField(
        upload_to=photo_path,
        max_length=200,
        blank=True,
        width_field="width",
        height_field="height",
        validators=[validate_picture],
        help_text="JPEG, PNG or WebP. Without a file the story shows caption and credit alone.",
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    medium = models.CharField(max_length=8, choices=Medium, default=Medium.PHOTO)
    alt_text = LineField(
        "alternative text",
        max_length=500,
        blank=True,
        help_text="What is to be seen, for people who cannot see it. It does not repeat the caption.",
    )
    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="The picture tells nothing; screen readers pass over it.",
    )
    caption = PlainTextField(blank=True)
    credit = LineField(
        max_length=200, blank=True, help_text="Who made it, for example “Israel Defense Forces”."
    )
    credit_url = models.URLField("link of the credit", max_length=500, blank=True)
    license = models.ForeignKey(License, models.PROTECT, null=True, blank=True, related_name="photos")
    exemption = PlainTextField(
        blank=True,
        help_text="Why this picture may be shown without a licence. Readers do not see it.",
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="photo_with_a_file_has_a_size",
                condition=Q(file="") | Q(width__isnull=False, height__isnull=False),
            ),
            web_address("credit_url", "photo_credit_is_a_web_address"),
        ]

    def __str__(self):
        return self.caption or self.alt_text or self.credit or f"Photo {self.uid.hex[:8]}"

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.file = ContentFile(without_metadata(self.file), name=self.file.name)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.file and not self.alt_text and not self.is_decorative:
            raise ValidationError({"alt_text": "Say what is to be seen, or mark the picture as decorative."})

    def natural_key(self):
        return (str(self.uid),)

    @property
    def text_alternative(self):
        """What stands in for the picture; empty for a decorative one."""
        return "" if self.is_decorative else self.alt_text or self.caption
