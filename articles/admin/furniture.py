from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join

from ..models import FormerAddress, GivingLink, Masthead
from .base import DeskAdmin


@admin.register(Masthead)
class MastheadAdmin(DeskAdmin):
    """There is one row, so the list is left out."""

    formfield_overrides = DeskAdmin.formfield_overrides | {
        models.FileField: {"widget": AdminFileWidget({"accept": "image/png,image/webp,image/jpeg"})}
    }
    fieldsets = [
        ("Name", {"fields": ["name", "tagline", "description"]}),
        ("Look", {"fields": ["palette", "logo", "logo_dark", "as_readers_see_it"]}),
        ("Contact", {"fields": ["email", "imprint"]}),
        ("Giving", {"fields": ["giving_appeal"]}),
    ]
    radio_fields = {"palette": admin.VERTICAL}
    readonly_fields = ["as_readers_see_it"]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "palette":
            kwargs["choices"] = [(value, with_colours(value, label)) for value, label in db_field.choices]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

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

    @admin.display(description="name or logo")
    def as_readers_see_it(self, masthead):
        light = masthead.logo_in_the_light
        return on_both_grounds([drawn(masthead, light), drawn(masthead, masthead.logo_in_the_dark or light)])


def with_colours(palette, label):
    """Return the label of a palette with a few words in its colours; they tell a screen reader nothing."""
    words = format_html(
        '<span class="ground__kicker">{}</span> <b>{}</b> <span class="ground__tint">{}</span>',
        "Report:",
        "Headline",
        "Give",
    )
    return format_html(
        '{} <span class="palette" data-palette="{}" aria-hidden="true">{}</span>',
        label,
        palette,
        on_both_grounds([words, words]),
    )


def on_both_grounds(contents):
    grounds = zip(("light", "dark"), contents, strict=True)
    return format_html_join(" ", '<span class="ground ground--{}">{}</span>', grounds)


def drawn(masthead, logo):
    """Return the logo as a picture, or the name where there is none."""
    if logo is None:
        return masthead.name
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}">', logo.address, logo.width, logo.height, masthead.name
    )


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
            {"fields": FormerAddress.NOUNS, "description": "Choose exactly one."},
        ),
    ]
    autocomplete_fields = ["article", "tag", "author", "series", "edition"]
    list_display = ["path", "leads_to"]
    list_select_related = FormerAddress.NOUNS
    search_fields = ["path"]

    @admin.display(description="leads to")
    def leads_to(self, former):
        return former.thing
