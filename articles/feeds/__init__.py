from .editions import EditionFeed
from .formats import AtomFeed, JsonFeed, RssFeed
from .stories import LatestFeed, SearchFeed

__all__ = ["AtomFeed", "EditionFeed", "JsonFeed", "LatestFeed", "RssFeed", "SearchFeed"]
