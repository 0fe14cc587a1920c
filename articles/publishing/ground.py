"""What every act stands on: its errors, the lock on the story, what its revisions hold, and the log."""

from django.utils import timezone

from ..models import Article, LogLine, Revision, Use
from .content import missing_pictures, uses_of

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
    published = article.published_revision
    public = uses_of(published.content) if published else set()
    others = {
        revision for revision in (newest, article.change_revision) if revision and revision != published
    }
    wanted = public.union(*(uses_of(revision.content) for revision in others))
    held = {use.key: use for use in article.uses.all()}
    Use.objects.filter(pk__in=[use.pk for key, use in held.items() if key not in wanted]).delete()
    Use.objects.bulk_create(
        Use(article=article, is_public=(noun, pk) in public, **{f"{noun}_id": pk})
        for noun, pk in sorted(wanted - set(held))
    )
    changed = [use for key, use in held.items() if key in wanted and use.is_public != (key in public)]
    for use in changed:
        use.is_public = not use.is_public
    Use.objects.bulk_update(changed, ["is_public"])


def missing(content):
    """Return what a content uses and is not there any more: pairs as those of uses_of and missing_pictures."""
    uses = uses_of(content)
    there = set()
    for noun in Use.NOUNS:
        model = Use._meta.get_field(noun).related_model
        wanted = {pk for kind, pk in uses if kind == noun}
        if wanted:
            there |= {(noun, pk) for pk in model.objects.filter(pk__in=wanted).values_list("pk", flat=True)}
    return uses - there | missing_pictures(content)


def signature(by):
    return {"saved_by": by, "saved_by_name": by.get_username() if by else ""}


def log(article, act, by, detail=""):
    LogLine.objects.add(act, article.title, by=by, article=article, detail=detail)
