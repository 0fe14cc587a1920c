"""The editors' desk: each noun with the words of editors. Imported by Django's admin at start-up."""

from . import accounts, articles, authors, categories, furniture, imported, photos, tags  # noqa: F401
