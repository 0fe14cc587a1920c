from .formats import AtomFeed, JsonFeed, RssFeed
from .stories import LatestFeed, SearchFeed

__all__ = ["AtomFeed", "JsonFeed", "LatestFeed", "RssFeed", "SearchFeed"]
