"""Inputs of the desk's forms: dates, short texts, categories."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.utils import timezone

from ..models import Category, Photo
from ..models.fields import PlainTextField
from .chooser import PhotoChooser
from .times import TimeField, TimeInput


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class ShortTextarea(AdminTextareaWidget):
    def __init__(self, attrs=None):
        super().__init__({"rows": 3} | (attrs or {}))


def path_name(path):
    """Return the names of a path in the tree as one: “Town › Schools”."""
    return " › ".join(category.name for category in path)


def in_order(tree):
    """Return all categories as the tree is read: each one followed by those below it."""
    return [category for root in tree.roots for category in tree.subtree(root)]


class CategoryIterator(forms.models.ModelChoiceIterator):
    """The tree's paths, in the tree's order."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        tree = Category.objects.tree()
        for category in in_order(tree):
            value = forms.models.ModelChoiceIteratorValue(category.pk, category)
            yield (value, path_name(tree.path(category.pk)))


class CategoryField(forms.ModelChoiceField):
    iterator = CategoryIterator


class CategoriesField(forms.ModelMultipleChoiceField):
    iterator = CategoryIterator


class DeskInputs:
    """Gives a ModelAdmin or an inline the inputs above."""

    formfield_overrides = {
        models.DateField: {
            "widget": DayInput,
            "error_messages": {"invalid": "This is not a day. Write year, month and day: 2022-01-12."},
        },
        models.DateTimeField: {
            "form_class": TimeField,
            "widget": TimeInput,
        },
        models.URLField: {"assume_scheme": "https"},
        PlainTextField: {"widget": ShortTextarea},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.DateTimeField):
            zone = timezone.get_current_timezone_name()
            field.help_text = f"{field.help_text} Time zone: {zone}.".lstrip()
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A cross beside an author's name must not delete the author.
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Category:
            kwargs["form_class"] = CategoryField
        elif db_field.related_model is Photo:
            kwargs["widget"] = PhotoChooser(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.related_model is Category:
            kwargs |= {"form_class": CategoriesField, "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)
