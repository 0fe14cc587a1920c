from .address import FormerAddress
from .article import Article
from .author import Author, Byline
from .category import Category
from .correction import Correction
from .giving import GivingLink
from .imported import ImportedText
from .log import LogLine
from .masthead import Masthead
from .photo import License, Photo
from .revision import Revision, Use
from .source import Source
from .tag import Tag, Tagging

__all__ = [
    "Article",
    "Author",
    "Byline",
    "Category",
    "Correction",
    "FormerAddress",
    "GivingLink",
    "ImportedText",
    "License",
    "LogLine",
    "Masthead",
    "Photo",
    "Revision",
    "Source",
    "Tag",
    "Tagging",
    "Use",
]
