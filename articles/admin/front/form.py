"""What an editor has put where on the front page, as it is typed and before it is saved."""

from django import forms
from django.utils import timezone

from ...front import Choice, Place, moved, name_of, numbered, slots
from ...models import Article
from ...publishing.rights import visible_to
from ..times import TimeField, TimeInput

FREE = (
    "",
    "",
)  # A filling is what the form sends of a place: a story's id and the time until which it stands.


class PlaceForm(forms.Form):
    story = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        error_messages={"invalid": "This is no story. Choose one of the list."},
    )
    until = TimeField(required=False)


class WhenForm(forms.Form):
    starts_at = TimeField(
        label="Readers see it from", required=False, help_text="Left empty, from now. Time zone: {zone}."
    )
    at = TimeField(
        label="Preview the page as it will be on",
        required=False,
        help_text="Left empty, as it will be when readers see it first.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zone = timezone.get_current_timezone_name()
        for field in self.fields.values():
            field.help_text = field.help_text.format(zone=zone)

    def clean_starts_at(self):
        starts_at = self.cleaned_data["starts_at"]
        if starts_at and starts_at <= timezone.now():
            raise forms.ValidationError("This time has passed. Leave it empty, and readers see the page now.")
        return starts_at

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at and at <= timezone.now():
            raise forms.ValidationError(
                "This time has passed. The archive of the site has the page as it was on each day."
            )
        return at


class Arrangement:
    """The forms of all places that editors may fill, with the stories in them."""

    def __init__(self, fillings, categories, user):
        self.categories = categories
        self.names = {section.pk: section.name for section in categories.roots}
        self.forms = {}
        for place in slots(self.names):
            story, until = fillings.get(place, FREE)
            prefix = key(place)
            typed = {f"{prefix}-story": story, f"{prefix}-until": until}
            self.forms[place] = PlaceForm(typed, prefix=prefix)
        for form in self.forms.values():
            form.full_clean()
        stories = {place: form.cleaned_data.get("story") for place, form in self.forms.items()}
        self.chosen = {place: pk for place, pk in stories.items() if pk}
        self.articles = visible_to(user, Article.objects).defer("body").in_bulk(set(self.chosen.values()))

    @property
    def choices(self):
        """What can be saved, in the order of the page; a story that was chosen twice stands where it comes first."""
        first = {pk: place for place, pk in reversed(self.chosen.items())}
        return [
            Choice(place, pk, self.forms[place].cleaned_data.get("until"))
            for place, pk in self.chosen.items()
            if pk in self.articles and first[pk] == place
        ]

    def check(self, start):
        """Add to each form what is wrong with a place of a page that begins at `start`; return whether all is well."""
        first = {}
        for place, pk in self.chosen.items():
            form = self.forms[place]
            until = form.cleaned_data.get("until")
            if pk not in self.articles:
                form.add_error("story", "This story is not there any more. Choose another.")
            if pk in first:
                form.add_error(
                    "story", f"This story stands in “{self.name(first[pk])}” already. Choose another here."
                )
            if until and until <= start:
                form.add_error("until", "This time comes before readers see the page. Choose a later one.")
            first.setdefault(pk, place)
        return not any(form.errors for form in self.forms.values())

    def name(self, place):
        return name_of(place, self.names)


def fillings_of(choices, moment):
    """Return what a form shows of an arrangement: what stands at a moment, or will."""
    return {
        choice.place: (str(choice.story), TimeInput().format_value(local(choice.until)))
        for choice in choices
        if choice.stands_at(moment)
    }


def local(time):
    return timezone.localtime(time) if time else None


def typed(post, categories):
    """Return the fillings that a form sent, ordered by the numbers beside them."""
    places = slots([section.pk for section in categories.roots])
    fillings, numbers = {}, {}
    for place in places:
        prefix = key(place)
        fillings[place] = (post.get(f"{prefix}-story", ""), post.get(f"{prefix}-until", ""))
        number = post.get(f"{prefix}-number", "")
        numbers[place] = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else None
    return numbered(fillings, numbers)


def pressed(fillings, act, *keys):
    """Return the fillings after a button: “move top-1 lead”, “free lead”."""
    places = {key(place): place for place in fillings}
    wanted = [places[each] for each in keys if each in places]
    if act == "move" and len(wanted) == 2:
        return moved(fillings, *wanted)
    if act == "free" and len(wanted) == 1:
        return fillings | {wanted[0]: FREE}
    return fillings


def key(place: Place) -> str:
    """Return the name of a place in the form: “lead”, “top-0”, “section-3-0”."""
    parts = [place.area]
    if place.section:
        parts.append(place.section)
    if place.area != "lead":
        parts.append(place.position)
    return "-".join(map(str, parts))
