"""Paper: how a reader wants it, and PDFs, which are made in a process of their own."""

from .blocks import blocks, levelled, links, with_plain_links
from .making import key_of, pdf_of, render
from .options import CHOICES, Options, read
from .own import Own, chosen
from .qr import Code, qr
from .sheet import Sheet
from .store import Store
from .worker import BusyError, FailedError, PrintingError, UnavailableError, is_available, lacks, remedy

__all__ = [
    "CHOICES",
    "BusyError",
    "Code",
    "FailedError",
    "Options",
    "Own",
    "PrintingError",
    "Sheet",
    "Store",
    "UnavailableError",
    "blocks",
    "chosen",
    "is_available",
    "key_of",
    "lacks",
    "levelled",
    "links",
    "pdf_of",
    "qr",
    "read",
    "remedy",
    "render",
    "with_plain_links",
]
