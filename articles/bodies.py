"""A story's text as it is shown: with its dateline and its pictures. The one place where a body becomes safe HTML."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from .figures import with_figures
from .markup import with_dateline
from .models import Photo

GONE = Photo()  # Stands for a photo that came by a door which does not ask whether it is there.


def shown_body(article, photos, template="articles/_figure.html", **context):
    """Return the HTML of a story's text, sanitised when it was stored (articles/models/fields.py).

    `photos` are those of PhotoQuerySet.in_bodies, for this body or for many; `context` goes to the template of
    a figure.
    """

    def figure(found):
        caption = mark_safe(found.caption)  # noqa: S308
        usage = photos.get(found.uid, GONE).used(caption, found.alt_text, found.credit)
        return render_to_string(template, {"usage": usage, "article": article, "place": "column", **context})

    return mark_safe(with_figures(with_dateline(article.body, article.dateline), figure))  # noqa: S308
