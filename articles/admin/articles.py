from django import forms
from django.contrib import admin
from django.db.models import F, Prefetch
from django.utils import timezone
from taggit.managers import TaggableManager

from ..furniture import furniture_of
from ..models import Article, Byline, Source
from ..text import join_names
from .base import DeskAdmin, preview
from .categories import path_above
from .fields import DeskInputs, in_order, path_name
from .tags import TagsField


class InOrder(forms.BaseInlineFormSet):
    """Rows with a position; one that is left without stands last."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        position = form.fields["position"]
        position.required = False
        position.help_text = "Lower numbers stand first. Left empty, it stands last."
        if not form.instance.pk:
            form.initial["position"] = None

    def clean(self):
        super().clean()
        last = -1
        for form in self.forms:
            row = form.instance
            if row.position is None:
                row.position = last + 1
            last = max(last, row.position)


class BylineInline(DeskInputs, admin.StackedInline):
    model = Byline
    formset = InOrder
    fields = [("role", "author", "position")]
    autocomplete_fields = ["author"]
    extra = 1


class SourceInline(DeskInputs, admin.StackedInline):
    model = Source
    formset = InOrder
    fields = [("outlet", "date"), ("title", "url"), ("relation", "position")]
    extra = 0


class StateFilter(admin.SimpleListFilter):
    """By what readers see, and not by the status alone."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", "Draft"),
            ("scheduled", "Scheduled"),
            ("live", "Live"),
            ("ended", "Ended or withdrawn"),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "draft":
                return queryset.filter(status=Article.Status.DRAFT)
            case "scheduled":
                return queryset.filter(status=Article.Status.PUBLISHED, published_at__gt=timezone.now())
            case "live":
                return queryset.published()
            case "ended":
                return queryset.gone()
        return queryset


class CategoryFilter(admin.SimpleListFilter):
    """Stories of a category and of those below it, as readers find them there."""

    title = "category"
    parameter_name = "category"

    def lookups(self, request, model_admin):
        tree = furniture_of(request).categories
        return [(category.slug, path_name(tree.path(category.pk))) for category in in_order(tree)]

    def queryset(self, request, queryset):
        tree = furniture_of(request).categories
        category = tree.find(self.value())
        return queryset.filed_under(tree.subtree(category)) if category else queryset


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    fieldsets = [
        ("Headline", {"fields": ["kicker", "headline", "standfirst"]}),
        ("Story", {"fields": [("dateline_place", "dateline_date"), "body"]}),
        ("Picture", {"fields": ["photo", "picture"]}),
        ("Filing", {"fields": [("kind", "language"), "category", "also_in", "tags"]}),
        (
            "Publication",
            {
                "fields": [
                    ("status", "date"),
                    ("published_at", "updated_at", "expires_at"),
                    "withdrawal_reason",
                    "slug",
                ]
            },
        ),
    ]
    readonly_fields = ["picture"]
    autocomplete_fields = ["photo"]
    inlines = [BylineInline, SourceInline]
    formfield_overrides = DeskAdmin.formfield_overrides | {TaggableManager: {"form_class": TagsField}}

    list_display = ["title", "state", "published_at", "date", "section", "authors", "kind"]
    list_filter = [StateFilter, CategoryFilter, "kind"]
    search_fields = ["kicker", "headline", "standfirst", "slug", "bylines__author__name"]
    date_hierarchy = "date"
    ordering = [F("published_at").desc(nulls_first=True), "-id"]  # What is being written stands on top.

    class Media:
        js = [forms.Script("desk/editor.js", type="module")]

    def get_queryset(self, request):
        bylines = Prefetch("bylines", Byline.objects.select_related("author"))
        return (
            super()
            .get_queryset(request)
            .select_related("photo", "category__parent__parent")
            .prefetch_related(bylines)
        )

    def get_view_on_site_url(self, obj=None):
        """Leads to the story where readers find it; nowhere as long as they do not."""
        if obj and Article.objects.published().filter(pk=obj.pk).exists():
            return obj.get_absolute_url()
        return None

    @admin.display(description="title", ordering="headline")
    def title(self, article):
        return article.title

    @admin.display(description="state", ordering="status")
    def state(self, article):
        now = timezone.now()
        if article.status != Article.Status.PUBLISHED:
            return article.get_status_display()
        if article.published_at > now:
            return "Scheduled"
        return "Ended" if article.expires_at and article.expires_at <= now else "Live"

    @admin.display(description="category", ordering="category__name")
    def section(self, article):
        return path_name(path_above(article.category)) if article.category else ""

    @admin.display(description="authors")
    def authors(self, article):
        return join_names([byline.author.name for byline in article.bylines.all()])

    @admin.display(description="preview")
    def picture(self, article):
        return preview(article.photo, "large") or "Choose a photo and save to see it here."
