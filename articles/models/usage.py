"""Where photos are used, and which of them readers meet."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..figures import figures
from .article import Article
from .author import Author, Byline
from .revision import Use


@dataclass(frozen=True)
class Usage:
    """A photo where it is used, with the words that stand there: its own, or others in their place."""

    photo: models.Model
    caption: str
    alt_text: str
    credit: str


class PhotoQuerySet(models.QuerySet):
    def answered_for(self):
        """Photos for which somebody has answered: a credit, and a licence or exemption that has not ended."""
        now = timezone.now()
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            Q(license__isnull=False) | ~Q(exemption=""),
            Q(license=None) | Q(license__expires_at=None) | Q(license__expires_at__gt=now),
        ).exclude(credit="")

    def in_use(self):
        """Photos that something public uses: a live story, or an author who has one."""
        return self._used_by(Article.live_when)

    def promised(self):
        """Photos that readers see, will see at a time, or see again when nobody looks at them before.

        Those of stories that are published, whatever their times; of changes that wait for theirs; of authors.
        """
        waiting = Use.objects.filter(photo=OuterRef("pk"), article__change_at__isnull=False)
        portrayed = Author.objects.filter(portrait=OuterRef("pk"))
        published = self._used_by(lambda prefix="": Q(**{f"{prefix}status": Article.Status.PUBLISHED}))
        return published | self.filter(Exists(waiting) | Exists(portrayed))

    def _used_by(self, condition):
        """Photos of stories that meet a condition: Q objects, made for a prefix that leads to the story.

        The condition goes across each relation, so that one photo's few uses are looked at, and not all stories.
        """
        photo = OuterRef("pk")
        return self.filter(
            Exists(Article.objects.filter(condition(), photo=photo))
            | Exists(Use.objects.filter(condition("article__"), photo=photo, is_public=True))
            | Exists(Byline.objects.filter(condition("article__"), author__portrait=photo))
        )

    def live(self):
        """Photos that a reader meets."""
        return self.in_use().answered_for()

    def in_bodies(self, bodies):
        """Return the photos that stand in `bodies`, by their uids as hexadecimal digits. One query, or none."""
        uids = {figure.uid for body in bodies for figure in figures(body)}
        if not uids:
            return {}
        return {photo.uid.hex: photo for photo in self.select_related("license").filter(uid__in=uids)}

    def get_by_natural_key(self, uid):
        return self.get(uid=uid)
