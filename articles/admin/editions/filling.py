"""Three ways to fill an edition in one go: from a search, from a week, from a series."""

from datetime import timedelta

from django import forms

from ...models import Article, Category, Series
from ...models.edition import MOST
from ...search import LENGTH, PAGE_SIZE, Filters, Search, find, parse
from ..fields import CategoryField, DayInput

FROM_A_SEARCH = 60  # stories, the newest
WRONG_DAY = {"invalid": "This is not a day. Write year, month and day: 2022-01-12."}


class Filling(forms.Form):
    """What the buttons ask for. Everything found is live."""

    words = forms.CharField(
        required=False,
        max_length=LENGTH,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text="As in Search News: words, “a phrase”, ‑without, one OR other, begin*.",
    )
    first = forms.DateField(label="From", required=False, widget=DayInput, error_messages=WRONG_DAY)
    last = forms.DateField(label="To", required=False, widget=DayInput, error_messages=WRONG_DAY)
    category = CategoryField(Category.objects.all(), required=False)
    day = forms.DateField(
        label="A day of the week",
        required=False,
        widget=DayInput,
        error_messages=WRONG_DAY,
        help_text="Its stories of Monday to Sunday, by the date under their headlines.",
    )
    series = forms.ModelChoiceField(Series.objects.all(), required=False)

    # By the value of a button: its label, and the fields above it.
    WAYS = {
        "search": ("Add what a search finds", ("words", "first", "last", "category")),
        "week": ("Add a week", ("day",)),
        "series": ("Add a series", ("series",)),
    }

    @property
    def ways(self):
        return [(way, label, [self[name] for name in names]) for way, (label, names) in self.WAYS.items()]

    def found(self, way):
        """Return the ids that a way leads to, in order; None, and an error beside the field, where it leads nowhere."""
        names = self.WAYS[way][1]
        if not self.is_valid() and any(name in self.errors for name in names):
            return None
        asked = {name: self.cleaned_data.get(name) for name in names}
        if not any(asked.values()):
            self.add_error(names[0], "Fill this in first.")
            return None
        return getattr(self, f"by_{way}")(**asked)

    def by_search(self, words, first, last, category):
        categories = Category.objects.tree().subtree(category) if category else []
        filters = Filters(tuple(each.pk for each in categories), first=first, last=last)
        search, ids = Search(parse(words), filters), []
        if words and not search.query:
            self.add_error("words", "There is no word in it that can be searched for.")
            return None
        for page in range(1, FROM_A_SEARCH // PAGE_SIZE + 1):
            results = find(search, page=page)
            if results.took_too_long:
                self.add_error("words", "This search took too long. Rarer words, or fewer of them, help.")
                return None
            ids += results.ids
        return ids

    def by_week(self, day):
        monday = day - timedelta(days=day.weekday())
        of_week = Article.objects.published().filter(date__range=(monday, monday + timedelta(days=6)))
        return list(of_week.newest_first().values_list("pk", flat=True)[: MOST + 1])

    def by_series(self, series):
        parts = Article.objects.published().of_series(series)
        return list(parts.values_list("pk", flat=True)[: MOST + 1])


def filled(stories, found):
    """Return the ids of an edition with those found behind them, as many as fit, and a sentence that says it."""
    new = [pk for pk in found if pk not in stories]
    added = new[: max(0, MOST - len(stories))]
    if not found:
        return stories, "No story was found, so none was added."
    sentences = [f"{counted(len(added))} added."]
    if there := len(found) - len(new):
        sentences.append(f"{counted(there)} in it already.")
    if rest := len(new) - len(added):
        sentences.append(f"{counted(rest)} left out: an edition has at most {MOST}.")
    return [*stories, *added], " ".join(sentences)


def counted(number):
    return "One story was" if number == 1 else f"{number or 'No'} stories were"
