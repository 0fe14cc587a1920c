"""What is printed, before it is a file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A document for the engine of PDFs.

    Its HTML names pictures and style sheets by paths of this site alone; nothing else is ever fetched for it.
    """

    html: str
    title: str
