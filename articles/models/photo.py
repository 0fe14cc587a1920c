import hashlib
import json
from dataclasses import asdict
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..pictures import (
    RECIPE,
    SHAPES,
    SUFFIXES,
    DigitalSource,
    PictureError,
    Rights,
    examine,
    file_names,
    picture_format,
    read,
    render,
)
from ..text import join_names
from .fields import LineField, PlainTextField, WholeSecondField, web_address
from .license import License
from .renditions import Renditions
from .usage import PhotoQuerySet, Usage

ORIGINALS = "photos"  # the folder of the files that came in
SMALLEST_IN_A_CARD = 320  # pixels across; what is smaller would be enlarged
SMALLEST_AS_LEAD = 640


def photo_path(photo, filename):
    """Name a file by the photo's own id; nothing of the name it came with is kept."""
    return f"{ORIGINALS}/{photo.uid.hex}{SUFFIXES[picture_format(photo.file)]}"


class Photo(models.Model):
    """A picture, or the words about one whose file is missing. The file that came in is never shown to anybody."""

    class Medium(models.TextChoices):
        PHOTO = "photo", _("Photo")
        DRAWING = "drawing", _("Drawing")
        GRAPHIC = "graphic", _("Graphic")

    class Origin(models.TextChoices):
        """IPTC digital source types, with the label that readers see where a machine made it."""

        CAPTURE = DigitalSource.CAPTURE, _("Taken with a camera")
        COMPUTATIONAL = DigitalSource.COMPUTATIONAL, _("Taken with a camera, several shots in one")
        DRAWN = DigitalSource.DRAWN, _("Made by a person")
        EDITED_WITH_AI = DigitalSource.EDITED_WITH_AI, _("Edited with AI")
        COMPOSITE_SYNTHETIC = DigitalSource.COMPOSITE_SYNTHETIC, _("Partly computer-generated")
        MADE_BY_AI = DigitalSource.MADE_BY_AI, _("AI-generated")
        ALGORITHMIC = DigitalSource.ALGORITHMIC, _("Computer-generated")

    # What stands before its credit and its licence.
    CREDIT_LABELS = {
        Medium.PHOTO: _("Photo Credit"),
        Medium.DRAWING: _("Drawing Credit"),
        Medium.GRAPHIC: _("Graphic Credit"),
    }
    LICENSE_LABELS = {
        Medium.PHOTO: _("Photo License"),
        Medium.DRAWING: _("Drawing License"),
        Medium.GRAPHIC: _("Graphic License"),
    }
    SYNTHETIC = (Origin.EDITED_WITH_AI, Origin.COMPOSITE_SYNTHETIC, Origin.MADE_BY_AI, Origin.ALGORITHMIC)

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    file = models.FileField(
        upload_to=photo_path,
        max_length=200,
        blank=True,
        help_text="JPEG, PNG or WebP. Without a file the story shows caption and credit alone.",
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    rendered = models.CharField(max_length=12, blank=True, editable=False)
    medium = models.CharField(max_length=8, choices=Medium, default=Medium.PHOTO)
    focus_x = models.PositiveSmallIntegerField(
        "focal point, from the left",
        default=50,
        validators=[MaxValueValidator(100)],
        help_text="In percent.",
    )
    focus_y = models.PositiveSmallIntegerField(
        "focal point, from the top", default=50, validators=[MaxValueValidator(100)], help_text="In percent."
    )
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
    digital_source = models.CharField(
        "how it came about",
        max_length=40,
        choices=Origin,
        blank=True,
        help_text="Readers are told of a picture that a machine made or changed.",
    )
    creator = LineField(max_length=200, blank=True, help_text="The person who took or made it.")
    credit = LineField(
        max_length=200, blank=True, help_text="As readers see it, for example “Israel Defense Forces”."
    )
    credit_url = models.URLField("link of the credit", max_length=500, blank=True)
    copyright_notice = LineField(
        max_length=300,
        blank=True,
        help_text="For example “© 2022 Mira Solan”. It stands in the picture’s files.",
    )
    license = models.ForeignKey(License, models.PROTECT, null=True, blank=True, related_name="photos")
    exemption = PlainTextField(
        blank=True,
        help_text="Why this picture may be shown without a licence. Readers do not see it.",
    )
    expires_at = WholeSecondField(
        "ends",
        null=True,
        blank=True,
        help_text="From this second readers see a neutral figure in its place: until when you have the rights.",
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="photo_with_a_file_has_a_size",
                condition=Q(file="") | Q(width__isnull=False, height__isnull=False),
            ),
            models.CheckConstraint(
                name="photo_has_its_focal_point_within",
                condition=Q(focus_x__lte=100, focus_y__lte=100),
                violation_error_message="A focal point lies within the picture: 0 to 100 percent.",
            ),
            web_address("credit_url", "photo_credit_is_a_web_address"),
        ]

    def __str__(self):
        return self.caption or self.alt_text or self.credit or f"Photo {self.uid.hex[:8]}"

    def save(self, *args, **kwargs):
        self.measure()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        try:
            self.measure()
        except PictureError as error:
            raise ValidationError({"file": str(error)}) from error
        if not self.file:
            self.width = self.height = None
            self.sha256 = self.rendered = ""
        if lost := self.lost():
            raise ValidationError(
                f"Readers see this picture, or will at its time, so it needs {join_names(lost)}."
            )

    def natural_key(self):
        return (str(self.uid),)

    def measure(self):
        """Look at a file that has just come in, once. Raises PictureError."""
        if self.file and not self.file._committed and not hasattr(self.file, "examined"):
            self.file.examined = examined = examine(self.file)
            self.width, self.height, self.sha256 = examined.width, examined.height, examined.sha256
            self.rendered = ""  # Nothing is shown of the file before, until the new one's are made.

    def lacking(self, alt_text=""):
        """Return what must be there before readers see it; `alt_text` is that of the place where it is used."""
        lacking = []
        if self.file and not (alt_text or self.alt_text or self.is_decorative):
            lacking.append("an alternative text (or the mark “decorative”)")
        if not self.credit:
            lacking.append("a credit")
        if not (self.license_id or self.exemption):
            lacking.append("a licence (or the reason why none is needed)")
        return lacking

    def lost(self):
        """Return what a picture that is promised to readers has now, and would lack when this is saved."""
        lacking = self.lacking()
        if not (lacking and self.pk and Photo.objects.promised().filter(pk=self.pk).exists()):
            return []
        before = Photo.objects.get(pk=self.pk).lacking()
        return [thing for thing in lacking if thing not in before]

    def used(self, caption="", alt_text="", credit=""):
        """Return the photo with the words of one place; "" means its own. A decorative one is not described."""
        described = alt_text or self.alt_text or self.caption
        return Usage(
            self,
            caption or self.caption,
            "" if self.is_decorative and not alt_text else described,
            credit or self.credit,
        )

    @property
    def ends_at(self):
        """The second from which nobody may see it, by its own end or its licence's; None where there is no end."""
        ends = [self.expires_at, self.license.expires_at if self.license else None]
        return min((end for end in ends if end), default=None)

    @property
    def has_ended(self):
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def is_ready(self):
        """Whether it is made for readers, and answered for."""
        return bool(self.file and self.rendered and self.credit and (self.license_id or self.exemption))

    @property
    def is_shown(self):
        """Whether readers see the picture where it is used."""
        return self.is_ready and not self.has_ended

    @property
    def is_kept_in_place(self):
        """Whether a list keeps the picture's place: it is shown, or was until its time ended."""
        return self.is_shown or bool(self.file and self.has_ended)

    @property
    def fits_cards(self):
        return bool(self.file) and SHAPES["3x2"].size(self.size)[0] >= SMALLEST_IN_A_CARD

    @property
    def fits_lead(self):
        return bool(self.file) and SHAPES["16x9"].size(self.size)[0] >= SMALLEST_AS_LEAD

    @property
    def is_synthetic(self):
        return self.digital_source in self.SYNTHETIC

    @property
    def credit_label(self):
        return self.CREDIT_LABELS[self.medium]

    @property
    def license_label(self):
        return self.LICENSE_LABELS[self.medium]

    @property
    def size(self):
        return self.width, self.height

    def sizes(self, shape, most=None):
        """Return the sizes in which a shape of SHAPES is made, ascending, up to `most` pixels across."""
        sizes = SHAPES[shape].sizes(self.size)
        return [size for size in sizes if most is None or size[0] <= most] or sizes[:1]

    @property
    def rights(self):
        """What each public file says of itself."""
        return Rights(
            creator=self.creator,
            credit=self.credit,
            copyright=self.copyright_notice,
            license_name=self.license.name if self.license else "",
            license_url=self.license.url if self.license else "",
            source=DigitalSource(self.digital_source) if self.digital_source else None,
        )

    @property
    def key(self):
        """The name of the public files that should be there, made of all that they depend on."""
        depends_on = [RECIPE, self.sha256, self.focus_x, self.focus_y, *asdict(self.rights).values()]
        return hashlib.sha256(json.dumps(depends_on).encode()).hexdigest()[:12]

    @property
    def is_outdated(self):
        """Whether its public files are yet to be made, or to be made anew."""
        return bool(self.file) and not (self.sha256 and self.rendered == self.key)

    @property
    def renditions(self):
        return Renditions(self.uid.hex)

    def address(self, name):
        """Return the address of a public file: “3x2-640.avif”, “social.jpg” …"""
        return self.renditions.address(self.rendered, name)

    def has_its_files(self):
        """Whether the public files that pages show are there."""
        return self.renditions.has(self.rendered, file_names(self.size))

    def render(self):
        """Make the public files, and show them from then on. Takes a second or so: not within a transaction.

        Whoever changes the photo meanwhile renders it again. Raises PictureError or OSError where the file
        that came in is broken or gone.
        """
        with self.file.storage.open(self.file.name) as file:  # Not the upload, which may be closed by now.
            self.sha256 = examine(file).sha256
            key = self.key
            self.renditions.write(key, render(file, (self.focus_x, self.focus_y), self.rights))
        with transaction.atomic():
            photos = Photo.objects.select_related("license").select_for_update(of=("self",))
            now = photos.filter(pk=self.pk).first()
            if now is None:
                self.renditions.discard()
                return
            now.sha256 = self.sha256
            if (now.file, now.key) != (self.file, key):
                if now.rendered != key:
                    self.renditions.remove(key)
                return
            photos.filter(pk=self.pk).update(sha256=self.sha256, rendered=key)
            self.renditions.discard(but=key)  # Under the lock, so that nobody else's new files go.
        self.rendered = key

    def prefill(self):
        """Fill what is empty with what the file says; return the names of the fields that were filled."""
        stated = read(self.file)
        says = {
            "creator": stated.creator,
            "credit": stated.credit or stated.creator,
            "copyright_notice": stated.copyright,
            "caption": stated.caption,
            "alt_text": stated.alt_text,
            "digital_source": stated.source or "",
            "license": License.objects.at(stated.license_url),
        }
        filled = [name for name, value in says.items() if value and not getattr(self, name)]
        for name in filled:
            setattr(self, name, says[name])
        return filled
