"""Acts that change what readers see, now or at a time. Only publish() copies a revision into the row.

Each is one transaction, and stands in the log. Whoever acts is `by`, a user or None for a command.
"""

from copy import copy
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ..figures import figures
from ..markup import plain
from ..models import Article, Photo, Revision
from ..models.prepared import Prepared
from ..text import join_names
from .content import content_of, fill, write
from .ground import ActError, hold_uses, locked, log, missing
from .saving import keep_row

DUE = Prepared(lambda: Article.objects.filter(change_at__lte=timezone.now()).values_list("pk")[:1])
KEEP = object()  # The value of an argument that leaves things as they are.


@transaction.atomic
def publish(
    article: Article,
    revision: Revision,
    *,
    by=None,
    at: datetime | None = None,
    until: datetime | object | None = KEEP,
    breaks_embargo: bool = False,
) -> Article:
    """Let readers see `revision`: now, or from `at` on, until `until`.

    A change of a live story that has a time is kept beside it until then. A story that had ended has no
    end any more, if none is given. Raises ActError, and changes nothing, where it cannot be done.
    """
    article = locked(article)
    now = timezone.now().replace(microsecond=0)
    moment = at or now
    if article.embargoed_until and moment < article.embargoed_until and not breaks_embargo:
        when = timezone.localtime(article.embargoed_until)
        raise ActError(f"This story is under embargo until {when:%Y-%m-%d %H:%M}.")
    if article.is_live(now) and moment > now:
        return schedule_change(article, revision, moment, by)
    if moment > now and article.status in Article.PUBLIC and article.published_at <= now:
        raise ActError("Readers knew this story. It can be published again now, not at a time.")
    keep_row(article)
    seen = photos_seen(article, now)
    if article.is_live(now):
        if revision.is_substantive and revision.pk != article.published_revision_id:
            article.updated_at = now
    else:
        # An imported story keeps the day on which it was first posted.
        posted = article.published_at
        article.revisions.filter(published_at__gt=now).update(published_at=None)
        article.published_at = at or (posted if posted and posted <= now else now)
    if until is not KEEP:
        article.expires_at = until
    elif article.expires_at and article.expires_at <= moment:
        article.expires_at = None  # Whoever publishes an ended story again wants it to be seen.
    article.status = Article.Status.PUBLISHED
    article.withdrawal_reason = article.set_aside = ""
    article.change_at = article.change_revision = None
    article.published_revision = revision
    check(article, revision.content, article.published_at, seen)
    write(article, revision.content)
    article.save()
    Revision.objects.filter(pk=revision.pk).update(published_at=max(article.published_at, now))
    hold_uses(article)
    log(
        article, "published", by, "" if moment <= now else f"from {timezone.localtime(moment):%Y-%m-%d %H:%M}"
    )
    return article


def schedule_change(article, revision, moment, by):
    check(article, revision.content, moment, photos_seen(article, timezone.now()))
    article.change_at, article.change_revision, article.set_aside = moment, revision, ""
    article.save(update_fields=["change_at", "change_revision", "set_aside"])
    hold_uses(article)
    log(article, "scheduled a change", by, f"for {timezone.localtime(moment):%Y-%m-%d %H:%M}")
    return article


@transaction.atomic
def unschedule(article: Article, *, by=None) -> Article:
    """Take back the time of a change, or of a story that is not public yet. What was written stays."""
    article = locked(article)
    if article.change_at:
        article.change_at = article.change_revision = None
    elif article.status == Article.Status.PUBLISHED and article.published_at > timezone.now():
        article.status, article.published_at = Article.Status.DRAFT, None
        article.revisions.filter(published_at__gt=timezone.now()).update(published_at=None)
        article.published_revision = None
    else:
        raise ActError("Nothing of this story is scheduled.")
    article.save()
    hold_uses(article)
    log(article, "took the time back", by)
    return article


@transaction.atomic
def end(article: Article, until: datetime | None, *, by=None) -> Article:
    """Let readers see a published story until `until`, or without an end."""
    article = locked(article)
    if article.status != Article.Status.PUBLISHED:
        raise ActError("Only a published story has an end.")
    if until and until <= max(timezone.now(), article.published_at):
        raise ActError("A story ends in the future, after it was posted. To take it away now, withdraw it.")
    if not article.is_live(timezone.now()):
        check(article, content_of(article), article.published_at)  # Readers may see it again.
    article.expires_at = until
    article.save(update_fields=["expires_at"])
    log(article, "set the end", by, f"{timezone.localtime(until):%Y-%m-%d %H:%M}" if until else "none")
    return article


@transaction.atomic
def embargo(article: Article, until: datetime | None, *, by=None, lifts: bool = False) -> Article:
    """Let nobody publish the story before `until`. Only who `lifts` embargoes may bring one forward or end it."""
    article = locked(article)
    held = article.embargoed_until
    if held and held > timezone.now() and not lifts and (until is None or until < held):
        raise ActError("An embargo can be made longer. Ask a publisher to end it sooner.")
    if until and article.is_live(timezone.now()):
        raise ActError("Readers see this story already; an embargo comes too late.")
    article.embargoed_until = until
    article.save(update_fields=["embargoed_until"])
    log(article, "set the embargo", by, f"{timezone.localtime(until):%Y-%m-%d %H:%M}" if until else "none")
    return article


