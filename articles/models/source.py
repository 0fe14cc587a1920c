from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .fields import LineField, web_address


class SourceQuerySet(models.QuerySet):
    def get_by_natural_key(self, article, position, outlet, date):
        return self.get(article__slug=article, position=position, outlet=outlet, date=date)


class Source(models.Model):
    """Where a story comes from. In order: the first is where it was taken from."""

    class Relation(models.TextChoices):
        ORIGINAL = "original", _("original report")
        VIA = "via", _("quoted there")
        DOCUMENT = "document", _("document")
        INTERVIEW = "interview", _("interview")

    article = models.ForeignKey("Article", models.CASCADE, related_name="sources")
    outlet = LineField(max_length=200, help_text="Who published it, for example “Bridges for Peace”.")
    title = LineField(max_length=300, blank=True)
    url = models.URLField("link", max_length=500, blank=True)
    date = models.DateField(null=True, blank=True)
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.ORIGINAL)
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers stand first.")

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            web_address("url", "source_is_a_web_address"),
            models.CheckConstraint(name="source_has_an_outlet", condition=~Q(outlet="")),
        ]

    def __str__(self):
        if self.date:
            return f"({self.outlet}, {date_format(self.date)})"
        return f"({self.outlet})"

    def natural_key(self):
        return (self.article.slug, self.position, self.outlet, self.date and self.date.isoformat())

    natural_key.dependencies = ["articles.article"]
