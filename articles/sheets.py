"""Stories as they stand on paper: one template for the print page and for the PDF."""

from django.template.loader import render_to_string

from .furniture import story_context
from .printing import CHOICES, Options, Sheet, read

MOST_WORDS = 5  # about options that mean nothing


def print_context(request):
    """Return what a print page shows beside the story: the reader's options, and the bar in which they are chosen."""
    options, unknown = read(request.GET)
    return {
        "options": options,
        "unknown_options": [(name, value, CHOICES.get(name, ())) for name, value in unknown[:MOST_WORDS]],
        "print_path": request.path,
    }


def story_sheet(request, article, options: Options) -> Sheet:
    """Return a story for the engine of PDFs, in its options; those that leave out blocks are for print pages."""
    context = story_context(request, article) | {"options": options, "is_pdf": True}
    return Sheet(render_to_string("articles/print.html", context, request), article.title)
