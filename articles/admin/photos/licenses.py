from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from ...models import License, Photo
from ..base import DeskAdmin, count_of


@admin.register(License)
class LicenseAdmin(DeskAdmin):
    fields = ["name", "url", "expires_at"]
    list_display = ["name", "url", "expires_at", "photos"]
    search_fields = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(photo_count=count_of(Photo.objects, "license"))

    def save_model(self, request, obj, form, change):
        """Count the pictures that say of themselves what the licence said before."""
        super().save_model(request, obj, form, change)
        obj.outdated = 0
        if {"name", "url"} & set(form.changed_data):
            obj.outdated = sum(photo.is_outdated for photo in obj.photos.select_related("license"))

    def response_change(self, request, obj):
        """Lead to where these pictures' files are made anew, and begin; from a window of its own, tell of it."""
        response = super().response_change(request, obj)
        if not obj.outdated:
            return response
        waiting = reverse("admin:articles_photo_waiting")
        if IS_POPUP_VAR not in request.POST and request.user.has_perm("articles.change_photo"):
            return HttpResponseRedirect(f"{waiting}?begin=yes")
        sentence = 'The files of {} still name the licence as it was. <a href="{}">Make them anew</a>.'
        pictures = "1 picture" if obj.outdated == 1 else f"{obj.outdated} pictures"
        messages.warning(request, format_html(sentence, pictures, waiting))
        return response

    def needing(self, objs):
        return Photo.objects.filter(license__in=objs)

    @admin.display(description="photos", ordering="photo_count")
    def photos(self, license):  # noqa: A002
        return license.photo_count
