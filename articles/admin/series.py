from django.contrib import admin
from django.db.models import Q

from ..models import Article, Series
from .base import DeskAdmin, count_of, link_list


@admin.register(Series)
class SeriesAdmin(DeskAdmin):
    fields = ["name", "description", "parts", "slug"]
    readonly_fields = ["parts"]
    list_display = ["name", "stories", "slug"]
    search_fields = ["name", "slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(story_count=count_of(Article.objects, "series"))

    def needing(self, objs):
        used = Q(series__in=objs) | Q(uses__series__in=objs)
        return Article.objects.filter(used).distinct().defer("body")

    @admin.display(description="parts, as readers see them")
    def parts(self, series):
        published = Article.objects.published().of_series(series).defer("body") if series.pk else []
        return link_list(published) or "None yet. A story is put into a series on its own page."

    @admin.display(description="stories", ordering="story_count")
    def stories(self, series):
        return series.story_count
