from django.contrib import admin

from ..models import ImportedText
from .base import DeskAdmin


@admin.register(ImportedText)
class ImportedTextAdmin(DeskAdmin):
    """To be read only: it is the proof of what came."""

    fields = ["origin", "imported_at", "article", "sha256", "text"]
    list_display = ["origin", "article", "imported_at"]
    list_select_related = ["article"]
    search_fields = ["origin", "article__headline", "sha256"]
    date_hierarchy = "imported_at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
