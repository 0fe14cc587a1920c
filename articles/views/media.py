from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from ..models import Photo


@require_safe
def media_file(request, name):
    """A picture: to everybody while something live shows it, else to the desk alone.

    Who asks is looked at only where it matters, so that readers' pictures need no session.
    """
    photos = Photo.objects.filter(file=name)
    if photos.live().exists():
        return picture(photos.first(), "public, no-cache")
    if photos.exists() and request.user.has_perm("articles.view_photo"):
        return picture(photos.first(), "private, no-store")
    raise Http404("There is no picture at this address.")


def picture(photo, cache_control):
    try:
        file = photo.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("The file of this picture is missing.") from error
    headers = {
        "Cache-Control": cache_control,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": f'"{photo.uid.hex}-{file.size}"',
    }
    return FileResponse(file, headers=headers)
