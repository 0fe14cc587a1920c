"""The inputs of a photo's form."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.utils.html import format_html

from ..base import link
from .files import photo_of


class PictureInput(forms.ClearableFileInput):
    """Takes another file in the place of the one that is there, to which it shows no link: nobody can open it."""

    template_name = forms.FileInput.template_name

    def format_value(self, value):
        return None

    def render(self, name, value, attrs=None, renderer=None):
        taker = super().render(name, value, attrs, renderer)
        if not self.is_initial(value):
            return taker
        checkbox = self.clear_checkbox_name(name)
        context = {"taker": taker, "name": checkbox, "id": self.clear_checkbox_id(checkbox)}
        return render_to_string("admin/articles/photo/_file_input.html", context)


class PercentInput(forms.NumberInput):
    input_type = "range"

    def __init__(self):
        super().__init__({"min": 0, "max": 100, "step": 1})


class PhotoForm(forms.ModelForm):
    class Meta:
        widgets = {
            "file": PictureInput({"accept": "image/jpeg,image/png,image/webp"}),
            "focus_x": PercentInput,
            "focus_y": PercentInput,
        }

    def clean_file(self):
        """Refuse a file that another photo has already."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            file.seek(0)
            if other := photo_of(hashlib.file_digest(file, "sha256").hexdigest(), but=self.instance.pk):
                raise ValidationError(format_html("This file is in the library already. {}", link(other)))
        return file
