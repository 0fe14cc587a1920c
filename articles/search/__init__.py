from .matching import NEWEST, ORDERS, find
from .query import words_of

__all__ = ["NEWEST", "ORDERS", "find", "words_of"]
