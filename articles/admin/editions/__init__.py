"""Editions on the desk: chosen, put in order, filled in one go, made into a PDF."""

from . import page  # noqa: F401
