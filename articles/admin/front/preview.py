"""The front page as readers would see it: what is not saved yet, an earlier arrangement, a time to come."""

from django.shortcuts import render
from django.utils import timezone

from ...front import choices_of, page_at
from ...models import Front
from ..stories.listing import clock
from .form import WhenForm
from .page import Turn


def preview(request):
    """Render the page from the form that was sent, or from the saved front that is asked for. Writes nothing."""
    turn = Turn(request)
    if request.method == "POST":
        if not turn.read():
            return turn.show()
        start, choices = turn.start, turn.arrangement.choices
        unsaved = "with what is not saved yet"
    else:
        turn.when = WhenForm(request.GET)
        if not turn.when.is_valid():
            return turn.open(Front.objects.at(turn.now))
        front = turn.asked_for()
        start = max(front.starts_at, turn.now) if front else turn.now
        choices = choices_of(front or Front.objects.at(turn.now))
        unsaved = f"as {front.saved_by_name or 'Newsroom'} arranged it" if front else "as it is arranged"
    moment = max(turn.when.cleaned_data.get("at") or start, turn.now)
    valid = Front.objects.at(moment)
    if moment < start:
        choices, how = choices_of(valid), "as it is arranged until then; what you look at begins later"
    elif valid and start < valid.starts_at:
        choices = choices_of(valid)
        how = f"as {valid.saved_by_name or 'Newsroom'} arranged it from {clock(valid.starts_at)} on"
    else:
        how = unsaved
    is_now = moment == turn.now
    context = {
        "front": page_at(turn.categories, None if is_now else moment, choices),
        "day": timezone.localdate(moment),
        "when": "now" if is_now else f"on {clock(moment)}",
        "how": how,
    }
    response = render(request, "admin/articles/front/preview.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
