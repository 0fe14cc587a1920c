from .engine import CAP
from .finding import PAGE_SIZE, filings, find
from .guessing import did_you_mean
from .query import LENGTH, parse
from .request import NEWEST, OLDEST, ORDERS, RELEVANCE, TITLE, Filters, Search

__all__ = [
    "CAP",
    "LENGTH",
    "NEWEST",
    "OLDEST",
    "ORDERS",
    "PAGE_SIZE",
    "RELEVANCE",
    "TITLE",
    "Filters",
    "Search",
    "did_you_mean",
    "filings",
    "find",
    "parse",
]
