from django.contrib import admin

from ..models import Article, Author, Byline
from .base import DeskAdmin, count_of
from .pictures import preview


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    fields = ["name", "beat", "email", "portrait", "picture", "slug"]
    readonly_fields = ["picture"]
    autocomplete_fields = ["portrait"]
    list_display = ["name", "small_picture", "email", "stories"]
    list_select_related = ["portrait"]
    search_fields = ["name", "email"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(story_count=count_of(Byline.objects, "author"))

    def needing(self, objs):
        return Article.objects.filter(bylines__author__in=objs).distinct().defer("body")

    @admin.display(description="picture")
    def picture(self, author):
        return preview(author.portrait, "large") or "None yet."

    @admin.display(description="portrait")
    def small_picture(self, author):
        return preview(author.portrait, "small")

    @admin.display(description="stories", ordering="story_count")
    def stories(self, author):
        return author.story_count
