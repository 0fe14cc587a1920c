"""Paper: how a reader wants it, and PDFs that are made in a process of their own."""

from .options import CHOICES, Options, read
from .own import Own, chosen
from .sheet import Sheet

__all__ = ["CHOICES", "Options", "Own", "Sheet", "chosen", "read"]
