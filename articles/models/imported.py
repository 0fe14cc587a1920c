from django.db import models
from django.utils import timezone

from .fields import LineField


class ImportedTextQuerySet(models.QuerySet):
    def get_by_natural_key(self, sha256):
        return self.get(sha256=sha256)


class ImportedText(models.Model):
    """A text as it came, kept for ever, and the article that was made of it."""

    text = models.TextField()
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    origin = LineField(max_length=1000, help_text="The file that the text was read from.")
    article = models.ForeignKey(
        "Article", models.SET_NULL, null=True, blank=True, related_name="imported_texts"
    )
    imported_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ImportedTextQuerySet.as_manager()

    class Meta:
        ordering = ["-imported_at", "-id"]

    def __str__(self):
        return self.origin

    def natural_key(self):
        return (self.sha256,)

    natural_key.dependencies = ["articles.article"]
