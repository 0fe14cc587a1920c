import hashlib

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def worker(request):
    """The service worker, which keeps the last stories read.

    Its version is that of the offline page, which names the files of the house style: browsers take a worker
    anew when one of its bytes has changed, and with it the page.
    """
    page = render_to_string("articles/offline.html", request=request)
    context = {
        "version": hashlib.sha256(page.encode()).hexdigest()[:12],
        "notice": _("No network just now: this is the story as it was on {moment}."),
    }
    return render(request, "articles/worker.js", context, content_type="text/javascript; charset=utf-8")


@require_safe
def offline_page(request):
    """What the service worker shows without a network, in the place of a page that is not kept."""
    return render(request, "articles/offline.html")
