from django.db import models
from django.db.models import Q

from .address import Addressed
from .fields import LineField, PlainTextField, sound_slug


class Series(Addressed):
    """Stories that belong together and are read in order."""

    address_name = "articles:series"
    slug_source = "name"

    name = LineField(max_length=120)
    description = PlainTextField(blank=True, help_text="One or two sentences under the name on its page.")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"
        constraints = [
            sound_slug("series_has_a_sound_slug"),
            models.CheckConstraint(name="series_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name


class RelatedStory(models.Model):
    """Ties a story to another one that an editor chose for its readers to go on with."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="related_stories")
    other = models.ForeignKey("Article", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="story_is_related_once"),
            models.CheckConstraint(
                name="story_is_not_related_to_itself", condition=~Q(article=models.F("other"))
            ),
        ]

    def __str__(self):
        return f"{self.article} → {self.other}"
