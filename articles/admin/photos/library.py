"""The list of photos: each with its rights, with what is to be done about it, and in how many stories it stands."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from ...models import Article, Author, Photo, Use
from ..base import count_of
from ..pictures import SOON, conditions, preview


def lacks_something():
    """Return the condition of Photo.lacking() as the database reads it."""
    undescribed = ~Q(file="") & Q(alt_text="", is_decorative=False)
    return undescribed | Q(credit="") | Q(license=None, exemption="")


def ends_by(moment):
    return Q(expires_at__lte=moment) | Q(license__expires_at__lte=moment)


def unused():
    used_by = [
        Use.objects.filter(photo=OuterRef("pk")),
        Article.objects.filter(photo=OuterRef("pk")),
        Author.objects.filter(portrait=OuterRef("pk")),
    ]
    return ~(Exists(used_by[0]) | Exists(used_by[1]) | Exists(used_by[2]))


def waiting():
    """Return the photos whose public files are to be made. Reads all photos: their keys are hashes."""
    photos = Photo.objects.exclude(file="").select_related("license").order_by("pk")
    return [photo for photo in photos if photo.is_outdated]


class StateFilter(admin.SimpleListFilter):
    """By what is to be done about a photo."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("lacking", "Lacks something"),
            ("ending", f"Ends within {SOON.days} days"),
            ("ended", "Ended"),
            ("unused", "Unused"),
            ("machine", "Made by a machine"),
            ("waiting", "Files to be made"),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        match self.value():
            case "lacking":
                return queryset.filter(lacks_something())
            case "ending":
                return queryset.filter(ends_by(now + SOON)).exclude(ends_by(now))
            case "ended":
                return queryset.filter(ends_by(now))
            case "unused":
                return queryset.filter(unused())
            case "machine":
                return queryset.filter(digital_source__in=Photo.SYNTHETIC)
            case "waiting":
                return queryset.filter(pk__in=[photo.pk for photo in waiting()])
        return queryset


class Library:
    """Gives the photos' ModelAdmin its list."""

    list_display = ["small_picture", "words", "rights", "state", "stories"]
    list_display_links = ["words"]
    list_filter = [StateFilter, "medium", ("license", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 30
    list_select_related = ["license"]
    search_fields = ["caption", "alt_text", "credit", "creator", "copyright_notice", "license__name"]

    def get_queryset(self, request):
        """With the number of their stories: those that hold a photo, and those that have it in their row alone."""
        held = Use.objects.filter(article=OuterRef("pk"), photo=OuterRef("photo"))
        alone = Article.objects.filter(~Exists(held))
        count = count_of(Use.objects, "photo") + count_of(alone, "photo")
        return super().get_queryset(request).annotate(story_count=count)

    def changelist_view(self, request, extra_context=None):
        unmade = Photo.objects.exclude(file="").filter(rendered="").exists()
        may_make = self.has_change_permission(request)
        context = {"title": "Photo library", "may_make": may_make, "unmade": unmade and may_make}
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description="picture")
    def small_picture(self, photo):
        return preview(photo, "small")

    @admin.display(description="caption", ordering="caption")
    def words(self, photo):
        return str(photo)

    @admin.display(description="rights", ordering="credit")
    def rights(self, photo):
        terms = photo.license or (photo.exemption and "No licence needed")
        lines = [photo.credit, terms, photo.is_synthetic and photo.get_digital_source_display()]
        return format_html_join("", "<div>{}</div>", ([line] for line in lines if line))

    @admin.display(description="to be done", empty_value="")
    def state(self, photo):
        sentences = format_html_join("", "<li>{}</li>", ([sentence] for sentence in conditions(photo)))
        return sentences and format_html('<ul class="conditions">{}</ul>', sentences)

    @admin.display(description="stories", ordering="story_count")
    def stories(self, photo):
        return {0: "In no story", 1: "In 1 story"}.get(photo.story_count, f"In {photo.story_count} stories")
