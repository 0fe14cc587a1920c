"""What every act stands on: its errors, the lock on the story, what its revisions hold, and the log."""

from django.utils import timezone

from ..models import Article, LogLine, Revision, Use
from .content import uses_of

STAYS = (
    "Readers have seen this story, so it stays and its address goes on telling about it. "
    "Withdraw it, with a reason."
)


class ActError(Exception):
    """An act that cannot be done; the message is a sentence for the desk."""


class StaleError(ActError):
    """Somebody saved since; `newest` is what they saved."""

    def __init__(self, newest: Revision):
        who = newest.saved_by_name or "Somebody"
        super().__init__(
            f"{who} saved this story while you were writing. Look at what differs, then save again."
        )
        self.newest = newest


def was_public(article: Article) -> bool:
    """Whether readers could ever see the story."""
    now = timezone.now()
    row = article.status in Article.PUBLIC and article.published_at <= now
    return row or article.revisions.filter(published_at__lte=now).exists()


def locked(article):
    """Return the article as it is now, its row locked until the transaction ends."""
    articles = Article.objects.select_for_update(of=("self",))
    return articles.select_related("published_revision", "change_revision").get(pk=article.pk)


def hold_uses(article, newest=None):
    """Keep what the newest, the scheduled and the published revision use from being deleted."""
    newest = newest or article.revisions.newest_first().first()
    revisions = {
        revision for revision in (newest, article.change_revision, article.published_revision) if revision
    }
    wanted = set().union(*(uses_of(revision.content) for revision in revisions))
    held = {}
    for use in article.uses.all():
        noun = next(noun for noun in Use.NOUNS if getattr(use, f"{noun}_id"))
        held[noun, getattr(use, f"{noun}_id")] = use.pk
    Use.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    Use.objects.bulk_create(
        Use(article=article, **{f"{noun}_id": pk}) for noun, pk in sorted(wanted - set(held))
    )


def missing(content):
    """Return the uses of a content, pairs of noun and id, that are not there any more."""
    uses = uses_of(content)
    there = set()
    for noun in Use.NOUNS:
        model = Use._meta.get_field(noun).related_model
        wanted = {pk for kind, pk in uses if kind == noun}
        if wanted:
            there |= {(noun, pk) for pk in model.objects.filter(pk__in=wanted).values_list("pk", flat=True)}
    return uses - there


def signature(by):
    return {"saved_by": by, "saved_by_name": by.get_username() if by else ""}


def log(article, act, by, detail=""):
    LogLine.objects.add(act, article.title, by=by, article=article, detail=detail)
