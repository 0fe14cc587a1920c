"""The public files of photos, made at the desk."""

import time

from ...models import Photo
from ...pictures import PictureError


def make_files(photo):
    """Make the public files of a photo; return "", or the sentence that says why they cannot be made."""
    try:
        photo.render()
    except FileNotFoundError:
        return "The file that came in is gone. Put it there again."
    except Photo.DoesNotExist:
        return "It was deleted meanwhile."
    except (PictureError, OSError) as error:
        return str(error)
    return ""


def make_waiting(after, seconds):
    """Make what is outdated or was lost, from the photo behind `after` on, for so many seconds; one at least.

    Return the id of the last photo that was looked at, how many were made, and the failures: photos, each with
    its sentence.
    """
    began, made, failures = time.monotonic(), 0, []
    photos = Photo.objects.exclude(file="").select_related("license").order_by("pk")
    # Ids first: a row that is read a second later may have changed, and reading on while writing locks SQLite.
    for pk in list(photos.filter(pk__gt=after).values_list("pk", flat=True)):
        after = pk
        photo = photos.filter(pk=pk).first()
        if photo and (photo.is_outdated or not photo.has_its_files()):
            failure = make_files(photo)
            failures += [(photo, failure)] if failure else []
            made += not failure
        if time.monotonic() - began > seconds:
            break
    return after, made, failures
