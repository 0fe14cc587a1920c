from django.contrib import admin
from django.db.models import Case, When

from ..furniture import furniture_of
from ..models import Article, Category
from ..models.category import LEVELS
from .base import DeskAdmin, count_of
from .fields import in_order, path_name


@admin.register(Category)
class CategoryAdmin(DeskAdmin):
    fields = ["name", "parent", "position", "description", "slug"]
    list_display = ["path", "position", "stories", "slug"]
    list_per_page = 200
    list_select_related = ["parent__parent"]
    search_fields = ["name", "slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(story_count=count_of(Article.objects, "category"))

    def get_ordering(self, request):
        """As the tree is read."""
        categories = in_order(furniture_of(request).categories)
        places = [When(pk=category.pk, then=place) for place, category in enumerate(categories)]
        return [Case(*places).asc()] if places else []

    def needing(self, objs):
        below = Category.objects.filter(parent__in=objs)
        return [*below, *Article.objects.filter(category__in=objs)]

    @admin.display(description="category")
    def path(self, category):
        return path_name(path_above(category))

    @admin.display(description="stories", ordering="story_count")
    def stories(self, category):
        return category.story_count


def path_above(category):
    """Return the path of a category whose parents were read with it."""
    path = [category]
    while path[0].parent and len(path) < LEVELS:
        path.insert(0, path[0].parent)
    return path
