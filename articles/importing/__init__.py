from .document import Document, DocumentError, Notice
from .loading import Outcome, load
from .parsing import parse

__all__ = ["Document", "DocumentError", "Notice", "Outcome", "load", "parse"]
