from django.db import models

from .fields import LineField, web_address


class GivingLinkQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(is_shown=True)

    def get_by_natural_key(self, label):
        return self.get(label=label)


class GivingLink(models.Model):
    """A way to support the paper: a link above every headline, an address on paper."""

    label = LineField(
        max_length=80,
        unique=True,
        help_text="What readers see, for example “Debit/Credit Payment”.",
    )
    url = models.URLField("link", max_length=500)
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers stand first.")
    is_shown = models.BooleanField("shown", default=True)

    objects = GivingLinkQuerySet.as_manager()

    class Meta:
        ordering = ["position", "label"]
        constraints = [web_address("url", "giving_link_is_a_web_address")]

    def __str__(self):
        return self.label

    def natural_key(self):
        return (self.label,)
