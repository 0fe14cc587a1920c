"""The page on which the front page is arranged."""

import re
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from ...front import (
    Place,
    StaleError,
    arrange,
    changes_between,
    choices_of,
    former,
    page_at,
    restore,
    state,
    take_back,
    undo,
)
from ...furniture import furniture_of
from ...models import Article, Front, Slot
from ...publishing.rights import visible_to
from ..stories.listing import clock, state_of_row
from .form import Arrangement, WhenForm, fillings_of, key, pressed, typed

CHOICES = 20  # So many stories can be chosen without a script, which searches among all.
FORMER = 30


@dataclass(frozen=True)
class Row:
    """A place in the form: what was chosen for it, and what stands there."""

    place: Place
    name: str
    form: forms.Form
    article: Article | None
    standing: Article | None
    note: str
    up: str
    down: str

    @property
    def key(self):
        return key(self.place)

    @property
    def number(self):
        return self.place.position + 1

    @property
    def when_free(self):
        """What is told of the place as long as nothing is chosen, or of choosing nothing."""
        if self.article:
            return "Free"
        return self.standing.title if self.standing else "Stays empty"


class Turn:
    """One request for the page: what is shown, what was pressed, and what becomes of it."""

    def __init__(self, request):
        self.request, self.user = request, request.user
        self.now = timezone.now()
        self.categories = furniture_of(request).categories
        self.stale = None
        self.said = ""

    def answer(self):
        if self.request.method == "POST":
            return self.receive()
        return self.open(self.asked_for() or Front.objects.at(self.now))

    def asked_for(self):
        """Return the front with which an editor wishes to begin, or None."""
        number = number_of(self.request.GET.get("front", ""))
        return Front.objects.filter(pk=number).first() if number else None

    def open(self, front):
        """Show the arrangement of `front`, with its time if that is to come."""
        coming = front.starts_at if front and front.starts_at > self.now else None
        self.when = WhenForm({"starts_at": coming and timezone.localtime(coming)})
        self.began_with = state()
        fillings = fillings_of(choices_of(front), coming or self.now)
        self.arrangement = Arrangement(fillings, self.categories, self.user)
        return self.show()

    def receive(self):
        act, *arguments = self.request.POST.get("_act", "").split() or ["show"]
        if act in ("undo", "restore", "take_back"):
            return getattr(self, act)(*arguments[:1])
        is_well = self.read(act, *arguments)
        if act == "move":
            self.said = self.moved(*arguments)
        return self.save() if act == "save" and is_well else self.show()

    def read(self, act="", *arguments):
        """Read the form, with what a button does to it; return whether it can be saved."""
        post = self.request.POST
        fillings = pressed(typed(post, self.categories), act, *arguments)
        self.when = WhenForm(post)
        self.began_with = post.get("base", "")
        self.arrangement = Arrangement(fillings, self.categories, self.user)
        return self.arrangement.check(self.start) and self.when.is_valid()

    @property
    def start(self):
        """Return the time at which readers are to see the page."""
        self.when.is_valid()
        return self.when.cleaned_data.get("starts_at") or self.now

    def moved(self, *keys):
        rows = {row.key: row for _, rows in self.groups(self.front()) for row in rows}
        row = rows.get(keys[-1]) if keys else None
        return (
            f"“{row.article.title}” stands in “{row.name}” now. It is not saved yet."
            if row and row.article
            else ""
        )

    def save(self):
        began_with = self.began_with if re.fullmatch(r"[0-9]{1,18}-[0-9]{1,18}", self.began_with) else "0-0"
        starts_at = self.when.cleaned_data["starts_at"]
        try:
            front = arrange(
                self.arrangement.choices, by=self.user, starts_at=starts_at, began_with=began_with
            )
        except StaleError as error:
            self.stale = self.comparison(error, began_with)
            self.began_with = state()
            return self.show(409)
        return self.leave(front, "Saved.")

    def undo(self, *_):
        return self.leave(undo(by=self.user), "Undone.")

    def restore(self, number=""):
        front = Front.objects.filter(pk=number_of(number)).first()
        if front is None:
            messages.error(self.request, "This arrangement is not there any more.")
            return self.back()
        restored = restore(front, by=self.user)
        return self.leave(restored, f"The arrangement of {clock(front.starts_at)} is restored.")

    def take_back(self, number=""):
        """Take back a front that is to come, and show it once more, so that its work is not lost."""
        front = Front.objects.filter(pk=number_of(number)).prefetch_related("slots").first()
        kept = choices_of(front)
        if front is None or not take_back(front, by=self.user):
            messages.error(self.request, "Nothing was taken back: it has begun, or is not there any more.")
            return self.back()
        self.when = WhenForm({"starts_at": timezone.localtime(front.starts_at)})
        self.began_with = state()
        self.arrangement = Arrangement(fillings_of(kept, front.starts_at), self.categories, self.user)
        messages.success(
            self.request,
            f"What was to come on {clock(front.starts_at)} is taken back. It stands below and is not saved.",
        )
        return self.show()

    def leave(self, front, sentence):
        if front is None:
            messages.info(self.request, "Nothing differs from what was saved, so nothing was changed.")
        elif front.starts_at > timezone.now():
            messages.success(self.request, f"{sentence} Readers see it from {clock(front.starts_at)}.")
        else:
            messages.success(self.request, f"{sentence} Readers see it now.")
        return self.back()

    def back(self):
        return HttpResponseRedirect(reverse("admin:articles_front_changelist"))

    def comparison(self, error, began_with):
        """Return what somebody saved since, and how that differs from what is typed here."""
        before = Front.objects.filter(pk=began_with.split("-")[0]).first()
        theirs = choices_of(error.front)
        return {
            "sentence": str(error),
            "front": error.front,
            "theirs": changes_between(choices_of(before), theirs),
            "yours": changes_between(theirs, self.arrangement.choices),
        }

    def front(self):
        """Return the page that readers would see, from its first second."""
        moment = self.start if self.start > self.now else None
        return page_at(self.categories, moment, self.arrangement.choices)

    def groups(self, front):
        """Return the places list by list, in the shape of the page: pairs of a name and rows."""
        groups = {}
        places = list(self.arrangement.forms)
        for place, before, after in zip(places, [None, *places], [*places[1:], None], strict=False):
            row = self.row(place, front, neighbour(place, before), neighbour(place, after))
            groups.setdefault((place.area, place.section), []).append(row)
        names = {"lead": "Lead", "top": "Top stories"}
        return [(names.get(area) or self.arrangement.names[pk], rows) for (area, pk), rows in groups.items()]

    def row(self, place, front, up, down):
        article = self.arrangement.articles.get(self.arrangement.chosen.get(place))
        standing = front.places.get(place)
        return Row(
            place,
            self.arrangement.name(place),
            self.arrangement.forms[place],
            article,
            standing,
            note(article, standing, self.start),
            up,
            down,
        )

    def show(self, status=200):
        front = self.front()
        context = admin.site.each_context(self.request) | {
            "title": "Front page",
            "opts": Front._meta,
            "media": media(),
            "groups": self.groups(front),
            "front": front,
            "when": self.when,
            "base": self.began_with,
            "stale": self.stale,
            "said": self.said,
            "has_errors": bool(self.when.errors)
            or any(form.errors for form in self.arrangement.forms.values()),
            "newest": [(story.pk, line_of(story)) for story in choosable(self.user)[:CHOICES]],
            "current": Front.objects.at(self.now),
            "coming": Front.objects.filter(starts_at__gt=self.now).order_by("starts_at", "-pk").first(),
            "former": former(),
            "fronts": fronts(self.now),
            "now": self.now,
        }
        return TemplateResponse(self.request, "admin/articles/front/arrange.html", context, status=status)


