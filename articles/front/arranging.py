"""Acts on the front page: arranging it, restoring an earlier one, taking back one that is to come.

Each is one transaction, and stands in the log. A front never changes: whatever is done makes another.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ..models import Article, Category, Front, LogLine, Slot
from .layout import Choice, Place
from .words import changes


class StaleError(Exception):
    """The front page was arranged since, or another began; `front` is that one. The message is for the desk."""

    def __init__(self, front: Front, *, has_begun: bool):
        who, when = front.saved_by_name or "Somebody", timezone.localtime(front.starts_at)
        if has_begun:
            what = f"The front page that {who} arranged for {when:%Y-%m-%d %H:%M} has begun"
        elif front.starts_at > front.saved_at:
            what = f"{who} arranged the front page from {when:%Y-%m-%d %H:%M} on"
        else:
            what = f"{who} arranged the front page"
        super().__init__(f"{what} while you did. Look at what differs, then save again.")
        self.front = front


def state() -> str:
    """Return what a page keeps of the fronts that it began with, to tell later whether it was overtaken."""
    current, newest = Front.objects.at(timezone.now()), Front.objects.order_by("pk").last()
    return f"{current.pk if current else 0}-{newest.pk if newest else 0}"


@transaction.atomic
def arrange(
    choices: Iterable[Choice], *, by=None, starts_at: datetime | None = None, began_with: str | None = None
) -> Front | None:
    """Save an arrangement, for readers to see now or from a time on. None where it is what they see anyway.

    `began_with` is the state() with which its writer began. Raises StaleError where it is not that any more.
    """
    hold()
    if began_with is not None:
        check_state(began_with)
    return make(choices, "arranged", by, starts_at)


@transaction.atomic
def restore(front: Front | None, *, by=None) -> Front | None:
    """Let readers see an earlier front again; None is the one that chose nothing, before the first.

    Stories and sections that were deleted since are not in it.
    """
    hold()
    return make(choices_of(front), "restored", by, None)


@transaction.atomic
def undo(*, by=None) -> Front | None:
    """Restore the front before the one that readers see. Done twice, it is undone itself."""
    hold()
    return make(choices_of(former()), "restored", by, None)


@transaction.atomic
def take_back(front: Front, *, by=None) -> bool:
    """Delete a front that is to come, and that nobody has seen; return whether it was still to come."""
    hold()
    front = Front.objects.filter(pk=front.pk, starts_at__gt=timezone.now()).first()
    if front is None:
        return False
    taken, title = choices_of(front), str(front)
    front.delete()
    lines = changes_between(taken, choices_of(Front.objects.at(front.starts_at)))
    LogLine.objects.add("took back the front page", title, by=by, detail="\n".join(lines))
    return True


def former() -> Front | None:
    """Return the front before the one that readers see."""
    begun = list(Front.objects.filter(starts_at__lte=timezone.now())[:2])
    return begun[1] if len(begun) > 1 else None


def choices_of(front: Front | None) -> list[Choice]:
    if front is None:
        return []
    return [
        Choice(Place(slot.place, slot.category_id, slot.position), slot.article_id, slot.until)
        for slot in front.slots.all()
    ]


def changes_between(before: Iterable[Choice], after: Iterable[Choice]) -> list[str]:
    """Return in words what differs between two arrangements, a line for each place. Two queries."""
    before, after = list(before), list(after)
    stories = Article.objects.only("kicker", "headline").in_bulk([each.story for each in [*before, *after]])
    sections = {section.pk: section.name for section in Category.objects.all()}
    return changes(before, after, sections, {pk: story.title for pk, story in stories.items()})


def hold():
    """Let nobody else arrange until the transaction ends."""
    list(Front.objects.select_for_update().order_by("-pk").values_list("pk")[:1])


def check_state(began_with):
    if began_with == state():
        return
    current, newest = (int(number) for number in began_with.split("-"))
    since = Front.objects.filter(pk__gt=newest).order_by("pk").last()
    if since:
        raise StaleError(since, has_begun=False)
    valid = Front.objects.at(timezone.now())
    if valid and valid.pk != current:
        raise StaleError(valid, has_begun=True)


def make(choices, act, by, starts_at):
    choices = still_there(choices)
    front = Front(
        starts_at=starts_at or timezone.now(), saved_by=by, saved_by_name=by.get_username() if by else ""
    )
    before = choices_of(Front.objects.at(front.starts_at))
    if set(before) == set(choices):
        return None
    front.save()
    Slot.objects.bulk_create(
        Slot(
            front=front,
            place=choice.place.area,
            category_id=choice.place.section,
            position=choice.place.position,
            article_id=choice.story,
            until=choice.until,
        )
        for choice in choices
    )
    LogLine.objects.add(
        f"{act} the front page", front, by=by, detail="\n".join(changes_between(before, choices))
    )
    return front


def still_there(choices):
    """Return the choices whose story and section were not deleted a moment ago."""
    choices = list(choices)
    stories = set(
        Article.objects.filter(pk__in=[choice.story for choice in choices]).values_list("pk", flat=True)
    )
    sections = {None, *Category.objects.values_list("pk", flat=True)}
    return [choice for choice in choices if choice.story in stories and choice.place.section in sections]
