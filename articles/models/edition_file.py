"""The PDF of an edition as it lies in the media storage, editions/ID-HASH.pdf, and what it holds.

Nobody tells it when a story is withdrawn or a right ends: whether readers may have it is asked each time.
"""

import hashlib
import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.storage import default_storage as storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from .article import Article
from .edition import Edition
from .photo import Photo

FOLDER = "editions"
UNFINISHED = ".new-"


def contents(edition: Edition, articles: Collection[Article], photos: Iterable[Photo]) -> dict:
    """Return what a PDF of an edition holds that is made of these stories and shows these pictures."""
    corrections = {
        article.pk: max((each.pk for each in article.corrections.all()), default=None) for article in articles
    }
    return {
        "words": words_of(edition),
        "stories": [[each.pk, each.published_revision_id, corrections[each.pk]] for each in articles],
        "photos": {photo.uid.hex: photo.rendered for photo in photos},
    }


def words_of(edition):
    return [edition.title, edition.date.isoformat(), edition.introduction]


def path_of(edition: Edition) -> str:
    return f"{FOLDER}/{edition.pdf}"


def keep(edition: Edition, pdf: bytes, pages: int, holds: dict) -> None:
    """Keep a PDF in the place of the one before. Raises Edition.DoesNotExist for one that was deleted meanwhile."""
    name = f"{edition.pk}-{hashlib.sha256(pdf).hexdigest()[:16]}.pdf"
    write(name, pdf)
    with transaction.atomic():
        now = Edition.objects.select_for_update().filter(pk=edition.pk).first()
        if now:
            now.pdf, now.pdf_made_at = name, timezone.now()
            now.pdf_pages, now.pdf_bytes, now.pdf_holds = pages, len(pdf), holds
            now.save(update_fields=["pdf", "pdf_made_at", "pdf_pages", "pdf_bytes", "pdf_holds"])
    discard([edition.pk], but=name if now else "")
    if now is None:
        raise Edition.DoesNotExist


def write(name, pdf):
    """Write a file, which has its name when it is complete and on the disk."""
    folder = Path(storage.path(FOLDER))
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=UNFINISHED, dir=folder) as unfinished:
        draft = Path(unfinished) / name
        with draft.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        draft.replace(folder / name)


def discard(editions: Iterable[int], but: str = "") -> None:
    """Remove the files of the editions with these ids, except one."""
    starts = tuple(f"{pk}-" for pk in editions)
    folder = Path(storage.path(FOLDER))
    for path in folder.glob("*.pdf"):
        if path.name.startswith(starts) and path.name != but:
            with suppress(FileNotFoundError):  # Somebody else makes one of this edition as well.
                path.unlink()


def is_live(edition: Edition) -> bool:
    """Whether there is a PDF, and readers may see each story and each picture in it. At most two queries."""
    if not (edition.pdf and storage.exists(path_of(edition))):
        return False
    stories = {pk for pk, *_ in edition.pdf_holds["stories"]}
    if Article.objects.published().filter(pk__in=stories).count() < len(stories):
        return False
    keys = edition.pdf_holds["photos"]
    photos = Photo.objects.live().select_related("license").filter(uid__in=keys) if keys else []
    return {photo.uid.hex: photo.rendered for photo in photos if not photo.is_outdated} == keys


def changed(edition: Edition) -> int:
    """Return how many of the stories in the PDF say something else now, or have another correction."""
    held = edition.pdf_holds["stories"]
    rows = Article.objects.filter(pk__in=[pk for pk, *_ in held]).order_by().annotate(Max("corrections"))
    now = {pk: state for pk, *state in rows.values_list("pk", "published_revision", "corrections__max")}
    return sum(now.get(pk) != state for pk, *state in held)


def is_rearranged(edition: Edition) -> bool:
    """Whether the edition has other stories than its PDF, another order of them, or other words of its own."""
    stories = [pk for pk, *_ in edition.pdf_holds["stories"]]
    return edition.pdf_holds["words"] != words_of(edition) or stories != list(
        edition.stories().values_list("pk", flat=True)
    )
