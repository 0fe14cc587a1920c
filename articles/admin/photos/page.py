"""The page of a photo: its focal point, its words and rights, what its file says, where it is used."""

from functools import partial
from pathlib import PurePosixPath

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from ...models import Article, Author, License, Photo, Use
from ...pictures import SHAPES, read
from ...publishing.rights import visible_to
from ..base import link_list
from ..pictures import conditions
from .files import make_files
from .form import PhotoForm
from .library import lacks_something

CROPS = {  # shapes, and where readers meet them
    "16x9": "the first story of the front page",
    "3x2": "lists",
    "4x3": "search engines",
    "1x1": "search engines, portraits",
}
CROP_WIDTH = 480  # pixels of the file that shows a saved crop
WHOLE_WIDTH = 960
KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WebP"}  # Fixtures may bring others.
SAYINGS = (  # What a file says, as articles.pictures names it, with our words for it.
    ("caption", "Caption"),
    ("alt_text", "Alternative text"),
    ("creator", "Creator"),
    ("credit", "Credit"),
    ("copyright", "Copyright"),
    ("license_url", "Licence at"),
)


class Page:
    """Gives the photos' ModelAdmin its form. Uploading makes photos; the form completes and changes them."""

    form = PhotoForm
    fieldsets = [
        (
            "Picture",
            {
                "description": "Stories show the whole picture. Where it is cut, the focal point stays in it: "
                "click on what matters, or move the sliders.",
                "fields": ["picture", ("focus_x", "focus_y")],
            },
        ),
        ("What is to be seen", {"fields": ["alt_text", "is_decorative", "caption", "medium"]}),
        (
            "Rights",
            {
                "fields": [
                    ("creator", "credit"),
                    "credit_url",
                    "copyright_notice",
                    "license",
                    "exemption",
                    "expires_at",
                    "digital_source",
                ]
            },
        ),
        ("File", {"fields": ["file", "file_says"]}),
        ("Where it is used", {"fields": ["used_in"]}),
    ]
    readonly_fields = ["picture", "file_says", "used_in"]
    autocomplete_fields = ["license"]

    def get_fieldsets(self, request, obj=None):
        """Words alone for a photo whose file is missing: with a file, photos are made by uploading it."""
        if obj is None:
            return self.fieldsets[1:3]
        if self.has_change_permission(request, obj):
            return self.fieldsets
        file = ("File", {"fields": ["file_says"]})  # Django would show a link to what nobody can open.
        return [file if name == "File" else (name, about) for name, about in self.fieldsets]

    def get_object(self, request, object_id, from_field=None):
        photo = super().get_object(request, object_id, from_field)
        if photo:
            photo.seen_in = visible_to(request.user, stories_with([photo]))
        return photo

    def has_change_permission(self, request, obj=None):
        """Also for who has uploaded a photo, to complete it, until readers meet it."""
        if super().has_change_permission(request, obj):
            return True
        if obj is None or not self.has_add_permission(request):
            return False
        added = LogEntry.objects.filter(
            user=request.user,
            content_type=ContentType.objects.get_for_model(Photo),
            object_id=str(obj.pk),
            action_flag=ADDITION,
        )
        return added.exists() and not Photo.objects.promised().filter(pk=obj.pk).exists()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= {
                "conditions": conditions(obj),
                "next_lacking": next_lacking(obj),
                "show_save_and_add_another": False,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if obj.is_outdated:
            transaction.on_commit(partial(make_or_tell, request, obj))

    def response_change(self, request, obj):
        if "_next" in request.POST and (following := next_lacking(obj)):
            return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[following.pk]))
        return super().response_change(request, obj)

    @admin.display(description="picture")
    def picture(self, photo):
        if not photo.file:
            return "There is no file. Readers see a neutral figure with caption and credit."
        if not photo.rendered:
            return "Its public files are to be made; then it is seen here."
        whole = photo.sizes("whole", most=WHOLE_WIDTH)[-1]
        context = {
            "alt_text": photo.used().alt_text,
            "whole": (photo.address(f"whole-{whole[0]}.jpg"), *whole),
            "crops": [crop(photo, shape) for shape in CROPS],
        }
        return render_to_string("admin/articles/photo/_focus.html", context)

    @admin.display(description="the file says")
    def file_says(self, photo):
        if not photo.file:
            return "There is no file."
        try:
            with photo.file.open("rb") as file:
                stated = read(file)
                size = file.size
        except OSError:
            return "The file is gone, or cannot be read."
        said = [(name, getattr(stated, field)) for field, name in SAYINGS]
        said.append(("How it came about", Photo.Origin(stated.source).label if stated.source else ""))
        context = {
            "photo": photo,
            "kind": KINDS.get(PurePosixPath(photo.file.name).suffix.lower(), "A file"),
            "size": size,
            "said": [(name, text) for name, text in said if text],
            "unknown_license": unknown_license(stated.license_url),
        }
        return render_to_string("admin/articles/photo/_file_says.html", context)

    @admin.display(description="used in")
    def used_in(self, photo):
        things = [*photo.seen_in, *Author.objects.filter(portrait=photo)]
        return link_list(things) or "Nothing yet, or nothing that you may see."

    def needing(self, objs):
        return [*stories_with(objs), *Author.objects.filter(portrait__in=objs)]


def stories_with(photos):
    """Return the stories that use one of `photos`, as lead or in the text, in their row or a revision that counts."""
    held = Use.objects.filter(photo__in=photos)
    return Article.objects.filter(Q(photo__in=photos) | Q(pk__in=held.values("article"))).defer("body")


def next_lacking(photo):
    """Return the photo that comes after this one in the library and lacks something, or the first one, or None."""
    others = Photo.objects.filter(lacks_something()).exclude(pk=photo.pk).order_by("-pk")
    return others.filter(pk__lt=photo.pk).first() or others.first()


def crop(photo, shape):
    """Return the name of a shape and the file that shows it as it was saved."""
    size = photo.sizes(shape, most=CROP_WIDTH)[-1]
    return (
        shape,
        CROPS[shape],
        ":".join(map(str, SHAPES[shape].ratio)),
        photo.address(f"{shape}-{size[0]}.jpg"),
        *size,
    )


def unknown_license(address):
    """Return the address of a licence that no licence of the list has, or ""."""
    return "" if License.objects.at(address) else address


def make_or_tell(request, photo):
    """Make the public files of a photo that was just saved; tell where that failed."""
    if failure := make_files(photo):
        waiting = reverse("admin:articles_photo_waiting")
        sentence = (
            'The words are saved, but no files could be made for readers: {} <a href="{}">Try again</a>'
        )
        messages.error(request, format_html(sentence, failure, waiting))
