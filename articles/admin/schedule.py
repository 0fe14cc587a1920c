"""What is coming: what readers will see from when, until when, and what stands in the way."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.contrib import admin
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.template.response import TemplateResponse
from django.utils import timezone

from ..models import Article
from ..publishing.rights import visible_to

FIRST, CHANGE, END, EMBARGO = "First publication", "Change", "End", "Embargo ends"


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str
    article: Article
    conflicts: tuple[str, ...] = ()

    @property
    def publishes(self):
        return self.what in (FIRST, CHANGE)

    @property
    def day(self):
        return timezone.localtime(self.at).date()


@admin.site.page("schedule/", "schedule")
def schedule_page(request):
    """What is coming, by day in the newsroom's zone; of the stories that the desk shows to this user."""
    stories = visible_to(request.user, Article.objects)
    events = with_conflicts(coming(stories, timezone.now()))
    context = admin.site.each_context(request) | {
        "title": "Schedule",
        "zone": timezone.get_current_timezone_name(),
        "days": [(day, list(of_day)) for day, of_day in groupby(events, key=lambda event: event.day)],
        "set_aside": stories.exclude(set_aside="").order_by("pk").defer("body"),
    }
    return TemplateResponse(request, "admin/articles/article/schedule.html", context)


def coming(stories, now):
    """Return what `stories` have before them, soonest first."""
    public = Q(status=Article.Status.PUBLISHED)
    found = (
        stories.filter(
            public & (Q(published_at__gt=now) | Q(expires_at__gt=now))
            | Q(change_at__gt=now)
            | Q(embargoed_until__gt=now) & ~Q(status=Article.Status.WITHDRAWN)
        )
        .annotate(change_slug=KeyTextTransform("slug", "change_revision__content"))
        .order_by("pk")
        .defer("body")
    )
    events = [Event(at, what, story) for story in found for at, what in times(story) if at and at > now]
    return sorted(events, key=lambda event: event.at)


def times(story):
    if story.status == Article.Status.PUBLISHED:
        yield story.published_at, FIRST
        yield story.expires_at, END
    yield story.change_at, CHANGE
    if story.status != Article.Status.WITHDRAWN:
        yield story.embargoed_until, EMBARGO


def with_conflicts(events):
    """Return `events`, each with the sentences about what stands in its way."""
    seconds = Counter(event.at for event in events if event.publishes)
    slugs = {event.article.change_slug for event in events if event.what == CHANGE}
    holders = dict(Article.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    return [replace(event, conflicts=tuple(conflicts(event, seconds, holders))) for event in events]


def conflicts(event, seconds, holders):
    story = event.article
    if not event.publishes:
        return
    if seconds[event.at] > 1:
        yield "Another story has the same second."
    if story.embargoed_until and event.at < story.embargoed_until:
        yield f"Its embargo ends later, at {timezone.localtime(story.embargoed_until):%Y-%m-%d %H:%M}."
    if event.what == CHANGE:
        if story.expires_at and story.expires_at <= event.at:
            yield "The story ends before it changes."
        if holders.get(story.change_slug, story.pk) != story.pk:
            yield f"Another story has the address “{story.change_slug}”."