@transaction.atomic
def withdraw(article: Article, reason: str, *, by=None) -> Article:
    """Take a story from readers, who are told the reason at its address."""
    article = locked(article)
    if article.status != Article.Status.PUBLISHED or article.published_at > timezone.now():
        raise ActError(
            "Only a story that readers have seen can be withdrawn; of another, take the time back."
        )
    if not reason.strip():
        raise ActError("Readers who come to a withdrawn story are told why. Write the reason.")
    article.status, article.withdrawal_reason = Article.Status.WITHDRAWN, reason
    article.withdrawn_at = timezone.now()
    article.change_at = article.change_revision = None
    article.save()
    hold_uses(article)
    log(article, "withdrew", by, reason)
    return article


@transaction.atomic
def take_back(article: Article, *, by=None) -> Article:
    """Undo a first publication that was an accident: the story is a draft again, and its address says nothing."""
    article = locked(article)
    if not can_be_taken_back(article):
        raise ActError("Only a first publication can be taken back. Withdraw the story, with a reason.")
    article.status, article.published_at = Article.Status.DRAFT, None
    article.change_at = article.change_revision = None
    article.save()
    hold_uses(article)
    log(article, "took back", by)
    return article


def can_be_taken_back(article: Article) -> bool:
    """Whether this is a first publication, about which readers have been told nothing since."""
    return (
        article.status == Article.Status.PUBLISHED
        and not article.withdrawn_at
        and article.revisions.published().count() < 2
        and not article.corrections.exists()
    )


def publish_due() -> None:
    """Copy in every change whose second has come: each once, whoever asks first.

    A change that cannot be published is set aside with its reason for the desk.
    """
    now = timezone.now()
    if not DUE.rows(now):  # As nearly always; every request asks.
        return
    for article in Article.objects.filter(change_at__lte=now).select_related("change_revision"):
        try:
            with transaction.atomic():
                if Article.objects.filter(pk=article.pk, change_at=article.change_at).update(change_at=None):
                    publish_change(article, now)
        except (ActError, IntegrityError, KeyError, ValueError) as error:
            # The last three: a revision that was not written by the desk, or is older than a rule.
            claimed = Article.objects.filter(pk=article.pk, change_at=article.change_at)
            if claimed.update(change_at=None, set_aside=str(error)):
                log(article, "set a change aside", None, str(error))


def publish_change(article, now):
    if article.change_revision is None:
        raise ActError("The revision of this change is gone.")
    if not article.is_live(now):
        raise ActError("The story had ended before its change.")
    publish(article, article.change_revision, breaks_embargo=True)


def check(article, content, moment, seen=frozenset()):
    """Raise ActError where `article` cannot be public with `content` from `moment` on. Changes nothing.

    `seen` are the ids of photos that its readers see already: an end of theirs holds no other change up.
    """
    for noun, _ in sorted(missing(content)):
        article_of_noun = "An" if noun == "author" else "A"
        raise ActError(f"{article_of_noun} {noun} that this story uses is gone. Choose another and save.")
    story = fill(copy(article), content)
    if not plain(story.body):
        raise ActError("A story without text cannot be published.")
    for photo, alt_text in pictures(story):
        check_rights(photo, alt_text, None if photo.pk in seen else max(moment, timezone.now()))
    if story.expires_at and story.expires_at <= story.published_at:
        raise ActError("A story ends after it was posted. Choose a later end, or none.")
    try:
        story.full_clean(validate_constraints=False)  # The database holds them itself.
    except ValidationError as error:
        raise ActError(" ".join(error.messages)) from error


def pictures(story):
    """Return the photos that a story shows, each with its alternative text there."""
    lead = [(story.photo, story.photo_alt_text)] if story.photo else []
    photos = Photo.objects.in_bodies([story.body])
    found = [(photos.get(figure.uid), figure.alt_text) for figure in figures(story.body)]
    return lead + [(photo, alt_text) for photo, alt_text in found if photo]


def photos_seen(article, now):
    """Return the ids of the photos that readers see in a live story, ended ones among them."""
    return {photo.pk for photo, _ in pictures(article)} if article.is_live(now) else set()


def check_rights(photo, alt_text, moment):
    """Raise ActError where a photo lacks something, or ends before `moment`, a time or None."""
    if lacking := photo.lacking(alt_text):
        raise ActError(f"The picture “{photo}” needs {join_names(lacking)}. Complete it in the library.")
    if moment and photo.ends_at and photo.ends_at <= moment:
        when = timezone.localtime(photo.ends_at)
        raise ActError(
            f"The right to show the picture “{photo}” ends on {when:%Y-%m-%d %H:%M}. "
            "Renew it in the library, or choose another picture."
        )
