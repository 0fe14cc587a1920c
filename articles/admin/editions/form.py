"""The form of an edition: its words, its stories in order, those to be added."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple

from ...models import Article, Edition, EditionStory
from ...models.edition import MOST
from .filling import Filling, filled
from .stories import StoriesField


class EditionForm(forms.ModelForm):
    stories = StoriesField(
        required=False,
        help_text="Lower numbers stand first. A story that readers cannot see any more stays here, and is left "
        "out of what they get.",
    )
    add = forms.ModelMultipleChoiceField(
        Article.objects.published().defer("body"),
        required=False,
        label="Add stories",
        widget=AutocompleteSelectMultiple(
            EditionStory._meta.get_field("article"), admin.site, attrs={"data-width": "100%"}
        ),
        help_text="Only stories that readers can see now. They are put at the end.",
        error_messages={"invalid_choice": "Readers cannot see one of these stories now: leave it out."},
    )

    class Meta:
        model = Edition
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.way = self.data.get("_fill")
        if self.way not in Filling.WAYS:
            self.way = None
        self.filling = Filling(self.data if self.way else None, prefix="fill")
        self.said = ""
        held = self.instance.all_stories().values_list("pk", flat=True) if self.instance.pk else []
        if "stories" in self.fields:  # Who may only look has none.
            self.initial["stories"] = self.held = list(held)

    def clean_stories(self):
        stories = self.cleaned_data["stories"]
        new = set(stories).difference(self.held)
        live = set(Article.objects.published().filter(pk__in=new).values_list("pk", flat=True))
        if new != live:
            raise forms.ValidationError("Readers cannot see one of these stories now. Open the edition anew.")
        return stories

    def clean(self):
        cleaned = super().clean()
        added = [article.pk for article in cleaned.get("add", [])]
        self.arranged = list(dict.fromkeys([*cleaned.get("stories", []), *added]))
        if len(self.arranged) > MOST:
            self.add_error(
                "add",
                f"An edition has at most {MOST} stories; these would be {len(self.arranged)}. Leave some out.",
            )
        if self.way:
            self.fill()
        if cleaned.get("published_at") and not self.arranged:
            self.add_error(
                "published_at", "Readers would find no story in it. Add one first, or leave this empty."
            )
        return cleaned

    def fill(self):
        found = self.filling.found(self.way)
        if found is None:
            self.add_error(None, "Nothing was saved or added: see what is marked below.")
        else:
            self.arranged, self.said = filled(self.arranged, found)

    def _save_m2m(self):
        super()._save_m2m()
        self.instance.arrange(self.arranged)
