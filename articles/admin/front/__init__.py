"""The front page on the desk: it is arranged on one page, seen in preview, undone and restored."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from ...models import Front
from ...search import desk
from ..base import DeskAdmin
from .page import Turn, choosable, line_of
from .preview import preview

SUGGESTIONS = 20


@admin.register(Front)
class FrontAdmin(DeskAdmin):
    """There is one page, in the place of a list of fronts; what they are made of is no editor's matter."""

    def has_add_permission(self, request):
        return False

    def has_view_permission(self, request, obj=None):
        return self.has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        pages = [
            ("", self.arrange_view, "changelist"),
            ("preview/", self.preview_view, "preview"),
            ("stories/", require_safe(self.stories_view), "stories"),
        ]
        return [
            path(route, self.admin_site.admin_view(view), name=f"articles_front_{name}")
            for route, view, name in pages
        ]

    def arrange_view(self, request):
        self.allow(request)
        return Turn(request).answer()

    def preview_view(self, request):
        """The page as readers would see it, at a time that is asked for. Writes nothing."""
        self.allow(request)
        return preview(request)

    def stories_view(self, request):
        """What a place can be given: published and scheduled stories with the words that were typed, newest first."""
        self.allow(request)
        words = desk.begun(request.GET.get("term", ""))
        found = desk.found_among(choosable(request.user), words)
        page = Paginator(found.articles, SUGGESTIONS).get_page(request.GET.get("page"))
        results = [{"id": str(story.pk), "text": line_of(story)} for story in page]
        return JsonResponse({"results": results, "pagination": {"more": page.has_next()}})

    def allow(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
