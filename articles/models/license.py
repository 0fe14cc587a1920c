from django.db import models

from .fields import LineField, WholeSecondField, web_address

SCHEMES = ("https://", "http://")


class LicenseQuerySet(models.QuerySet):
    def at(self, address):
        """Return the licence whose terms stand at this web address, or None; http and https are the same."""
        place = address.partition("://")[2].rstrip("/")
        if not place:
            return None
        return self.filter(
            url__in=[f"{scheme}{place}{end}" for scheme in SCHEMES for end in ("", "/")]
        ).first()

    def get_by_natural_key(self, name):
        return self.get(name=name)


class License(models.Model):
    """The terms under which a photo may be shown."""

    name = LineField(max_length=120, unique=True, help_text="As readers see it, for example “CC BY-SA 4.0”.")
    url = models.URLField("link", max_length=500, blank=True, help_text="Where the terms can be read.")
    expires_at = WholeSecondField(
        "ends",
        null=True,
        blank=True,
        help_text="From this second readers see no picture under this licence. Most licences have no end.",
    )

    objects = LicenseQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [web_address("url", "license_is_a_web_address")]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.name,)
