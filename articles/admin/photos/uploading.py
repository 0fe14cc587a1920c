"""Files become photos, each judged by itself."""

import time
from dataclasses import dataclass

from django import forms
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse

from ...models import Photo
from ...pictures import MEGABYTES, PictureError, read
from ...text import join_names
from ..base import scripts
from ..chooser import card_of
from .files import make_files, photo_of, reason
from .page import unknown_license
from .picking import Picking

SECONDS = 15  # in which public files are made at once, where many files come in one request


class WordsForm(forms.ModelForm):
    """What goes for all files that come, where they say nothing themselves."""

    class Meta:
        model = Photo
        fields = ["credit", "license"]
        widgets = {"credit": forms.TextInput({"class": "vTextField"})}
        help_texts = {"credit": "", "license": ""}


@dataclass
class Outcome:
    """What became of one file: a new photo, one that was there already, or a sentence that says why neither."""

    name: str
    refusal: str = ""
    photo: Photo | None = None
    is_new: bool = False
    filled: str = ""
    unknown_license: str = ""
    failure: str = ""

    @property
    def card(self):
        return card_of(self.photo, "small")


# Django passes over a file with a name such as “..”, as if it had not been sent.
NONE_CAME = Outcome(
    "No file came", refusal="Choose one. If you did, its name cannot be used: rename it and send it again."
)


def upload_page(desk, request):
    if not desk.has_add_permission(request):
        raise PermissionDenied
    form = WordsForm(request.POST if request.method == "POST" else None)
    alone = (
        "alone" in request.POST
    )  # The script sends each file by itself, and wants nothing but its outcome.
    outcomes = []
    if request.method == "POST" and form.is_valid():
        outcomes = list(received(desk, request, form.cleaned_data)) or [NONE_CAME]
    elif alone:
        sentences = " ".join(sentence for errors in form.errors.values() for sentence in errors)
        files = request.FILES.getlist("files")
        outcomes = [Outcome(file.name, refusal=sentences) for file in files] or [NONE_CAME]
    context = {
        **desk.admin_site.each_context(request),
        "title": "Add photos",
        "opts": desk.opts,
        "media": desk.media + scripts("upload", "drop", "picker"),
        "form": form,
        "outcomes": outcomes,
        "megabytes": MEGABYTES,
        "most": MEGABYTES * 1_000_000,
        "picking": Picking.of(request),
        "is_popup": IS_POPUP_VAR in request.GET,
    }
    name = "_outcomes" if alone else "upload"
    return TemplateResponse(request, f"admin/articles/photo/{name}.html", context)


def received(desk, request, words, seconds=SECONDS):
    """Yield what becomes of each file of the request. After so many seconds the rest waits for its public files."""
    began = time.monotonic()
    for file in request.FILES.getlist("files"):
        outcome = taken(desk, request, file, words)
        if outcome.is_new and time.monotonic() - began < seconds:
            outcome.failure = make_files(outcome.photo)
        yield outcome


def taken(desk, request, file, words):
    """Make a photo of a file, unless it is no picture that is taken, or there already, or cannot be stored."""
    photo = Photo(file=file)
    try:
        photo.measure()
        with transaction.atomic():
            if same := photo_of(photo.sha256):
                return Outcome(file.name, photo=same)
            return added(desk, request, photo, words)
    except PictureError as error:
        return Outcome(file.name, refusal=str(error))
    except OSError as error:
        return Outcome(file.name, refusal=f"It could not be stored ({reason(error)}). Send it again later.")


def added(desk, request, photo, words):
    name, filled = photo.file.name, photo.prefill()
    for field, word in words.items():
        setattr(photo, field, getattr(photo, field) or word)
    photo.full_clean()
    license_url = unknown_license(read(photo.file).license_url)
    photo.save()
    desk.log_addition(request, photo, [{"added": {}}])
    fields = join_names([Photo._meta.get_field(field).verbose_name for field in filled])
    return Outcome(name, photo=photo, is_new=True, filled=fields, unknown_license=license_url)
