"""The list and the form of editions."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage as storage
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ...furniture import absolute
from ...models import Edition, EditionStory
from ...models.edition_file import changed, discard, is_live, is_rearranged, path_of
from ...printing import Options, is_available, lacks, remedy
from ...sheets import edition_paper
from ..base import DeskAdmin, count_of
from ..stories.listing import clock
from .form import EditionForm
from .making import making


@admin.register(Edition)
class EditionAdmin(DeskAdmin):
    form = EditionForm
    fieldsets = [
        (None, {"fields": ["title", "date", "introduction", "slug"]}),
        ("Stories", {"fields": ["stories", "add"]}),
        ("Readers", {"fields": ["published_at"]}),
    ]
    list_display = ["title", "date", "stories", "state", "pdf_made_at"]
    search_fields = ["title", "slug"]
    date_hierarchy = "date"

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(story_count=count_of(EditionStory.objects, "edition"))

    def get_urls(self):
        pages = [
            ("<int:pk>/pdf/", require_POST(self.pdf_view), "pdf"),
            ("<int:pk>/file/", require_safe(self.file_view), "file"),
            ("<int:pk>/print/", require_safe(self.print_view), "print"),
        ]
        own = [
            path(route, self.admin_site.admin_view(view), name=f"articles_edition_{name}")
            for route, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and obj.is_known_to_readers() else None

    @admin.display(description="stories", ordering="story_count")
    def stories(self, edition):
        return edition.story_count

    @admin.display(description="state", ordering="published_at")
    def state(self, edition):
        if edition.published_at is None:
            return "Not published"
        return "Published" if edition.published_at <= timezone.now() else "Scheduled"

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context |= {"pdf": pdf_of(obj)} if obj else {}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.said:
            messages.info(request, form.said)

    def response_add(self, request, obj, post_url_continue=None):
        return self.stay(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self.stay(request, obj) or super().response_change(request, obj)

    def stay(self, request, edition):
        """Go on with an edition that was filled."""
        if "_fill" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_edition_change", args=[edition.pk]))
        return None

    def delete_model(self, request, obj):
        self.delete_queryset(request, Edition.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        editions = list(queryset.values_list("pk", flat=True))
        super().delete_queryset(request, queryset)
        transaction.on_commit(partial(discard, editions))

    def pdf_view(self, request, pk):
        """Make the PDF anew, while the editor looks on."""
        edition = self.asked_for(request, pk, self.has_change_permission)
        if not is_available():
            raise Http404("PDFs are not made here.")
        return making(request, edition)

    def file_view(self, request, pk):
        """The PDF as it was made last, whether readers have it or not."""
        edition = self.asked_for(request, pk, self.has_view_permission)
        if not (edition.pdf and storage.exists(path_of(edition))):
            raise Http404("There is no PDF of this edition.")
        file = storage.open(path_of(edition))
        return FileResponse(file, filename=f"{edition.slug}.pdf", content_type="application/pdf")

    def print_view(self, request, pk):
        """The print page as readers would get it now."""
        edition = self.asked_for(request, pk, self.has_view_permission)
        context = {
            "edition": edition,
            "paper": edition_paper(edition),
            "address": absolute(edition.get_absolute_url()),
            "options": Options(),
        }
        return render(request, "articles/edition_print.html", context)

    def asked_for(self, request, pk, may):
        edition = get_object_or_404(Edition, pk=pk)
        if not may(request, edition):
            raise PermissionDenied
        return edition


def pdf_of(edition):
    """Return what the form says of an edition's PDF."""
    said = {"can_be_made": is_available(), "remedy": remedy() if lacks() else ""}
    if not edition.pdf:
        return said
    sentences = []
    if number := changed(edition):
        sentences.append(
            f"{'One story has' if number == 1 else f'{number} stories have'} changed since: make it anew."
        )
    if is_rearranged(edition):
        sentences.append("The edition itself has changed since: make it anew.")
    if not is_live(edition):
        sentences.append("Readers do not get it, as a story or a picture in it is not live any more.")
    return said | {"made": clock(edition.pdf_made_at), "sentences": sentences}
