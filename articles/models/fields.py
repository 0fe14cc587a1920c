"""Fields that keep their promise at every door: forms, save(), update(), bulk writes and fixtures.

Django calls get_prep_value for whatever is written or looked up; what these fields do there cannot be
gone around. pre_save puts the same value back on the instance, so that memory and database agree.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django_prose_editor.fields import ProseEditorField

from ..markup import EXTENSIONS, LENGTH, sanitise
from ..text import RESERVED_SLUGS, SLUG_LENGTH, clean_line, clean_text, is_slug


class CleanField(models.Field):
    """Base of the fields below: `cleaned` says what becomes of a value that is not None."""

    def cleaned(self, value):
        raise NotImplementedError

    def to_python(self, value):
        value = super().to_python(value)
        return value if value is None else self.cleaned(value)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value if value is None or hasattr(value, "resolve_expression") else self.cleaned(value)

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if value is not None and not hasattr(value, "resolve_expression"):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value


class LineField(CleanField, models.CharField):
    """One line of text in NFC, without control characters."""

    def cleaned(self, value):
        return clean_line(value)


class PlainTextField(CleanField, models.TextField):
    """Text of any length in NFC, without control characters but tab and line end."""

    def cleaned(self, value):
        return clean_text(value).strip()


class BodyField(CleanField, ProseEditorField):
    """A story's body: HTML of the one allow-list (articles/markup.py)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, extensions=EXTENSIONS, sanitize=sanitise, **kwargs)

    def cleaned(self, value):
        if len(value) > LENGTH:
            raise ValidationError(
                f"The text has {len(value)} characters of HTML; at most {LENGTH} are taken. Divide the story.",
                code="too_long",
            )
        return sanitise(value)


class WholeSecondField(CleanField, models.DateTimeField):
    """A time cut to its second, so that pages can change at that second and not within it."""

    def cleaned(self, value):
        return value.replace(microsecond=0)


def web_address(field, name):
    """The constraint that a link, where there is one, leads to the web, whatever door it came by."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{field: ""})
        | Q(**{f"{field}__istartswith": "http://"})
        | Q(**{f"{field}__istartswith": "https://"}),
        violation_error_message="A link begins with “https://” or “http://”.",
    )


def one_of(name, nouns, sentence=None):
    """The constraint that exactly one of these foreign keys leads somewhere."""
    condition = Q()
    for noun in nouns:
        condition |= Q(**{f"{each}__isnull": each != noun for each in nouns})
    message = {"violation_error_message": sentence} if sentence else {}
    return models.CheckConstraint(name=name, condition=condition, **message)


def sound_slug(name):
    """The constraint that a slug can stand in an address; validate_slug says it in full."""
    return models.CheckConstraint(
        name=name,
        condition=~Q(slug="")
        & ~Q(slug__contains="/")
        & ~Q(slug__contains=".")
        & ~Q(slug__contains=" ")
        & ~Q(slug__contains="?")
        & ~Q(slug__contains="#")
        & ~Q(slug__contains="\\"),
        violation_error_message="A slug has letters, digits and hyphens.",
    )


def validate_slug(slug):
    if not is_slug(slug):
        raise ValidationError(
            "“%(slug)s” cannot stand in an address: use letters and digits of any script, joined by single "
            "hyphens, for example “council-votes”.",
            code="slug",
            params={"slug": slug},
        )
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            "“%(slug)s” is an address that Newsroom needs itself. Add a word to it.",
            code="reserved_slug",
            params={"slug": slug},
        )


class SlugField(LineField):
    """The part of an address that names a thing: lower case, any script, unique, made when left empty."""

    default_validators = [validate_slug]

    def __init__(self, *args, **kwargs):
        defaults = {
            "max_length": SLUG_LENGTH,
            "unique": True,
            "blank": True,
            "help_text": "The last part of the address. Left empty, it is made for you. "
            "If you change it later, the old address leads to the new one.",
        }
        super().__init__(*args, **(defaults | kwargs))

    def cleaned(self, value):
        return super().cleaned(value).lower()
