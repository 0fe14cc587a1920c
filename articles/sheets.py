"""Stories as they stand on paper: one template for the print page and for the PDF."""

from django.template.loader import render_to_string

from .furniture import Furniture, story_context
from .printing import Options, Sheet


def story_sheet(furniture: Furniture, article, options: Options) -> Sheet:
    """Return a story for the engine of PDFs, in its options; those that leave out blocks are for print pages."""
    context = story_context(furniture, article) | {
        "furniture": furniture,
        "options": options,
        "is_pdf": True,
    }
    return Sheet(render_to_string("articles/print.html", context), article.title)
