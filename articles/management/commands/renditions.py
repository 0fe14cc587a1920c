import time
from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...models import Article, Photo, Renditions
from ...models.photo import ORIGINALS
from ...pictures import PictureError
from ...publishing import newest_revision

SECONDS = 5  # between two lines of progress
KEPT = timedelta(days=1)


class Command(BaseCommand):
    help = (
        "Make the public files of the library’s pictures where they are missing, or where rights or focal point "
        "have changed; remove those of photos that are gone, and pictures that no photo has had for a day. "
        "Broken off, it goes on where it stopped."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="Make those anew that are up to date as well.")

    def handle(self, *, all, verbosity, **options):  # noqa: A002
        hold_uses_of_loaded_stories()
        photos = list(Photo.objects.exclude(file="").select_related("license").order_by("pk"))
        waiting = [photo for photo in photos if all or photo.is_outdated or not photo.has_its_files()]
        self.verbosity, self.failed, self.said = verbosity, 0, time.monotonic()
        for number, photo in enumerate(waiting, 1):
            self.render(photo)
            self.tell_progress(number, len(waiting))
        removed = remove_renditions({photo.uid.hex for photo in photos})
        removed += remove_originals({photo.file.name for photo in photos})
        made = len(waiting) - self.failed
        if verbosity:
            self.stdout.write(f"{made} made, {len(photos) - len(waiting)} up to date, {removed} removed.")
        if self.failed:
            raise CommandError(f"{self.failed} of {len(photos)} pictures could not be made; see above.")

    def render(self, photo):
        try:
            photo.render()
        except (PictureError, OSError) as error:
            self.failed += 1
            self.stderr.write(f"Photo {photo.pk} ({photo.file.name}): {error}")

    def tell_progress(self, number, of):
        if self.verbosity and time.monotonic() - self.said >= SECONDS:
            self.said = time.monotonic()
            self.stdout.write(f"{number} of {of}")
            self.stdout.flush()


def hold_uses_of_loaded_stories():
    """Give a first revision to public stories with pictures in their text that loaddata or a bulk write brought.

    What stands in a text is public only where a published revision says so.
    """
    loaded = Article.objects.filter(status__in=Article.PUBLIC, published_revision=None)
    for article in loaded.filter(body__contains=" data-file="):
        newest_revision(article)


def remove_renditions(uids):
    """Remove the public files of photos that are not among these; return of how many."""
    strays = [uid for uid in Renditions.uids() if uid not in uids]
    for uid in strays:
        Renditions(uid).discard()
    return len(strays)


def remove_originals(names):
    """Remove files that no photo has: replaced or deleted a day ago, so that a backup on its way has them still."""
    if not default_storage.exists(ORIGINALS):
        return 0
    paths = {f"{ORIGINALS}/{name}" for name in default_storage.listdir(ORIGINALS)[1]} - names
    strays = [path for path in paths if timezone.now() - default_storage.get_modified_time(path) > KEPT]
    for path in strays:
        default_storage.delete(path)
    return len(strays)
