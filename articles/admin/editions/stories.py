"""The input of an edition's stories: a list in order. Numbers and boxes do it; a script adds handles and buttons."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone

from ...models import Article
from ..base import scripts
from ..stories.listing import clock, state_of_row


@dataclass(frozen=True)
class Row:
    article: Article
    number: int
    note: str


class OrderedStories(forms.Widget):
    """Its value is the ids of stories, in order."""

    @property
    def media(self):
        return scripts("edition", "drag") + forms.Media(css={"all": ["desk/edition.css"]})

    def render(self, name, value, attrs=None, renderer=None):
        context = {"name": name, "rows": rows_of(value or [])}
        return render_to_string("admin/articles/edition/_stories.html", context)

    def value_from_datadict(self, data, files, name):
        """Return the ids that a form sent, by the numbers beside them, without those that are to be left out."""
        sent = data.getlist(name)
        places = {pk: rank(place, data.get(f"{name}-{pk}", "")) for place, pk in enumerate(sent, start=1)}
        left_out = set(data.getlist(f"{name}-out"))
        return [pk for pk in sorted(places, key=places.get) if pk not in left_out]

    def id_for_label(self, id_):
        return ""  # Its inputs have labels of their own.

    def use_required_attribute(self, initial):
        return False


class StoriesField(forms.Field):
    widget = OrderedStories

    def to_python(self, value):
        if not all(map(is_id, value)):
            raise ValidationError("One of these is no story. Open the edition anew.")
        return [int(pk) for pk in value]

    def has_changed(self, initial, data):
        return [str(pk) for pk in initial or []] != data


def is_id(text):
    return text.isascii() and text.isdigit() and len(text) < 19


def rank(place, number):
    """Return where a story goes that stood in a place and was given a number; see front/order.py."""
    number = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else place
    return number + (number > place) / 2 - (number < place) / 2


def rows_of(ids):
    """Return the rows of the stories with these ids, which may be texts. One query."""
    ids = [int(pk) for pk in ids if is_id(str(pk))]
    articles = Article.objects.defer("body").in_bulk(ids)
    found = [articles[pk] for pk in ids if pk in articles]
    now = timezone.now()
    return [Row(article, number, note(article, now)) for number, article in enumerate(found, start=1)]


def note(article, now):
    """Return why readers do not find a story in the edition; "" where they do."""
    match state_of_row(article, now):
        case "Live":
            return ""
        case "Scheduled":
            return f"Readers see it from {clock(article.published_at)}, and here from then on."
        case what:
            return f"{what}: readers do not find it in the edition."
