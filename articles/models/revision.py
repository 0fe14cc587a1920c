from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from .fields import LineField, one_of


class RevisionQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-pk")

    def published(self):
        """Revisions that readers saw or will see at their time."""
        return self.filter(published_at__isnull=False)


class Revision(models.Model):
    """One saved state of everything that an editor can change about one article.

    `content` has the shape that articles/publishing/content.py describes. A revision never changes, but for
    its name and the second from which it was what readers see.
    """

    class Origin(models.TextChoices):
        DESK = "desk", "written at the desk"
        RESTORED = "restored", "restored from an earlier one"
        BULK = "bulk", "changed with others"
        IMPORT = "import", "imported"
        ROW = "row", "found in the database"

    article = models.ForeignKey("Article", models.CASCADE, related_name="revisions")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.DESK)
    name = LineField(
        max_length=80, blank=True, help_text="A named revision is easy to find, and is kept for ever."
    )
    is_substantive = models.BooleanField(
        "substantive",
        default=True,
        help_text="Not a mended comma: readers are told that the story was updated.",
    )
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    saved_by_name = LineField(max_length=150, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["article", "-id"], name="revision_of_article")]

    def __str__(self):
        return self.name or f"Revision of {timezone.localtime(self.saved_at):%Y-%m-%d %H:%M}"


class Use(models.Model):
    """Something that an article uses, as readers see it or as a draft or scheduled change of it.

    Because of it the thing cannot be deleted.
    """

    NOUNS = ("photo", "category", "author", "tag", "series")

    article = models.ForeignKey("Article", models.CASCADE, related_name="uses")
    photo = models.ForeignKey("Photo", models.PROTECT, null=True, related_name="uses")
    category = models.ForeignKey("Category", models.PROTECT, null=True, related_name="uses")
    author = models.ForeignKey("Author", models.PROTECT, null=True, related_name="uses")
    tag = models.ForeignKey("Tag", models.PROTECT, null=True, related_name="uses")
    series = models.ForeignKey("Series", models.PROTECT, null=True, related_name="uses")
    is_public = models.BooleanField(default=False, help_text="Readers see it in the story.")

    class Meta:
        constraints = [
            one_of("use_is_of_one_thing", ("photo", "category", "author", "tag", "series")),
        ]

    def __str__(self):
        return f"{self.article}: {getattr(self, self.key[0])}"

    @property
    def key(self):
        """The noun and the id of the thing."""
        noun = next(noun for noun in self.NOUNS if getattr(self, f"{noun}_id"))
        return noun, getattr(self, f"{noun}_id")
