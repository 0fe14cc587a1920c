"""Pictures as files: which may come in, what they say of themselves, what is made of them. No ORM, no HTTP."""

from .files import MEGABYTES, MEGAPIXELS, SUFFIXES, Examined, PictureError, examine, picture_format
from .logo import Logo, clean_logo
from .metadata import DigitalSource, Rights, Stated, read, written
from .renditions import RECIPE, SHAPES, Shape, file_names, render

__all__ = [
    "MEGABYTES",
    "MEGAPIXELS",
    "RECIPE",
    "SHAPES",
    "SUFFIXES",
    "DigitalSource",
    "Examined",
    "Logo",
    "PictureError",
    "Rights",
    "Shape",
    "Stated",
    "clean_logo",
    "examine",
    "file_names",
    "picture_format",
    "read",
    "render",
    "written",
]
