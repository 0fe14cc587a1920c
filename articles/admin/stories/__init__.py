"""Stories on the desk: their list, the form of a revision, what is done with them, their history."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.shortcuts import redirect
from taggit.managers import TaggableManager

from ...models import Article
from ...publishing import STAYS, delete, was_public
from ...publishing.rights import may, may_delete, may_see, may_write
from ..base import DeskAdmin, link
from ..bulk import BulkActions
from ..tags import TagsField
from .form import StoryForm
from .history import History
from .listing import Listing
from .page import Page

WRITING = ("change_article", "write_own_article", "write_own_draft")


@admin.register(Article)
class ArticleAdmin(BulkActions, Listing, Page, History, DeskAdmin):
    form = StoryForm
    fieldsets = [
        ("Headline", {"fields": ["kicker", "headline", "standfirst"]}),
        ("Story", {"fields": [("dateline_place", "dateline_date"), "body"]}),
        ("Picture", {"fields": ["photo", "photo_caption", "photo_alt_text", "photo_credit"]}),
        ("Filing", {"fields": [("kind", "language"), "category", "also_in", "tags"]}),
        ("Going on", {"fields": [("series", "part")]}),
        ("Publication", {"fields": ["date", "slug"]}),
    ]
    autocomplete_fields = ["series"]
    formfield_overrides = DeskAdmin.formfield_overrides | {TaggableManager: {"form_class": TagsField}}

    class Media:
        js = [forms.Script("desk/editor.js", type="module")]

    def get_fieldsets(self, request, obj=None):
        fields = ["revision_name"] if may(request.user, "change_article") else []
        if obj and obj.published_revision_id:
            fields.append("weight")
        extra = [("This revision", {"fields": fields})] if fields else []
        return [*self.fieldsets, *extra]

    def has_view_permission(self, request, obj=None):
        if obj is None:
            return any(may(request.user, act) for act in ("view_article", "add_article"))
        return may_see(request.user, obj)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return any(may(request.user, act) for act in WRITING)
        return may_write(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        if obj is None:
            return self.has_change_permission(request) or may(request.user, "delete_article")
        return may_delete(request.user, obj)

    def get_view_on_site_url(self, obj=None):
        """Leads to the story where readers find it; nowhere as long as they do not."""
        if obj and Article.objects.published().filter(pk=obj.pk).exists():
            return obj.get_absolute_url()
        return None

    def delete_view(self, request, object_id, extra_context=None):
        article = self.get_object(request, unquote(object_id))
        if article and self.has_delete_permission(request, article) and was_public(article):
            messages.error(request, STAYS)
            return redirect("admin:articles_article_change", article.pk)
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        """Name the stories alone, and as protected those that were public."""
        lacking = {self.opts.verbose_name for article in objs if not may_delete(request.user, article)}
        public = [link(article) for article in objs if was_public(article)]
        return (
            [link(article) for article in objs],
            {self.opts.verbose_name_plural: len(objs)},
            lacking,
            public,
        )

    def log_deletions(self, request, queryset):
        """The act stands in the log by itself."""

    def delete_model(self, request, obj):
        delete(obj, by=request.user)

    def delete_queryset(self, request, queryset):
        for article in queryset:
            delete(article, by=request.user)
