"""What all nouns share on the desk."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.forms import Media, Script
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from ..models import LogLine
from ..text import clean_line
from .fields import DeskInputs

SEARCH_LENGTH = 200  # Many hundred words would make a query deeper than SQLite takes.


class DeskAdmin(DeskInputs, admin.ModelAdmin):
    list_per_page = 50

    class Media:
        js = [Script("desk/names.js", type="module")]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, clean_line(search_term)[:SEARCH_LENGTH])

    def get_deleted_objects(self, objs, request):
        """Name what needs these objects, and not the rows between them, nor who might delete what needs them."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if protected:
            return deleted, counts, set(), [link(thing) for thing in self.needing(objs)]
        return deleted, counts, lacking, []

    def get_view_on_site_url(self, obj=None):
        """Leads there directly: Django's page between tells the address of whatever it is asked for."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def log_addition(self, request, obj, message):
        self.log(request, "added", obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        entry = super().log_change(request, obj, message)
        if message:
            self.log(request, "changed", obj, entry.get_change_message())
        return entry

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self.log(request, "deleted", obj)
        return super().log_deletions(request, queryset)

    def log(self, request, act, obj, detail=""):
        """Write the line of the newsroom's log; the admin's own keeps the history of each thing."""
        LogLine.objects.add(f"{act} {self.opts.verbose_name}", obj, by=request.user, detail=detail)

    def needing(self, objs):
        """Return the things for whose sake `objs` cannot be deleted."""
        return []


def scripts(*names):
    """Return the media that bring these scripts of static/desk."""
    return Media(js=[Script(f"desk/{name}.js", type="module") for name in names])


def link(thing):
    """Return a link to `thing` on the desk, with its kind before it."""
    noun = thing._meta
    address = reverse(f"admin:articles_{noun.model_name}_change", args=[thing.pk])
    return format_html('{}: <a href="{}">{}</a>', noun.verbose_name.capitalize(), address, thing)


def link_list(things):
    """Return the links to `things` as a list, or "" where there are none."""
    items = format_html_join("", "<li>{}</li>", ([link(thing)] for thing in things))
    return items and format_html('<ul class="things">{}</ul>', items)


def count_of(rows, field):
    """Return an expression: how many of `rows` lead by `field` to the row that is asked for."""
    counts = rows.filter(**{field: OuterRef("pk")}).order_by().values(field).annotate(count=Count("pk"))
    return Coalesce(Subquery(counts.values("count")), 0)
