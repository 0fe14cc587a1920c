"""Photos on the desk: uploading, the library, the form, choosing one for a story, and their public files."""

from functools import partial

from django import forms
from django.contrib import admin
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from ...models import Photo
from ..base import DeskAdmin
from . import licenses  # noqa: F401
from .library import Library
from .page import Page
from .picking import card_page, pick_page
from .uploading import upload_page
from .waiting import waiting_page


@admin.register(Photo)
class PhotoAdmin(Library, Page, DeskAdmin):
    class Media:
        css = {"all": ["desk/photos.css", "desk/library.css"]}
        js = [forms.Script("desk/focus.js", type="module")]

    def get_urls(self):
        pages = [
            ("pick/", "pick", require_safe(partial(pick_page, self))),
            ("<int:pk>/card/", "card", require_safe(partial(card_page, self))),
            ("waiting/", "waiting", require_http_methods(["GET", "POST"])(partial(waiting_page, self))),
        ]
        own = [
            path(route, self.admin_site.admin_view(view), name=f"articles_photo_{name}")
            for route, name, view in pages
        ]
        return [*own, *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        """Uploading makes photos; the form adds but words about a picture whose file is missing."""
        if "words" in request.GET:
            return super().add_view(request, form_url, extra_context)
        return upload_page(self, request)
