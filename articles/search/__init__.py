from .matching import NEWEST, ORDERS, find
from .query import LENGTH, words_of

__all__ = ["LENGTH", "NEWEST", "ORDERS", "find", "words_of"]
