"""The input in which a form's photo is chosen: by its words, or from the library, where one sees it."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.template.loader import render_to_string

from ..models import Photo
from .pictures import conditions, preview


class PhotoChooser(AutocompleteSelect):
    @property
    def media(self):
        own = forms.Media(
            css={"all": ["desk/photos.css"]}, js=[forms.Script("desk/chooser.js", type="module")]
        )
        return super().media + own

    def render(self, name, value, attrs=None, renderer=None):
        known = str(value).isascii() and str(value).isdigit()  # What was sent may be anything.
        photo = Photo.objects.select_related("license").filter(pk=value).first() if known else None
        select = super().render(name, photo and photo.pk, attrs, renderer)
        context = {"select": select, "field": attrs["id"], **card_of(photo)}
        return render_to_string("admin/articles/photo/_chooser.html", context)


def card_of(photo, size="large"):
    """Return what templates show of a photo."""
    if photo is None:
        return {"photo": None}
    return {"photo": photo, "preview": preview(photo, size), "conditions": conditions(photo)}
