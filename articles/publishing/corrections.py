from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..models import Article, Correction
from .ground import ActError, locked, log


@transaction.atomic
def correct(
    article: Article, kind: str, text: str, by=None, supersedes: Correction | None = None
) -> Correction:
    """Add a correction to a live story, for readers to see at once; its text and its revisions stay.

    All but an editor's note say that the story was updated: a clarification, too, changes what readers know.
    """
    article = locked(article)
    now = timezone.now().replace(microsecond=0)
    if not article.is_live(now):
        raise ActError("Only a story that readers see can be corrected.")
    correction = Correction(
        article=article,
        kind=kind,
        text=text,
        at=now,
        supersedes=supersedes,
        written_by=by,
        written_by_name=by.get_username() if by else "",
    )
    try:
        correction.full_clean()
    except ValidationError as error:
        raise ActError(" ".join(error.messages)) from error
    correction.save()
    if correction.is_substantive:
        article.updated_at = now
        article.save(update_fields=["updated_at"])
    log(article, "corrected", by, f"{correction.get_kind_display()}: {correction.text}")
    return correction
