import time
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...models import Article, Photo, Renditions
from ...models.photo import ORIGINALS
from ...pictures import PictureError
from ...publishing import keep_row

SECONDS = 5  # between two lines of progress
KEPT = timedelta(days=1)
MARK = ".unused"  # Follows the name of a file, and is as old as it is known that nobody has it.


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
        removed = remove_renditions() + remove_originals()
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
    """Record what public stories with pictures in their text use, where loaddata or a bulk write brought them.

    What stands in a text is public only where a published revision says so.
    """
    for article in Article.objects.filter(status__in=Article.PUBLIC, body__contains=" data-file="):
        keep_row(article)


def remove_renditions():
    """Remove the public files of photos that are gone; return of how many. What came meanwhile is not among them."""
    there = Renditions.uids()
    known = {uid.hex for uid in Photo.objects.exclude(file="").values_list("uid", flat=True)}
    strays = [uid for uid in there if uid not in known]
    for uid in strays:
        Renditions(uid).discard()
    return len(strays)


def remove_originals():
    """Remove files that no photo has, and had none a day ago: a backup on its way has them still."""
    if not default_storage.exists(ORIGINALS):
        return 0
    there = {f"{ORIGINALS}/{name}" for name in default_storage.listdir(ORIGINALS)[1]}
    marks = {path for path in there if path.endswith(MARK)}
    strays = there - marks - set(Photo.objects.values_list("file", flat=True))
    removed = 0
    for path in strays:
        mark = path + MARK
        if mark not in marks:
            default_storage.save(mark, ContentFile(b""))
        elif timezone.now() - default_storage.get_modified_time(mark) > KEPT:
            default_storage.delete(path)
            removed += 1
    for mark in marks:
        path = mark.removesuffix(MARK)
        if path not in strays or not default_storage.exists(path):
            default_storage.delete(mark)
    return removed
