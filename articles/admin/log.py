"""The log on the desk: to be read, searched and exported, and nothing else."""

import csv

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..models import LogLine
from .base import DeskAdmin

HEADER = ["time (UTC)", "who", "act", "subject", "story", "detail"]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@admin.register(LogLine)
class LogLineAdmin(DeskAdmin):
    fields = readonly_fields = ["at", "actor_name", "act", "subject", "article", "detail"]
    list_display = ["time", "actor_name", "act", "subject", "short_detail"]
    list_filter = ["act", ("actor", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 100
    search_fields = ["actor_name", "act", "subject", "detail"]
    date_hierarchy = "at"
    ordering = ["-id"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        export = self.admin_site.admin_view(require_safe(self.export))
        return [path("export/", export, name="articles_logline_export"), *super().get_urls()]

    def export(self, request):
        """The lines that the list shows with the same query, all pages of it, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            lines = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:articles_logline_changelist"))
        response = StreamingHttpResponse(rows_of(lines), content_type="text/csv; charset=utf-8")
        name = f"log-{timezone.localdate():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        LogLine.objects.add("exported the log", name, by=request.user, detail=request.META["QUERY_STRING"])
        return response

    @admin.display(description="time", ordering="id")
    def time(self, line):
        return f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}"

    @admin.display(description="detail")
    def short_detail(self, line):
        return line.detail if len(line.detail) <= 120 else f"{line.detail[:119]}…"


class Echo:
    """A file that returns what is written, for csv.writer."""

    def write(self, text):
        return text


def rows_of(lines):
    """Yield the lines as CSV, read from the database a few at a time."""
    writer = csv.writer(Echo())
    yield writer.writerow(HEADER)
    for line in lines.iterator(chunk_size=500):
        cells = [
            line.at.isoformat(timespec="seconds"),
            line.actor_name or "Newsroom",
            line.act,
            line.subject,
            line.article_id or "",
            line.detail,
        ]
        yield writer.writerow([safe_cell(cell) for cell in cells])


def safe_cell(value):
    """Return a cell as text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
