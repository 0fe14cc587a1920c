from .document import Document, DocumentError, Notice
from .loading import Outcome, Result, load
from .parsing import parse

__all__ = ["Document", "DocumentError", "Notice", "Outcome", "Result", "load", "parse"]