def media():
    scripts = [forms.Script(f"desk/{name}.js", type="module") for name in ("names", "front", "drag")]
    return AutocompleteSelect(Slot._meta.get_field("article"), admin.site).media + forms.Media(js=scripts)


def neighbour(place, other):
    """Return the key of a place above or below in the same group, "" where there is none."""
    return key(other) if other and other.section == place.section else ""


def note(article, standing, moment):
    """Return why a story that was chosen does not stand in its place; "" if it does."""
    if article is None or article == standing:
        return ""
    match state_of_row(article, moment):
        case "Scheduled":
            return f"Readers see it from {clock(article.published_at)}, and here from then on."
        case "Live":
            return ""
        case what:
            return f"{what}: readers do not see it."


def fronts(now):
    """Return the latest fronts, each with whether it is to come, stands, or was replaced before its time."""
    words = ("front", "place", "article__kicker", "article__headline")
    slots = Prefetch("slots", Slot.objects.select_related("article").only(*words))
    found = list(Front.objects.order_by("-starts_at", "-pk").prefetch_related(slots)[:FORMER])
    seconds = {}
    for front in found:
        front.is_coming = front.starts_at > now
        front.replaced_by = seconds.setdefault(front.starts_at, front)
        lead = [slot.article for slot in front.slots.all() if slot.place == Slot.Place.LEAD]
        front.lead = lead[0] if lead else None
    return found


def choosable(user):
    """Return the stories that a place can be given: published and scheduled ones that have not ended."""
    stories = visible_to(user, Article.objects).filter(status=Article.Status.PUBLISHED)
    return stories.exclude(expires_at__lte=timezone.now()).newest_first().defer("body", "standfirst")


def line_of(story):
    """Return a story as one line of a list to choose from."""
    when = "from" if story.published_at > timezone.now() else "posted"
    return f"{story.title} ({when} {clock(story.published_at)})"


def number_of(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
