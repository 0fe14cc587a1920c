"""The PDF of an edition is made while the editor looks on: a page that grows, step by step, without a script."""

from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

from django.contrib import admin
from django.http import StreamingHttpResponse
from django.template.defaultfilters import filesizeformat, pluralize
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from ...furniture import furniture_of
from ...models import Edition, LogLine
from ...models.edition_file import contents, keep
from ...printing import BusyError, PrintingError, UnavailableError, render
from ...sheets import edition_paper, edition_sheet

SECONDS = 60
GROWS = "<!-- What follows is sent as it comes. -->"


def making(request, edition):
    """Answer with the page on which the PDF is made."""
    context = admin.site.each_context(request) | {
        "title": f"The PDF of “{edition}”",
        "edition": edition,
        "opts": Edition._meta,
        "grows": GROWS,
    }
    page = render_to_string("admin/articles/edition/making.html", context, request)
    response = StreamingHttpResponse(grown(page, request, edition))
    # Compressed, it would be held back until it is whole.
    response.headers["Content-Encoding"] = "identity"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def grown(page, request, edition):
    """Yield the page, with the steps as they are done, and what came of them."""
    top, _, bottom = page.partition(GROWS)
    yield top
    paper = edition_paper(edition)
    pictures = [credit.usage.photo for credit in paper.credits]
    stories, shown = len(paper.stories), len(pictures)
    yield step(f"{stories} {pluralize(stories, 'story,stories')}, {shown} picture{pluralize(shown)}")
    sheet = edition_sheet(furniture_of(request), edition, paper)
    steps = SimpleQueue()
    with ThreadPoolExecutor(1) as maker:
        made = maker.submit(make, sheet, steps)
        yield from map(step, iter(steps.get, None))
    holds = contents(edition, [story.article for story in paper.stories], pictures)
    yield f"</ol>{outcome(request, edition, made, holds)}{bottom}"


def make(sheet, steps):
    """Return the PDF and its pages; put each step into the queue, and None behind the last."""
    try:
        return render(sheet, SECONDS, steps.put)
    finally:
        steps.put(None)


def outcome(request, edition, made, holds):
    """Keep what was made, and say so; or say why there is nothing."""
    try:
        pdf, pages = made.result()
        keep(edition, pdf, pages, holds)
    except PrintingError as error:
        return format_html('<p class="errornote making__end">{}</p>', sentence(error))
    except Edition.DoesNotExist:
        return format_html(
            '<p class="errornote making__end">{}</p>', "The edition was deleted in the meantime."
        )
    LogLine.objects.add("made the PDF of the edition", edition, by=request.user, detail=f"{pages} pages")
    return format_html(
        '<p class="making__end"><strong>Done: {} pages, {}.</strong> <a href="{}">Look at the PDF</a></p>',
        pages,
        filesizeformat(len(pdf)),
        reverse("admin:articles_edition_file", args=[edition.pk]),
    )


def sentence(error):
    match error:
        case BusyError():
            why = "Another PDF is being made at this moment. Wait half a minute, then try again."
        case UnavailableError():
            why = "PDFs cannot be made here now. Tell those who run the site; “manage.py check” says why."
        case _:
            why = (
                f"It could not be set within {SECONDS} seconds. Leave some stories out, or make two editions."
            )
    return f"There is no new PDF. {why}"


def step(words):
    return format_html("<li>{}</li>\n", words)
