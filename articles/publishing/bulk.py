"""The same act on many stories. Each story is one transaction and one line of the log, done whole or left alone.

An act on one story takes it and the user, and returns a sentence that says what became of it; whoever may
not do it, and a story with unpublished changes, get an ActError. A preview is the act itself, rolled back.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ..models import Article, Category, Revision, Tag
from .acts import publish, withdraw
from .ground import ActError, locked, signature
from .rights import may, may_write
from .saving import has_unpublished_changes, newest_revision, save_revision


@dataclass(frozen=True)
class Outcome:
    """What became of one story, or would; `seen` is the revision that was its newest."""

    article: Article
    seen: int
    is_done: bool
    sentence: str


def carry_out(
    act: Callable[..., str],
    articles: Iterable[Article],
    by,
    *,
    seen: Collection[int] | None = None,
) -> list[Outcome]:
    """Do `act` with each story whose newest revision was `seen` in a preview; without `seen`, preview it."""
    outcomes = []
    for article in articles:
        newest = newest_revision(article).pk
        try:
            with transaction.atomic():
                article = locked(article)
                refuse_unseen(article, seen)
                outcome = Outcome(article, newest, True, act(article, by))
                transaction.set_rollback(seen is None)
        except ActError as error:
            outcome = Outcome(article, newest, False, str(error))
        outcomes.append(outcome)
    return outcomes


def publish_story(article: Article, by) -> str:
    if not may(by, "publish_article"):
        raise ActError("You may not publish it.")
    refuse_unpublished_changes(article)
    if article.status == Article.Status.WITHDRAWN:
        raise ActError("It was withdrawn. Publish it by itself.")
    if article.status == Article.Status.PUBLISHED:
        raise ActError("It is published already.")
    publish(article, revise(article, {}, by), by=by)
    return f"Goes out now; it was {article.get_status_display().lower()}."


def withdraw_story(article: Article, by, *, reason: str) -> str:
    if not may(by, "withdraw_article"):
        raise ActError("You may not withdraw it.")
    refuse_unpublished_changes(article)
    revise(article, {}, by)
    withdraw(article, reason, by=by)
    return "Readers find the reason in its place."


def retag_story(article: Article, by, *, add: Collection[str] = (), remove: Collection[str] = ()) -> str:
    """Add and remove tags by name; one that is new is made."""
    before = set(newest_revision(article).content["tags"])
    unwanted = {tag.pk for name in remove for tag in Tag.objects.filter(name__iexact=name)}
    wanted = {tag_named(name).pk for name in add}
    tags = sorted(before - unwanted | wanted)
    sentence = change(article, {"tags": tags}, by)
    names = Tag.objects.filter(pk__in=tags).values_list("name", flat=True)
    return f"{sentence} Tags: {', '.join(names) or 'none'}."


def recategorise_story(article: Article, by, *, category: Category) -> str:
    further = newest_revision(article).content["also_in"]
    changes = {"category": category.pk, "also_in": [pk for pk in further if pk != category.pk]}
    return change(article, changes, by)


def change(article, changes, by):
    """Save `changes` as a revision, and publish it where readers see the story or will at its time."""
    if not may_write(by, article):
        raise ActError("You may not write it.")
    refuse_unpublished_changes(article)
    content = newest_revision(article).content
    if content == content | changes:
        raise ActError("It is so already.")
    now = timezone.now()
    is_out = article.status == Article.Status.PUBLISHED and not (
        article.expires_at and article.expires_at <= now
    )
    if not (is_out and may(by, "publish_article")):
        save_revision(article, content | changes, by=by, origin=Revision.Origin.BULK, is_substantive=False)
        return "Saved, and waits for a publisher." if is_out else "Saved."
    publish(
        article,
        revise(article, changes, by),
        by=by,
        at=article.published_at if article.published_at > now else None,
    )
    return "Readers see it so." if article.published_at <= now else "Readers will see it so at its time."


def refuse_unseen(article, seen):
    if seen is not None and newest_revision(article).pk not in seen:
        raise ActError("Somebody saved it since you looked.")


def refuse_unpublished_changes(article):
    if article.status in Article.PUBLIC and has_unpublished_changes(article):
        raise ActError("It has unpublished changes. Publish or restore it by itself first.")


def revise(article, changes, by):
    """Make the revision that the act which follows publishes, and which that act's line of the log tells of."""
    newest = newest_revision(article)
    return Revision.objects.create(
        article=article,
        content=newest.content | changes,
        origin=Revision.Origin.BULK,
        is_substantive=newest.is_substantive and not changes,
        **signature(by),
    )


def tag_named(name):
    return Tag.objects.filter(name__iexact=name).first() or Tag.objects.create(name=name)
