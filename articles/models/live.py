"""Questions about many stories: which readers see, and what lists show of them."""

from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from .address import AddressedQuerySet
from .author import Byline
from .tag import Tagging

# Written into the SQL: SQLite prepares a statement anew, each time, where a value decides whether a partial index is
# of use.
PUBLISHED = RawSQL("'published'", ())
# The columns of what a list shows of a story. Few of them: a list's cost is that of its rows.
CARD = (
    *("slug", "kicker", "headline", "standfirst", "kind", "language", "date", "category"),
    *("status", "published_at", "expires_at", "photo", "photo_caption", "photo_alt_text", "photo_credit"),
    *(
        f"photo__{name}"
        for name in (
            *("uid", "file", "rendered", "width", "height", "medium", "digital_source", "is_decorative"),
            *("alt_text", "caption", "credit", "license", "exemption", "expires_at", "license__expires_at"),
        )
    ),
)


def live_when(prefix="", at=None):
    """Return the condition that readers may see a story, now or at a time; `prefix` leads to it: “article__”."""
    now = at or timezone.now()
    has_not_ended = Q(**{f"{prefix}expires_at": None}) | Q(**{f"{prefix}expires_at__gt": now})
    return has_not_ended & Q(**{f"{prefix}status": PUBLISHED, f"{prefix}published_at__lte": now})


class ArticleQuerySet(AddressedQuerySet):
    def published(self, at=None):
        """What readers may see now, or at another time. Every public page, feed, search and print starts here."""
        return self.filter(live_when(at=at))

    def gone(self):
        """What readers could see once and cannot see any more."""
        now = timezone.now()
        return self.filter(
            Q(status=self.model.Status.WITHDRAWN)
            | Q(status=self.model.Status.PUBLISHED, expires_at__lte=now),
            published_at__lte=now,
        )

    def known_to_readers(self):
        """What is or was public: whose address may be told."""
        return self.published() | self.gone()

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def filed_under(self, categories):
        """Articles of any of these categories, as their first or a further one."""
        further = self.model.also_in.through.objects.filter(category__in=categories)
        return self.filter(Q(category__in=categories) | Q(pk__in=further.values("article")))

    def written_by(self, author):
        return self.filter(pk__in=Byline.objects.filter(author=author).values("article"))

    def tagged(self, tag):
        return self.filter(pk__in=Tagging.objects.filter(tag=tag).values("content_object"))

    def of_series(self, series):
        """The parts of a series in order: by their numbers, those without one after them by their time."""
        return self.filter(series=series).order_by(F("part").asc(nulls_last=True), "published_at", "id")

    def with_what_lists_show(self, *further):
        """With the columns of CARD, and further ones."""
        return self.select_related("photo__license").only(*CARD, *further)

    def cards(self):
        """Return the stories as lists show them, with their writers at hand and without bodies. Two queries."""
        stories = list(self.with_what_lists_show())
        writers = Byline.objects.writers_of([story.pk for story in stories])
        for story in stories:
            story.writers = writers.get(story.pk, ())
        return stories
