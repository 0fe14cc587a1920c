from django.conf import settings
from django.db import models
from django.utils import timezone

from .fields import LineField, PlainTextField


class LogLineManager(models.Manager):
    def add(self, act, subject, *, by=None, article=None, detail=""):
        """Write a line; `by` is a user, or None for a command."""
        longest = self.model._meta.get_field("subject").max_length
        return self.create(
            act=act,
            subject=str(subject)[:longest],
            actor=by,
            actor_name=by.get_username() if by else "",
            article=article,
            detail=detail,
        )


class LogLine(models.Model):
    """Who did what, when. Lines are added, and never changed or deleted.

    The database refuses it as well, see migrations/0004_roles.py.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    actor_name = LineField(max_length=150, blank=True, editable=False)
    act = LineField(max_length=80, editable=False)
    article = models.ForeignKey("Article", models.SET_NULL, null=True, editable=False, related_name="log")
    subject = LineField(max_length=300, editable=False)
    detail = PlainTextField(blank=True, editable=False)

    objects = LogLineManager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["at"], name="logline_at")]

    def __str__(self):
        return f"{self.actor_name or 'Newsroom'} {self.act}: {self.subject}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A line of the log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A line of the log is never deleted.")
