"""Acts that readers never notice: saving and restoring revisions, review, deleting what was never public.

Each is one transaction, and stands in the log. Whoever acts is `by`, a user or None for a command.
"""

from django.db import transaction

from ..models import Article, Revision
from .content import content_of, fill, read_relations, without, write
from .ground import STAYS, ActError, StaleError, hold_uses, locked, log, missing, signature, was_public


def newest_revision(article: Article) -> Revision:
    """Return the article's newest revision; one that has none yet, after loaddata or a bulk write, gets one."""
    return article.revisions.newest_first().first() or record(article, origin=Revision.Origin.ROW)


@transaction.atomic
def record(article: Article, *, origin: str, by=None) -> Revision:
    """Make the revision that the article's row is; published, if the row is or was."""
    published_at = None if article.status not in Article.PUBLIC else article.published_at
    revision = Revision.objects.create(
        article=article,
        content=content_of(article),
        origin=origin,
        published_at=published_at,
        **signature(by),
    )
    if published_at:
        Article.objects.filter(pk=article.pk).update(published_revision=revision)
        article.published_revision = revision
    hold_uses(article, revision)
    return revision


def row_is_unknown(article: Article) -> bool:
    """Whether the row says what no published revision says: it was written by loaddata or a bulk write."""
    if article.status not in Article.PUBLIC:
        return not article.revisions.exists()
    published = article.published_revision
    read_relations(article)
    return published is None or content_of(article) != published.content


def keep_row(article: Article) -> None:
    """Make a revision of what readers see, where none holds it, so that publishing over it loses nothing."""
    if article.status in Article.PUBLIC and row_is_unknown(article):
        record(article, origin=Revision.Origin.ROW)


@transaction.atomic
def record_import(article: Article, origin: str) -> Revision:
    """Make the first revision of a story that came from elsewhere; `origin` says from where."""
    revision = record(article, origin=Revision.Origin.IMPORT)
    log(article, "imported", None, origin)
    return revision


@transaction.atomic
def create(article: Article, content: dict, *, by=None) -> Revision:
    """Save a new, validated article as a draft, with its first revision."""
    fill(article, content).status = Article.Status.DRAFT
    article.created_by = by
    article.save()
    write(article, content | {"slug": article.slug})
    revision = record(article, origin=Revision.Origin.DESK, by=by)
    log(article, "created", by)
    return revision


@transaction.atomic
def save_revision(
    article: Article,
    content: dict,
    *,
    by=None,
    base: int | None = None,
    origin: str = Revision.Origin.DESK,
    name: str = "",
    is_substantive: bool | None = None,
) -> Revision:
    """Save a content as the newest revision. Equal to the newest one, it makes none, but may give it a name.

    `base` is the id of the revision that the writer began with. Raises StaleError where it is not the
    newest any more.
    """
    article = locked(article)
    newest = newest_revision(article)
    if content == newest.content and origin == Revision.Origin.DESK:
        return describe(newest, name, is_substantive)
    if base is not None and base != newest.pk:
        raise StaleError(newest)
    revision = Revision.objects.create(
        article=article,
        content=content,
        origin=origin,
        name=name,
        is_substantive=is_substantive is not False,
        **signature(by),
    )
    hold_uses(article, revision)
    log(article, "saved", by)
    return revision


def describe(revision, name, is_substantive):
    """Give a revision a name; and say, before readers see it, whether it is substantive."""
    before = revision.name, revision.is_substantive
    revision.name = name or revision.name
    if is_substantive is not None and not revision.published_at:
        revision.is_substantive = is_substantive
    if before != (revision.name, revision.is_substantive):
        revision.save(update_fields=["name", "is_substantive"])
    return revision


@transaction.atomic
def restore(article: Article, revision: Revision, *, by=None) -> Revision:
    """Save what an earlier revision held as the newest one, but for what was deleted since."""
    content = without(revision.content, missing(revision.content))
    return save_revision(article, content, by=by, origin=Revision.Origin.RESTORED)


def has_unpublished_changes(article: Article) -> bool:
    """Whether the newest revision of a public story says something that readers do not see, or waits for its time."""
    published = article.published_revision
    return bool(article.change_at) or newest_revision(article).content != (published and published.content)


@transaction.atomic
def move(article: Article, status: str, *, by=None) -> Article:
    """Move a story that is not public between draft, in review and ready."""
    article = locked(article)
    if article.status in Article.PUBLIC or status in Article.PUBLIC:
        raise ActError("A public story does not go through review; save a change and publish that.")
    article.status = status
    article.save(update_fields=["status"])
    log(article, f"moved to {article.get_status_display().lower()}", by)
    return article


@transaction.atomic
def delete(article: Article, *, by=None) -> None:
    """Delete a story that readers never saw."""
    article = locked(article)
    if was_public(article):
        raise ActError(STAYS)
    log(article, "deleted", by)
    article.delete()
