from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.db import models
from django.db.models import Prefetch

from ..models import Article, Author, License, Photo
from ..publishing.rights import visible_to
from .base import DeskAdmin, count_of, link_list, preview


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    formfield_overrides = DeskAdmin.formfield_overrides | {
        models.ImageField: {
            "widget": AdminFileWidget(attrs={"accept": "image/jpeg,image/png,image/webp"}),
            "error_messages": {
                "invalid_image": "This is not a picture that can be read. JPEG, PNG and WebP are taken.",
            },
        }
    }
    fieldsets = [
        ("Picture", {"fields": ["file", "picture", "medium", "alt_text", "is_decorative", "caption"]}),
        ("Rights", {"fields": ["credit", "credit_url", "license", "exemption"]}),
        ("Where it is used", {"fields": ["used_in"]}),
    ]
    readonly_fields = ["picture", "used_in"]
    autocomplete_fields = ["license"]
    list_display = ["small_picture", "words", "medium", "credit", "license", "stories"]
    list_display_links = ["small_picture", "words"]
    list_filter = ["medium", "license", "is_decorative"]
    list_per_page = 30
    list_select_related = ["license"]
    search_fields = ["caption", "alt_text", "credit"]

    def get_queryset(self, request):
        seen = Prefetch("articles", visible_to(request.user, Article.objects.defer("body")), to_attr="seen")
        photos = super().get_queryset(request).annotate(story_count=count_of(Article.objects, "photo"))
        return photos.prefetch_related(seen)

    def needing(self, objs):
        stories = Article.objects.filter(photo__in=objs).defer("body")
        return [*stories, *Author.objects.filter(portrait__in=objs)]

    @admin.display(description="preview")
    def picture(self, photo):
        return preview(photo, "large")

    @admin.display(description="picture")
    def small_picture(self, photo):
        return preview(photo, "small")

    @admin.display(description="caption", ordering="caption")
    def words(self, photo):
        return str(photo)

    @admin.display(description="stories", ordering="story_count")
    def stories(self, photo):
        return photo.story_count

    @admin.display(description="used in")
    def used_in(self, photo):
        things = [*getattr(photo, "seen", []), *Author.objects.filter(portrait=photo)] if photo.pk else []
        return link_list(things) or "Nothing yet, or nothing that you may see."


@admin.register(License)
class LicenseAdmin(DeskAdmin):
    list_display = ["name", "url", "photos"]
    search_fields = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(photo_count=count_of(Photo.objects, "license"))

    def needing(self, objs):
        return Photo.objects.filter(license__in=objs)

    @admin.display(description="photos", ordering="photo_count")
    def photos(self, license):  # noqa: A002
        return license.photo_count
