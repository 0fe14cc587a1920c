from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import Masthead, Photo


@require_safe
def picture_file(request, uid, key, name):
    """A public file of a picture: to everybody while something live shows it, else to the desk alone.

    An address of earlier files leads to that of now: rights or focal point were changed since.
    """
    photo, is_live = find(request, uid)
    if key != photo.rendered:
        response = HttpResponseRedirect(photo.address(name))
    else:
        response = opened(photo.renditions.path(key, name))
        response.headers["ETag"] = f'"{key}-{name}"'
    return as_seen(response, is_live)


@require_safe
def picture(request, uid):
    """Where a body's picture is stored to be: leads to the file that shows it whole, in a middle size."""
    photo, is_live = find(request, uid)
    sizes = photo.sizes("whole", most=960)
    return as_seen(HttpResponseRedirect(photo.address(f"whole-{sizes[-1][0]}.jpg")), is_live)


@require_safe
def logo_file(request, name):
    """The newsroom's logo of now, for a light ground or a dark one. An earlier one is not there any more."""
    masthead = Masthead.objects.current()
    path = f"logo/{name}"
    if path not in (masthead.logo.name, masthead.logo_dark.name):
        raise Http404(_("There is no logo at this address."))
    response = opened(path)
    response.headers["ETag"] = f'"{name}"'
    return as_seen(response, is_live=True)


def find(request, uid):
    """Return the photo, and whether readers see it. Who asks is looked at only where it matters.

    So readers' pictures need no session. Raises Http404.
    """
    photos = Photo.objects.filter(uid=uid).exclude(rendered="")
    if photo := photos.live().first():
        return photo, True
    if (photo := photos.first()) and at_desk(request.user):
        return photo, False
    raise Http404(_("There is no picture at this address."))


def at_desk(user):
    return user.is_active and user.is_staff and user.has_perm("articles.view_photo")


def opened(path):
    try:
        return FileResponse(default_storage.open(path))
    except FileNotFoundError as error:
        raise Http404(_("The file of this picture is missing.")) from error


def as_seen(response, is_live):
    """Let everybody keep a live picture, and ask each time whether it still is; nobody keeps another."""
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, no-cache" if is_live else "private, no-store"
    if is_live:  # Feed readers and other sites' cards show it in their own pages.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
