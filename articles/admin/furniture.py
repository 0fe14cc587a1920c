from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from ..models import FormerAddress, GivingLink, Masthead
from .base import DeskAdmin


@admin.register(Masthead)
class MastheadAdmin(DeskAdmin):
    """There is one row, so the list is left out."""

    fieldsets = [
        ("Name", {"fields": ["name", "tagline", "description"]}),
        ("Contact", {"fields": ["email", "imprint"]}),
        ("Giving", {"fields": ["giving_appeal"]}),
    ]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if Masthead.objects.exists():
            return redirect("admin:articles_masthead_change", Masthead.ONLY_ID)
        return redirect("admin:articles_masthead_add")

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Masthead.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(GivingLink)
class GivingLinkAdmin(DeskAdmin):
    list_display = ["label", "url", "position", "is_shown"]
    search_fields = ["label", "url"]


@admin.register(FormerAddress)
class FormerAddressAdmin(DeskAdmin):
    fieldsets = [
        (None, {"fields": ["path"]}),
        (
            "Where it leads",
            {"fields": FormerAddress.NOUNS, "description": "Choose exactly one of the four."},
        ),
    ]
    autocomplete_fields = ["article", "tag", "author"]
    list_display = ["path", "leads_to"]
    list_select_related = FormerAddress.NOUNS
    search_fields = ["path"]

    @admin.display(description="leads to")
    def leads_to(self, former):
        return former.thing
