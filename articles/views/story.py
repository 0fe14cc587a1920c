from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..furniture import furniture_of, story_context
from ..going_on import going_on
from ..models import Article, Byline, Correction, Source, Tag
from ..models.prepared import Prepared, known
from .errors import gone

STORY = Prepared(
    lambda: Article.objects.published().filter(slug="").select_related("photo__license", "category", "series")
)
# What else stands with a story: for prefetch_related to find it would take five times as long.
LISTS = {
    "bylines": (
        Byline,
        Prepared(lambda: Byline.objects.filter(article=0).select_related("author__portrait__license")),
    ),
    "tags": (Tag, Prepared(lambda: Tag.objects.filter(taggings__content_object=0))),
    "sources": (Source, Prepared(lambda: Source.objects.filter(article=0))),
    "corrections": (Correction, Prepared(lambda: Correction.objects.filter(article=0))),
}


def of_story(view):
    """Give `view` the published story of this slug; answer 410 for one that is gone, 404 for any other."""

    @require_safe
    @wraps(view)
    def find(request, slug):
        now = timezone.now()
        for article in STORY.ask(now, now, slug):
            article._prefetched_objects_cache = {
                name: known(model, question.ask(article.pk)) for name, (model, question) in LISTS.items()
            }
            return view(request, article)
        if article := Article.objects.gone().filter(slug=slug).first():
            return gone(request, article)
        raise Http404(_("There is no story at this address."))

    return find


@of_story
def story_page(request, article):
    context = story_context(furniture_of(request), article) | {"going_on": going_on(article)}
    return render(request, "articles/story.html", context)


@require_safe
def short_address(request, number):
    article = get_object_or_404(Article.objects.known_to_readers(), pk=number)
    return redirect(article, permanent=True)
