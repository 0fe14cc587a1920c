"""The photos whose public files are to be made: how many they are, and making them a few at a time."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from ...models import Photo
from ..base import link, scripts
from .files import make_waiting
from .library import waiting

SECONDS = 10
NAMED = 20


def waiting_page(desk, request):
    """Each POST makes what fits into SECONDS, from the photo behind “after” on; the page then asks for the rest.

    It begins by itself where “begin” says so.
    """
    if not desk.has_change_permission(request):
        raise PermissionDenied
    after, made = number(request.GET, "after"), number(request.GET, "made")
    if request.method == "POST":
        after, more, failures = make_waiting(number(request.POST, "after"), SECONDS)
        for photo, failure in failures:
            messages.error(request, format_html("{}: {}", link(photo), failure))
        query = urlencode({"after": after, "made": number(request.POST, "made") + more})
        return HttpResponseRedirect(f"{reverse('admin:articles_photo_waiting')}?{query}")
    photos = Photo.objects.exclude(file="")
    done = photos.filter(pk__lte=after).count() if after else 0
    total = photos.count()
    unmade = waiting()
    context = {
        **desk.admin_site.each_context(request),
        "title": "Public files of pictures",
        "opts": desk.opts,
        "media": desk.media + scripts("waiting"),
        "unmade": unmade,
        "named": unmade[:NAMED],
        "after": after,
        "made": made,
        "done": done,
        "total": total,
        "goes_on": bool(after) and done < total,
        "begins": bool(unmade) and "begin" in request.GET,
    }
    return TemplateResponse(request, "admin/articles/photo/waiting.html", context)


def number(terms, name):
    """Return a number that the page itself sent; 0 for anything else."""
    text = terms.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
