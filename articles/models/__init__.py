from .address import FormerAddress
from .article import Article
from .author import Author, Byline
from .category import Category
from .correction import Correction
from .edition import Edition, EditionStory
from .front import Front, Slot
from .giving import GivingLink
from .imported import ImportedText
from .license import License
from .log import LogLine
from .masthead import Masthead
from .photo import Photo
from .renditions import Renditions
from .revision import Revision, Use
from .series import RelatedStory, Series
from .source import Source
from .tag import Tag, Tagging
from .usage import Usage

__all__ = [
    "Article",
    "Author",
    "Byline",
    "Category",
    "Correction",
    "Edition",
    "EditionStory",
    "FormerAddress",
    "Front",
    "GivingLink",
    "ImportedText",
    "License",
    "LogLine",
    "Masthead",
    "Photo",
    "RelatedStory",
    "Renditions",
    "Revision",
    "Series",
    "Slot",
    "Source",
    "Tag",
    "Tagging",
    "Usage",
    "Use",
]
