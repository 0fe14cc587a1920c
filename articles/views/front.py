from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..front import end_of, page_at, stood_on
from ..furniture import furniture_of

DAY = timedelta(days=1)


@require_safe
def front_page(request):
    return render(request, "articles/front.html", {"front": page_at(furniture_of(request).categories)})


@require_safe
def front_archive_page(request, year, month, day):
    """The page as it stood at the end of a day in the newsroom's zone; today as it stands now."""
    try:
        day = date(year, month, day)
    except ValueError as error:
        raise Http404(_("There is no such date.")) from error
    today = timezone.localdate()
    if day > today:
        raise Http404(_("This day is yet to come."))
    front = page_at(furniture_of(request).categories, None if day == today else end_of(day))
    if not front.lead:
        raise Http404(_("There was no front page yet."))
    context = {
        "is_archive": True,
        "front": front,
        "day": day,
        "is_today": day == today,
        "day_before": day - DAY if stood_on(day - DAY) else None,
        "day_after": day + DAY if day < today else None,
    }
    return render(request, "articles/front_archive.html", context)
