"""The public files of photos, made at the desk."""

import time

from django.contrib.contenttypes.models import ContentType

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
    except PictureError as error:
        return str(error)
    except OSError as error:
        return f"Its public files could not be made ({reason(error)})."
    return ""


def reason(error):
    """Return what the system says of a failure, without the paths that it names."""
    return error.strerror or "no reason is given"


def photo_of(sha256, but=None):
    """Return the photo that has this file, the one with the id `but` aside, or None. Asked within a transaction.

    Until that ends nobody else gets an answer, so of two who bring the same file at once the second meets the
    first one's photo. SQLite lets one transaction in at a time; PostgreSQL waits for a row that is always there.
    """
    kinds = ContentType.objects.select_for_update(no_key=True)
    kinds.get(app_label=Photo._meta.app_label, model=Photo._meta.model_name)
    return Photo.objects.filter(sha256=sha256).exclude(pk=but).select_related("license").first()


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
