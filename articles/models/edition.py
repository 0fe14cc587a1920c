from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from .address import Addressed, AddressedQuerySet
from .article import Article
from .fields import LineField, PlainTextField, WholeSecondField, sound_slug
from .live import live_when

MOST = 120  # stories


class EditionQuerySet(AddressedQuerySet):
    def known_to_readers(self):
        """Those whose time has come: their address may be told."""
        return self.filter(published_at__lte=timezone.now())

    def published(self):
        """Those in which readers find at least one story."""
        lines = EditionStory.objects.filter(live_when("article__"), edition=OuterRef("pk"))
        return self.known_to_readers().filter(Exists(lines))

    def newest_first(self):
        return self.order_by("-date", "-id")

    def with_numbers(self):
        """With the number of stories that readers find in each, as `number`."""
        return self.annotate(number=Count("lines", filter=live_when("lines__article__")))

    def with_headlines(self):
        """With what links to its stories that readers may see show of them, in order, as `headlines`."""
        stories = Article.objects.published().only("slug", "kicker", "headline", "language")
        lines = EditionStory.objects.filter(live_when("article__"))
        return self.prefetch_related(
            Prefetch("lines", lines.prefetch_related(Prefetch("article", stories)), to_attr="live_lines")
        )


class Edition(Addressed):
    """Stories that were chosen and ordered, as one paper."""

    address_name = "articles:edition"
    slug_source = "title"

    title = LineField(max_length=120)
    date = models.DateField(default=timezone.localdate, help_text="Stands under the title.")
    introduction = PlainTextField(blank=True, help_text="A few sentences before the stories. Often empty.")
    published_at = WholeSecondField(
        "published",
        null=True,
        blank=True,
        help_text="Readers see the edition from this second. Left empty, nobody does.",
    )

    # The PDF that was made last, and what it holds: see edition_file.py.
    pdf = models.CharField(max_length=100, blank=True, editable=False)
    pdf_made_at = WholeSecondField(null=True, blank=True, editable=False)
    pdf_pages = models.PositiveIntegerField(default=0, editable=False)
    pdf_bytes = models.PositiveIntegerField(default=0, editable=False)
    pdf_holds = models.JSONField(default=dict, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-id"]
        constraints = [
            sound_slug("edition_has_a_sound_slug"),
            models.CheckConstraint(name="edition_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self):
        return self.title

    def is_known_to_readers(self):
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def headlines(self):
        """Its stories in order, where with_headlines() has asked for them."""
        return [line.article for line in self.live_lines]

    def stories(self):
        """Its stories that readers may see, in order."""
        return in_order(Article.objects.published().filter(edition_lines__edition=self))

    def all_stories(self):
        """Its stories in order, those as well that readers do not see."""
        return in_order(Article.objects.filter(edition_lines__edition=self))

    @transaction.atomic
    def arrange(self, articles):
        """Let the stories with these ids, and no others, be its own, in this order. Raises ValidationError."""
        articles = list(dict.fromkeys(articles))
        if len(articles) > MOST:
            raise ValidationError(
                f"An edition has at most {MOST} stories; these would be {len(articles)}.", code="too_many"
            )
        self.lines.all().delete()
        EditionStory.objects.bulk_create(
            EditionStory(edition=self, article_id=pk, position=place) for place, pk in enumerate(articles)
        )


class EditionStoryQuerySet(models.QuerySet):
    def get_by_natural_key(self, edition, article):
        return self.get(edition__slug=edition, article__slug=article)


class EditionStory(models.Model):
    """Ties a story to an edition, in order."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="lines")
    article = models.ForeignKey(
        "Article", models.CASCADE, related_name="edition_lines", limit_choices_to=live_when
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = EditionStoryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "edition stories"
        constraints = [
            models.UniqueConstraint(fields=["edition", "article"], name="story_stands_once_in_an_edition")
        ]

    def __str__(self):
        return f"{self.edition}: {self.article}"

    def natural_key(self):
        return (self.edition.slug, self.article.slug)

    natural_key.dependencies = ["articles.edition", "articles.article"]


def in_order(articles):
    return articles.order_by("edition_lines__position", "edition_lines__id")
