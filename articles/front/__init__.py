from .arranging import (
    StaleError,
    arrange,
    changes_between,
    choices_of,
    former,
    restore,
    state,
    take_back,
    undo,
)
from .layout import Choice, Place, slots
from .order import moved, numbered
from .page import FrontPage, end_of, page_at, stood_on
from .words import name_of

__all__ = [
    "Choice",
    "FrontPage",
    "Place",
    "StaleError",
    "arrange",
    "changes_between",
    "choices_of",
    "end_of",
    "former",
    "moved",
    "name_of",
    "numbered",
    "page_at",
    "restore",
    "slots",
    "state",
    "stood_on",
    "take_back",
    "undo",
]
