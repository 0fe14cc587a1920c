from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from .address import Addressed, AddressedQuerySet
from .fields import LineField, PlainTextField, sound_slug

LEVELS = 3


class CategoryTree:
    """All categories, read once: a few dozen rows that nearly every page needs."""

    def __init__(self, categories):
        self._by_id = {category.pk: category for category in categories}
        self._by_slug = {category.slug: category for category in categories}
        self._children = {}
        for category in categories:
            self._children.setdefault(category.parent_id, []).append(category)
            if category.parent_id in self._by_id:
                category.parent = self._by_id[category.parent_id]  # Nothing more is asked, ever.

    @property
    def roots(self):
        return self.children(None)

    def find(self, slug):
        """Return the category with `slug`, or None."""
        return self._by_slug.get(slug)

    def children(self, category):
        return self._children.get(category and category.pk, [])

    def subtree(self, category):
        """Return `category` and all that stand below it, to the lowest level."""
        found = level = [category]
        for _ in range(LEVELS - 1):
            level = [child for parent in level for child in self.children(parent) if child not in found]
            found = found + level
        return found

    def path(self, category_id):
        """Return the categories from the root down to the one with `category_id`; [] for None.

        At most LEVELS: a cycle, which fixtures and bulk writes could make, ends nothing but the path.
        """
        path = []
        while category_id is not None and len(path) < LEVELS:
            path.insert(0, self._by_id[category_id])
            category_id = path[0].parent_id
        return path


class CategoryQuerySet(AddressedQuerySet):
    def tree(self):
        return CategoryTree(list(self.all()))


class Category(Addressed):
    address_name = "articles:category"
    slug_source = "name"

    name = LineField(max_length=80)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="The category above this one; a tree has at most three levels.",
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Lower numbers stand first in the navigation."
    )
    description = PlainTextField(blank=True, help_text="One sentence under the name on its page.")

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name_plural = "categories"
        constraints = [
            sound_slug("category_has_a_sound_slug"),
            models.CheckConstraint(name="category_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="category_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=models.F("id")),
                violation_error_message="A category cannot stand below itself.",
            ),
        ]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        # Two editors who move two categories below each other at once must not both succeed.
        list(Category.objects.select_for_update().values_list("pk"))
        self.check_place()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        self.check_place()

    def check_place(self):
        """Raise ValidationError where the tree would grow too deep, or into itself."""
        tree = Category.objects.tree()
        above = tree.path(self.parent_id)
        if self.pk and self in above:
            raise ValidationError({"parent": f"“{self.name}” cannot stand below itself."})
        if len(above) + self._height(tree) > LEVELS:
            message = f"“{self.name}” would stand deeper than {LEVELS} levels. Choose one nearer the top."
            raise ValidationError({"parent": message})

    def _height(self, tree):
        """How many levels this category has, with those below it."""
        level, height = [self], 0
        while level and height <= LEVELS:
            level = [child for parent in level for child in tree.children(parent)] if self.pk else []
            height += 1
        return height
