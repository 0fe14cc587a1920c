"""The library in a window of its own, from which a photo is taken into a story's text or into a form."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse

from ...models import Photo
from ..base import scripts
from ..chooser import card_of

PER_PAGE = 24
FUNCTION = re.compile(r"-?[0-9]{1,9}")
FIELD = re.compile(r"id_[a-z0-9_-]{1,60}")


@dataclass(frozen=True)
class Picking:
    """Who waits for a photo: a function of the body's editor, by its number, or a field of a form, by its id."""

    function: str = ""
    field: str = ""

    @classmethod
    def of(cls, request):
        function, field = request.GET.get("CKEditorFuncNum", ""), request.GET.get("field", "")
        if FUNCTION.fullmatch(function):
            return cls(function=function)
        return cls(field=field if FIELD.fullmatch(field) else "")

    def __bool__(self):
        return bool(self.function or self.field)

    @property
    def terms(self):
        """What the address of every page of this window carries on."""
        if self.function:
            return {"CKEditorFuncNum": self.function}
        return {"field": self.field} if self.field else {}

    @property
    def query(self):
        return urlencode(self.terms)


def pick_page(desk, request):
    if not desk.has_view_permission(request):
        raise PermissionDenied
    picking = Picking.of(request)
    photos = Photo.objects.select_related("license")
    if picking.function:
        photos = photos.exclude(file="")  # In a text, a picture that is none says nothing.
    search = request.GET.get("q", "")
    photos, may_repeat = desk.get_search_results(request, photos, search)
    page = Paginator(photos.distinct() if may_repeat else photos, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **desk.admin_site.each_context(request),
        "title": "Choose a picture",
        "opts": desk.opts,
        "media": desk.media + scripts("picker"),
        "is_popup": True,
        "picking": picking,
        "search": search,
        "page": page,
        "cards": [card_of(photo, "small") for photo in page],
        "may_add": desk.has_add_permission(request),
    }
    return TemplateResponse(request, "admin/articles/photo/pick.html", context)


def card_page(desk, request, pk):
    """The photo that was just chosen in a form, as the form shows it."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    photo = Photo.objects.select_related("license").filter(pk=pk).first()
    if photo is None:
        raise Http404("There is no such photo.")
    return TemplateResponse(request, "admin/articles/photo/_card.html", card_of(photo))
