"""The buttons of a story's page: what can be done with it now, by whom, and what each must know."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils import timezone

from ...models import Article
from ...publishing import (
    KEEP,
    ActError,
    can_be_taken_back,
    embargo,
    end,
    move,
    publish,
    take_back,
    unschedule,
    withdraw,
)
from ...publishing.rights import may, may_write
from ..fields import ShortTextarea
from ..times import TimeField, TimeInput
from .listing import clock

Status = Article.Status


class ActsForm(forms.Form):
    """What the acts must know. Its fields stand beside their buttons and are read by those alone."""

    at = TimeField(label="Time", required=False, help_text="Readers see it from this second.")
    until = TimeField(label="End", required=False, help_text="Readers see it until this second.")
    breaks_embargo = forms.BooleanField(label="Publish before the embargo ends", required=False)
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=ShortTextarea,
        help_text="Readers who come to the withdrawn story are told this reason.",
    )
    embargo = TimeField(
        label="Embargo", required=False, help_text="Nobody publishes the story for readers to see before it."
    )

    def __init__(self, data, article):
        now = timezone.now()
        times = {
            "at": article.change_at or article.published_at,
            "until": article.expires_at,
            "embargo": article.embargoed_until,
        }
        initial = {name: time for name, time in times.items() if time and time > now}
        super().__init__(data, prefix="act", initial=initial)
        for name in times:
            # A page that stood open knows what the row said then; a colleague may have changed it since.
            self.fields[name].show_hidden_initial = True
            self.fields[name].help_text += f" Time zone: {timezone.get_current_timezone_name()}."
            self.fields[name].widget = TimeInput()


def is_scheduled(article):
    return article.status == Status.PUBLISHED and article.published_at > timezone.now()


def is_out(article):
    """Whether readers see it, or saw it until it ended."""
    return article.status == Status.PUBLISHED and not is_scheduled(article)


def publish_now(article, revision, said, user):
    if said["at_is_new"] and said["at"]:
        raise ActError("You typed a time. Press “Publish at this time”, or empty the time to publish now.")
    until = new_end(said)
    if until is not KEEP and until and until <= timezone.now():
        raise ActError("The end lies behind. Choose a later one, or none.")
    publish(article, revision, by=user, until=until, breaks_embargo=may_break_embargo(user, said))
    return "Published. Readers see this version from now on."


def publish_at(article, revision, said, user):
    at = said["at"]
    if not at or at <= timezone.now():
        raise ActError("Choose a time that lies ahead.")
    until = new_end(said)
    if until is not KEEP and until and until <= at:
        raise ActError("A story ends after it was posted. Choose a later end, or none.")
    changed = publish(
        article, revision, by=user, at=at, until=until, breaks_embargo=may_break_embargo(user, said)
    )
    if changed.change_at and until is not KEEP:
        end(article, until, by=user)
    return (
        f"Readers see this version from {clock(at)} on. What is saved later needs a publication of its own."
    )


def new_end(said):
    return said["until"] if said["until_is_new"] else KEEP


def may_break_embargo(user, said):
    return said["breaks_embargo"] and may(user, "break_embargo")


def set_end(article, revision, said, user):
    end(article, said["until"], by=user)
    return f"The story ends at {clock(said['until'])}." if said["until"] else "The story has no end."


def withdraw_it(article, revision, said, user):
    withdraw(article, said["reason"], by=user)
    return "Withdrawn. Readers who come to it are told the reason."


def set_embargo(article, revision, said, user):
    embargo(article, said["embargo"], by=user, lifts=may(user, "break_embargo"))
    return f"Under embargo until {clock(said['embargo'])}." if said["embargo"] else "There is no embargo."


def mover(status, sentence):
    def do(article, revision, said, user):
        move(article, status, by=user)
        return sentence

    return do


def undoer(undo, sentence):
    def do(article, revision, said, user):
        undo(article, by=user)
        return sentence

    return do


@dataclass(frozen=True)
class Act:
    """One button. Where it `saves`, what is typed is saved first, and nothing is done if that cannot be."""

    name: str
    label: str
    right: Callable  # of a user and an article
    fits: Callable  # an article
    do: Callable  # with an article, a revision, what the form said and a user; returns a sentence
    saves: bool = True


@dataclass(frozen=True)
class Group:
    """Buttons, and the fields that they read."""

    title: str
    fields: tuple[str, ...]
    acts: tuple[Act, ...]


def holding(permission):
    return lambda user, article: may(user, permission)


def may_set_embargo(user, article):
    return may_write(user, article) or may(user, "publish_article")


GROUPS = (
    Group(
        "Review",
        (),
        (
            Act(
                "review",
                "Send to review",
                may_write,
                lambda article: article.status == Status.DRAFT,
                mover(Status.IN_REVIEW, "Sent to review."),
            ),
            Act(
                "ready",
                "Ready",
                holding("review_article"),
                lambda article: article.status in (Status.DRAFT, Status.IN_REVIEW),
                mover(Status.READY, "Ready to be published."),
            ),
            Act(
                "send_back",
                "Send back",
                holding("review_article"),
                lambda article: article.status in (Status.IN_REVIEW, Status.READY),
                mover(Status.DRAFT, "Sent back; it is a draft again."),
            ),
        ),
    ),
    Group(
        "Publish",
        ("at", "until", "breaks_embargo"),
        (
            Act("publish", "Publish now", holding("publish_article"), lambda article: True, publish_now),
            Act(
                "schedule",
                "Publish at this time",
                holding("publish_article"),
                lambda article: True,
                publish_at,
            ),
            Act("end", "Set the end alone", holding("publish_article"), is_out, set_end, saves=False),
            Act(
                "unschedule",
                "Take the time back",
                holding("publish_article"),
                lambda article: bool(article.change_at) or is_scheduled(article),
                undoer(unschedule, "The time is taken back; what was written stays."),
                saves=False,
            ),
        ),
    ),
    Group(
        "Embargo",
        ("embargo",),
        (
            Act(
                "embargo",
                "Set the embargo",
                may_set_embargo,
                lambda article: bool(article.pk) and article.status not in Article.PUBLIC,
                set_embargo,
                saves=False,
            ),
        ),
    ),
    Group(
        "Take from readers",
        ("reason",),
        (
            Act("withdraw", "Withdraw", holding("withdraw_article"), is_out, withdraw_it, saves=False),
            Act(
                "take_back",
                "Take back",
                holding("withdraw_article"),
                lambda article: is_out(article) and can_be_taken_back(article),
                undoer(take_back, "Taken back. The story is a draft again, and its address says nothing."),
                saves=False,
            ),
        ),
    ),
)
ACTS = {act.name: act for group in GROUPS for act in group.acts}


def offered(user, article):
    """Return the groups of what `user` may do now with the story."""
    groups = []
    for group in GROUPS:
        acts = tuple(act for act in group.acts if act.right(user, article) and act.fits(article))
        fields = tuple(name for name in group.fields if needs(name, user, article))
        if acts:
            groups.append(Group(group.title, fields, acts))
    return groups


def needs(field, user, article):
    if field != "breaks_embargo":
        return True
    until = article.embargoed_until
    return bool(until and until > timezone.now() and may(user, "break_embargo"))
