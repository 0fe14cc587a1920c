from .acts import KEEP, can_be_taken_back, embargo, end, publish, publish_due, take_back, unschedule, withdraw
from .content import FIELDS, content_of, fill
from .corrections import correct
from .ground import STAYS, ActError, StaleError, was_public
from .saving import (
    create,
    delete,
    has_unpublished_changes,
    keep_row,
    move,
    newest_revision,
    record,
    record_import,
    restore,
    row_is_unknown,
    save_revision,
)

__all__ = [
    "FIELDS",
    "KEEP",
    "STAYS",
    "ActError",
    "StaleError",
    "can_be_taken_back",
    "content_of",
    "correct",
    "create",
    "delete",
    "embargo",
    "end",
    "fill",
    "has_unpublished_changes",
    "keep_row",
    "move",
    "newest_revision",
    "publish",
    "publish_due",
    "record",
    "record_import",
    "restore",
    "row_is_unknown",
    "save_revision",
    "take_back",
    "unschedule",
    "was_public",
    "withdraw",
]
