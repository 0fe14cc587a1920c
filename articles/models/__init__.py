from .address import FormerAddress
from .article import Article
from .author import Author, Byline
from .category import Category
from .giving import GivingLink
from .imported import ImportedText
from .masthead import Masthead
from .photo import License, Photo
from .source import Source
from .tag import Tag, Tagging

__all__ = [
    "Article",
    "Author",
    "Byline",
    "Category",
    "FormerAddress",
    "GivingLink",
    "ImportedText",
    "License",
    "Masthead",
    "Photo",
    "Source",
    "Tag",
    "Tagging",
]
