from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import LineField, PlainTextField, WholeSecondField


class CorrectionQuerySet(models.QuerySet):
    def delete(self):
        raise TypeError("Corrections are superseded, never deleted.")

    def get_by_natural_key(self, uid):
        return self.get(uid=uid)


class Correction(models.Model):
    """A word to readers about a story that they may have read. A later one may supersede it; it is never deleted."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        NOTE = "note", _("Editor’s note")
        RETRACTION = "retraction", _("Retraction")

    # What the line among a story's facts says that leads to one; the others need none there.
    PARTICIPLES = {
        Kind.CORRECTION: _("Corrected"),
        Kind.CLARIFICATION: _("Clarified"),
        Kind.RETRACTION: _("Retracted"),
    }

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    article = models.ForeignKey("Article", models.PROTECT, editable=False, related_name="corrections")
    kind = models.CharField(
        max_length=13,
        choices=Kind,
        default=Kind.CORRECTION,
        help_text="A correction mends what was wrong, a clarification what misled, an update adds what is new. "
        "A retraction stands above the headline.",
    )
    text = PlainTextField(
        help_text="Say what was wrong and what is right: “An earlier version gave the number as 394. It is 349.”"
    )
    at = WholeSecondField("time", default=timezone.now, editable=False)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        error_messages={"unique": "A later one supersedes this one already. Choose that one."},
        help_text="An earlier one of this story, in whose place readers see this one.",
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    written_by_name = LineField("written by", max_length=150, blank=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="correction_has_a_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="correction_has_a_known_kind",
                condition=Q(kind__in=["correction", "clarification", "update", "note", "retraction"]),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {timezone.localtime(self.at):%Y-%m-%d %H:%M}: {self.text[:60]}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A correction is never changed. Add one that supersedes it.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A correction is never deleted. Add one that supersedes it.")

    def clean(self):
        super().clean()
        if self.supersedes and self.supersedes.article_id != self.article_id:
            raise ValidationError({"supersedes": "A correction supersedes one of its own story."})

    def natural_key(self):
        return (self.uid,)

    natural_key.dependencies = ["articles.article"]

    @property
    def is_retraction(self):
        return self.kind == self.Kind.RETRACTION

    @property
    def is_substantive(self):
        """Whether readers are told that the story was updated: by all but an editor's note."""
        return self.kind != self.Kind.NOTE

    @property
    def participle(self):
        return self.PARTICIPLES.get(self.kind, "")
