from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import Truncator

from ..models import Article, Correction
from ..publishing import ActError, correct
from ..publishing.rights import may, visible_to
from .base import DeskAdmin, link
from .fields import ShortTextarea


@admin.register(Correction)
class CorrectionAdmin(DeskAdmin):
    """All corrections, to be read. One is added from its story's page, and superseded by another."""

    fields = ["story", "kind", "text", "at", "supersedes", "written_by_name"]
    readonly_fields = ["story"]
    list_display = ["words", "kind", "at", "headline"]
    list_filter = ["kind"]
    list_select_related = ["article", "superseded_by"]
    search_fields = ["text", "article__headline"]
    ordering = ["-at", "-id"]

    def has_view_permission(self, request, obj=None):
        return may(request.user, "view_article")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="correction", ordering="text")
    def words(self, correction):
        words = Truncator(correction.text).words(30)
        return f"{words} (superseded)" if hasattr(correction, "superseded_by") else words

    @admin.display(description="story", ordering="article__headline")
    def headline(self, correction):
        return correction.article.title

    @admin.display(description="story")
    def story(self, correction):
        return link(correction.article)


class CorrectionForm(forms.ModelForm):
    required_css_class = "required"

    class Meta:
        model = Correction
        fields = ["kind", "text", "supersedes"]
        widgets = {"text": ShortTextarea}

    def __init__(self, article, *args):
        super().__init__(*args, instance=Correction(article=article))
        standing = [correction.pk for correction in article.standing_corrections]
        self.fields["supersedes"].queryset = article.corrections.filter(pk__in=standing)
        if not standing:
            del self.fields["supersedes"]


@admin.site.page("articles/article/<int:pk>/correct/", "articles_article_correct")
def correct_page(request, pk):
    """Adds a correction to a live story, below those that it has."""
    if not may(request.user, "correct_article"):
        raise PermissionDenied
    stories = visible_to(request.user, Article.objects.prefetch_related("corrections"))
    article = get_object_or_404(stories, pk=pk)
    form = CorrectionForm(article, request.POST or None)
    if form.is_valid():
        try:
            correct(article, by=request.user, **form.cleaned_data)
        except ActError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Readers see the correction from now on.")
            return redirect("admin:articles_article_correct", pk)
    context = admin.site.each_context(request) | {
        "title": f"Correct “{article.title}”",
        "article": article,
        "form": AdminForm(form, [(None, {"fields": list(form.fields)})], {}),
        "live": article.is_live(timezone.now()),
        "errors": form.non_field_errors(),
        "corrections": reversed(article.corrections.all()),
        "standing": article.standing_corrections,
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/correction/correct.html", context)
