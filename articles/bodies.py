"""A story's text as it is shown: with its dateline and its pictures. The one place where a body becomes safe HTML."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .embeds import with_embeds
from .figures import with_figures
from .markup import with_dateline
from .models import Photo
from .tables import with_regions

GONE = Photo()  # Stands for a photo that came by a door which does not ask whether it is there.


def shown_body(article, photos, template="articles/_figure.html", sites=(), regions=True, **context):
    """Return the HTML of a story's text, sanitised when it was stored (articles/models/fields.py).

    `photos` are those of PhotoQuerySet.in_bodies, for this body or for many; `context` goes to the template of
    a figure. Links to `sites` that stand alone become cards; elsewhere they stay links. Where there are `regions`,
    each table is one, to be scrolled by itself.
    """

    def figure(found):
        caption = mark_safe(found.caption)  # noqa: S308
        usage = photos.get(found.uid, GONE).used(caption, found.alt_text, found.credit)
        return render_to_string(template, {"usage": usage, "article": article, "place": "column", **context})

    def card(embed, address, title):
        context = {"embed": embed, "address": address, "title": title}
        return render_to_string("articles/_embed.html", context)

    body = with_regions(article.body, _("Table")) if regions else article.body
    body = with_dateline(with_embeds(body, sites, card), article.dateline)
    return mark_safe(with_figures(body, figure))  # noqa: S308
