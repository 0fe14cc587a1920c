from django.contrib import admin, messages
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
        """Tell how many pictures say of themselves what the licence said before."""
        super().save_model(request, obj, form, change)
        number = sum(photo.is_outdated for photo in obj.photos.select_related("license"))
        if number and {"name", "url"} & set(form.changed_data):
            waiting = reverse("admin:articles_photo_waiting")
            sentence = 'The files of {} still name the licence as it was. <a href="{}">Make them anew</a>.'
            pictures = "1 picture" if number == 1 else f"{number} pictures"
            messages.warning(request, format_html(sentence, pictures, waiting))

    def needing(self, objs):
        return Photo.objects.filter(license__in=objs)

    @admin.display(description="photos", ordering="photo_count")
    def photos(self, license):  # noqa: A002
        return license.photo_count
