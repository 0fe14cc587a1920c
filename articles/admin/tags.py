"""Tags: their pages on the desk, and the input that suggests them in a story's form."""

import csv
import json

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import get_select2_language
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Script
from django.http import JsonResponse
from django.urls import path, reverse_lazy
from taggit.forms import TagField

from ..models import Tag, Tagging
from ..text import clean_line, slugify
from .base import DeskAdmin, count_of

SUGGESTIONS = 20
TEXT_LENGTH = 3000


def split_names(text):
    """Return the names in a line such as “harbour, night ferry, "Washington, D.C."”, each one once."""
    names = {}
    for cell in next(csv.reader([clean_line(text)[:TEXT_LENGTH]], skipinitialspace=True), []):
        name = " ".join(cell.split())
        if name:
            names.setdefault(name.casefold(), name)
    return list(names.values())


def join_names(names):
    """Return `names` as the line that split_names reads."""
    return ", ".join(
        '"{}"'.format(name.replace('"', '""')) if set(name) & set(',"') else name for name in names
    )


class TagsInput(forms.TextInput):
    """A line of names with commas, which static/desk/tags.js makes a field of suggestions."""

    @property
    def media(self):
        minified = "" if settings.DEBUG else ".min"
        language = get_select2_language()
        return forms.Media(
            js=[
                f"admin/js/vendor/jquery/jquery{minified}.js",
                f"admin/js/vendor/select2/select2.full{minified}.js",
                *([f"admin/js/vendor/select2/i18n/{language}.js"] if language else []),
                "admin/js/jquery.init.js",
                Script("desk/tags.js", type="module"),
            ],
            css={
                "screen": [
                    f"admin/css/vendor/select2/select2{minified}.css",
                    "admin/css/autocomplete.css",
                ]
            },
        )

    def format_value(self, value):
        """`value` is what was typed, or the tags of a story."""
        return value if isinstance(value, str) else join_names(sorted(tag.name for tag in value or []))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "class": "vTextField",
            "data-tags": json.dumps(split_names(context["widget"]["value"])),
            "data-suggestions": reverse_lazy("admin:articles_tag_suggestions"),
        }
        return context


class TagsField(TagField):
    widget = TagsInput

    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_length=TEXT_LENGTH, **kwargs)

    def clean(self, value):
        names = split_names(forms.CharField.clean(self, value))
        for name in names:
            longest = Tag._meta.get_field("name").max_length
            if len(name) > longest:
                raise ValidationError(f"“{name}” has {len(name)} characters; a tag has at most {longest}.")
            if not slugify(name):
                raise ValidationError(f"“{name}” cannot be a tag: it needs a letter or a digit.")
        return sorted(names)


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    fields = ["name", "slug"]
    list_display = ["name", "stories", "slug"]
    list_per_page = 100
    search_fields = ["name", "slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(story_count=count_of(Tagging.objects, "tag"))

    def get_urls(self):
        suggestions = self.admin_site.admin_view(self.suggestions)
        return [path("suggestions/", suggestions, name="articles_tag_suggestions"), *super().get_urls()]

    def suggestions(self, request):
        """The tags that hold what was typed, the most used first. Slugs are in lower case of every script."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        typed = slugify(request.GET.get("term", ""))
        tags = self.get_queryset(request).filter(slug__contains=typed).order_by("-story_count", "name")
        names = tags.values_list("name", flat=True)[:SUGGESTIONS]
        return JsonResponse({"results": [{"id": name, "text": name} for name in names]})

    @admin.display(description="stories", ordering="story_count")
    def stories(self, tag):
        return tag.story_count
