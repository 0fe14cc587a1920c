"""Paper: how a reader wants it, and PDFs, which are made in a process of their own."""

from .making import key_of, pdf_of, render
from .options import CHOICES, Options, read
from .own import Own, chosen
from .sheet import Sheet
from .store import Store
from .worker import BusyError, FailedError, PrintingError, UnavailableError, is_available, lacks, remedy

__all__ = [
    "CHOICES",
    "BusyError",
    "FailedError",
    "Options",
    "Own",
    "PrintingError",
    "Sheet",
    "Store",
    "UnavailableError",
    "chosen",
    "is_available",
    "key_of",
    "lacks",
    "pdf_of",
    "read",
    "remedy",
    "render",
]
