from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

REASON_LENGTH = 200


def not_found(request, exception):
    """Django's own reasons (a dictionary of patterns, “No Tag matches …”) are not for readers."""
    reason = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    if isinstance(exception.__context__, ObjectDoesNotExist):
        reason = ""
    return render(request, "404.html", {"reason": reason[:REASON_LENGTH]}, status=404)


def gone(request, thing):
    """The page that stands where a story was withdrawn or has ended, or all those of an edition."""
    return render(request, "410.html", {thing._meta.model_name: thing}, status=410)


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def form_is_too_old(request, reason=""):
    """What was posted came without a valid token: from a form that stood open too long, or from elsewhere."""
    return render(request, "403.html", {"form_is_too_old": True}, status=403)


def server_error(request):
    """Rendered without the request, so that no query of the furniture can fail a second time."""
    try:
        page = render_to_string("500.html")
    except ValueError:  # A file is missing among the collected static files, which may be what broke.
        page = "<!doctype html><title>{0}</title><h1>{0}</h1>".format(_("Something broke here"))
    return HttpResponseServerError(page)
