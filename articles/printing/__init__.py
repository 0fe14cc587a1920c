"""Paper: how a reader wants it, and PDFs that are made in a process of their own."""

from django.conf import settings

from .blocks import blocks, levelled, links, with_plain_links
from .options import CHOICES, Options, read
from .qr import Code, qr
from .sheet import Sheet

__all__ = [
    "CHOICES",
    "Code",
    "Options",
    "Sheet",
    "blocks",
    "is_available",
    "levelled",
    "links",
    "qr",
    "read",
    "with_plain_links",
]


def is_available() -> bool:
    """Whether Newsroom makes PDFs itself."""
    return settings.NEWSROOM_PDF
