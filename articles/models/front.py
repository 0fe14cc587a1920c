from django.conf import settings
from django.db import models
from django.utils import timezone

from .fields import LineField, WholeSecondField


class FrontQuerySet(models.QuerySet):
    def at(self, moment):
        """Return the front page that was or will be valid at a time, or None where nobody has arranged one."""
        return self.filter(starts_at__lte=moment).order_by("-starts_at", "-pk").first()


class Front(models.Model):
    """One saved arrangement of the front page, valid from its second until the next one. It never changes."""

    starts_at = WholeSecondField(default=timezone.now, help_text="Readers see it from this second.")
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    saved_by_name = LineField(max_length=150, blank=True, editable=False)

    objects = FrontQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name = verbose_name_plural = "front page"

    def __str__(self):
        return f"Front page from {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"


class Slot(models.Model):
    """A place on a front page that an editor filled; the others are filled with the latest stories."""

    class Place(models.TextChoices):
        LEAD = "lead", "Lead"
        TOP = "top", "Top stories"
        SECTION = "section", "Section"

    front = models.ForeignKey(Front, models.CASCADE, related_name="slots")
    place = models.CharField(max_length=7, choices=Place)
    category = models.ForeignKey("Category", models.CASCADE, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    article = models.ForeignKey("Article", models.CASCADE, related_name="slots")
    until = WholeSecondField(
        null=True,
        blank=True,
        help_text="The story stands here until this second. Left empty, until you change it.",
    )

    class Meta:
        ordering = ["place", "category", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["front", "article"],
                name="story_stands_once_on_a_front_page",
                violation_error_message="A story stands only once on the front page.",
            ),
            models.CheckConstraint(
                name="slot_of_a_section_names_it",
                condition=models.Q(place="section", category__isnull=False)
                | (~models.Q(place="section") & models.Q(category=None)),
            ),
        ]

    def __str__(self):
        return f"{self.get_place_display()}: {self.article}"
