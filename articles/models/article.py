import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from taggit.managers import TaggableManager

from ..markup import plain
from ..text import dateline, direction_of
from .address import Addressed, around_number
from .author import Byline
from .fields import BodyField, LineField, PlainTextField, WholeSecondField, sound_slug
from .live import ArticleQuerySet, live_when
from .tag import Tagging

WORDS_A_MINUTE = 220
SUMMARY_WORDS = 50


def site_language():
    return settings.LANGUAGE_CODE


def languages():
    return settings.LANGUAGES


class Article(Addressed):
    """One story, as readers see it."""

    address_name = "articles:story"
    slug_source = "headline"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        READY = "ready", "Ready"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        BRIEF = "brief", _("Brief")
        ANALYSIS = "analysis", _("Analysis")
        EXPLAINER = "explainer", _("Explainer")
        OPINION = "opinion", _("Opinion")
        INTERVIEW = "interview", _("Interview")
        REVIEW = "review", _("Review")
        FEATURE = "feature", _("Feature")

    PUBLIC = (Status.PUBLISHED, Status.WITHDRAWN)  # Readers see it, will see it, or are told why not.

    kicker = LineField(
        max_length=40,
        blank=True,
        help_text="Opens the headline, with its colon: “Report:”. Often empty.",
    )
    headline = LineField(max_length=250)
    standfirst = PlainTextField(blank=True, help_text="One or two sentences under the headline and in lists.")
    dateline_place = LineField(
        max_length=80, blank=True, help_text="Where it was reported, for example “Jerusalem”."
    )
    dateline_date = models.DateField(
        null=True,
        blank=True,
        help_text="Alone it opens the story as “Wednesday, 12 January 2022 |”.",
    )
    body = BodyField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NEWS)
    language = models.CharField(max_length=12, choices=languages, default=site_language)
    date = models.DateField(default=timezone.localdate, help_text="Shown under the headline.")

    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    published_at = WholeSecondField(
        "posted on",
        null=True,
        blank=True,
        help_text="Readers see the story from this second. Left empty, from now.",
    )
    updated_at = WholeSecondField(
        "updated",
        null=True,
        blank=True,
        help_text="When its substance last changed; not for a mended comma.",
    )
    expires_at = WholeSecondField(
        "ends", null=True, blank=True, help_text="Readers see it until this second."
    )
    withdrawal_reason = PlainTextField(
        blank=True, help_text="Readers who come to a withdrawn story are told this reason."
    )
    withdrawn_at = WholeSecondField(null=True, blank=True, editable=False)

    embargoed_until = WholeSecondField(
        "embargo",
        null=True,
        blank=True,
        help_text="Nobody publishes it for readers to see before this second.",
    )

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    published_revision = models.ForeignKey(
        "Revision", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    change_at = WholeSecondField(null=True, blank=True, editable=False)
    change_revision = models.ForeignKey(
        "Revision", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    set_aside = PlainTextField(blank=True, editable=False)

    category = models.ForeignKey("Category", models.PROTECT, null=True, blank=True, related_name="articles")
    also_in = models.ManyToManyField("Category", blank=True, related_name="further_articles")
    tags = TaggableManager(through=Tagging, blank=True, related_name="articles", help_text="")
    photo = models.ForeignKey("Photo", models.PROTECT, null=True, blank=True, related_name="articles")
    photo_caption = PlainTextField(blank=True, help_text="In this story. Left empty, the photo’s own.")
    photo_alt_text = LineField(
        "photo’s alternative text",
        max_length=500,
        blank=True,
        help_text="In this story. Left empty, the photo’s own.",
    )
    photo_credit = LineField(
        max_length=200, blank=True, help_text="In this story. Left empty, the photo’s own."
    )

    series = models.ForeignKey("Series", models.PROTECT, null=True, blank=True, related_name="articles")
    part = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its place in the series. Left empty, it stands by its date."
    )

    objects = ArticleQuerySet.as_manager()
    live_when = staticmethod(live_when)

    class Meta:
        ordering = ["-published_at", "-id"]
        permissions = [
            ("write_own_draft", "Can write own drafts"),
            ("write_own_article", "Can write own stories, public ones as well"),
            ("review_article", "Can say that a story is ready, or send it back"),
            ("publish_article", "Can publish and schedule"),
            ("withdraw_article", "Can withdraw and take back"),
            ("break_embargo", "Can publish before an embargo ends"),
            ("correct_article", "Can add corrections"),
        ]
        indexes = [
            # Partial, so that SQLite walks them in order; covering (the status included, as SQLite looks
            # at it again), so that counting and finding a page's ids read no bodies.
            models.Index(
                fields=["published_at", "id", "expires_at", "status", "date"],
                name="article_published",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["category", "published_at", "id", "expires_at", "status"],
                name="article_published_in_category",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["date", "published_at", "id", "expires_at", "status"],
                name="article_published_on_day",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=["series", "part", "published_at", "id", "expires_at", "status"],
                name="article_published_in_series",
                condition=Q(status="published", series__isnull=False),
            ),
            models.Index(
                fields=["published_at", "id"], name="article_withdrawn", condition=Q(status="withdrawn")
            ),
            models.Index(
                fields=["change_at"], name="article_change_is_due", condition=Q(change_at__isnull=False)
            ),
        ]
        constraints = [
            sound_slug("article_has_a_sound_slug"),
            models.CheckConstraint(name="article_has_a_headline", condition=~Q(headline="")),
            models.CheckConstraint(
                name="article_has_a_known_status",
                condition=Q(status__in=["draft", "in_review", "ready", "published", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="published_article_has_a_time",
                condition=~Q(status__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
                violation_error_message="A story that is or was public needs the time at which it was posted.",
            ),
            models.CheckConstraint(
                name="article_has_a_year_of_four_digits",
                condition=Q(date__gte=datetime.date(1000, 1, 1)),
                violation_error_message="A date has a year of four digits, such as 2022.",
            ),
            models.CheckConstraint(
                name="article_ends_after_it_begins",
                condition=Q(expires_at=None) | Q(published_at=None) | Q(expires_at__gt=F("published_at")),
                violation_error_message="A story ends after it was posted.",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.status == self.Status.PUBLISHED and not self.published_at:
            self.published_at = timezone.now()
        if self.status == self.Status.PUBLISHED and not plain(self.body):
            raise ValidationError(
                {"body": "A story without text cannot be published. Write it, or keep it a draft."}
            )

    def is_live(self, now):
        """Whether readers see it at the time `now`."""
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at <= now
            and not (self.expires_at and self.expires_at <= now)
        )

    def is_known_to_readers(self):
        return self.status in self.PUBLIC and self.published_at <= timezone.now()

    @property
    def title(self):
        """Kicker and headline as one line."""
        return f"{self.kicker} {self.headline}".lstrip()

    @property
    def dateline(self):
        if not (self.dateline_place or self.dateline_date):
            return ""
        with override(self.language):
            return dateline(self.dateline_place, self.dateline_date)

    @property
    def kind_name(self):
        """As get_kind_display(), which takes ten times as long."""
        return self.Kind(self.kind).label

    @property
    def short_address(self):
        """Its permanent address, without the site's."""
        before, behind = around_number("articles:short")
        return f"{before}{self.pk}{behind}"

    @property
    def print_address(self):
        return self.address_at("articles:print")

    @property
    def pdf_address(self):
        return self.address_at("articles:pdf")

    @property
    def direction(self):
        return direction_of(self.language)

    @property
    def picture(self):
        """The lead photo with the words that it has in this story, or None."""
        if self.photo is None:
            return None
        return self.photo.used(self.photo_caption, self.photo_alt_text, self.photo_credit)

    def shows_picture(self, as_lead=False):
        """Whether lists show its picture, or the neutral figure in the place of one whose time has ended."""
        photo = self.photo
        return bool(photo) and (photo.fits_lead if as_lead else photo.fits_cards) and photo.is_kept_in_place

    @property
    def picture_has_ended(self):
        return bool(self.photo) and self.photo.has_ended

    @cached_property
    def writers(self):
        """Who wrote it, in order."""
        return [line.author for line in self.bylines.all() if line.role == Byline.Role.BY]

    @property
    def is_opinion(self):
        return self.kind == self.Kind.OPINION

    @property
    def minutes(self):
        """Reading time in whole minutes, at least one."""
        return max(1, round(len(plain(self.body).split()) / WORDS_A_MINUTE))

    @property
    def standing_corrections(self):
        """The corrections that no later one supersedes, oldest first."""
        corrections = list(self.corrections.all())
        superseded = {correction.supersedes_id for correction in corrections}
        return [correction for correction in corrections if correction.pk not in superseded]

    @property
    def text(self):
        """The words of the story as they are read: dateline and body, one line for each block."""
        return f"{self.dateline} {plain(self.body)}".lstrip()

    @property
    def summary(self):
        """What the story is about, for who has not opened it: its standfirst, or its first words."""
        return self.standfirst or Truncator(self.text).words(SUMMARY_WORDS)
