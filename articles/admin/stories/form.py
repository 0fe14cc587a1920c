"""The form of a revision: an article in memory, and the lines of its bylines and sources. It saves no row."""

from datetime import timedelta
from functools import partial

from django import forms
from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ...models import Article, Byline, RelatedStory, Revision, Source, Tag
from ...publishing import create, newest_revision, save_revision
from ...publishing.bulk import tag_named
from ...publishing.content import BYLINE_FIELDS, FIELDS, SOURCE_FIELDS, fields_of
from ...publishing.differences import suggests_substantive
from ...publishing.rights import visible_to
from ...publishing.stories import described, story_of
from ..fields import DeskInputs

DOUBLE_CLICK = timedelta(minutes=1)
LINES = 200  # More of a kind than a story has, and few enough to be checked at once.


class StoryForm(forms.ModelForm):
    """What belongs to one revision. The base is the revision that the writer began with."""

    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    revision_name = forms.CharField(
        label="Name of this revision",
        max_length=Revision._meta.get_field("name").max_length,
        required=False,
        help_text=Revision._meta.get_field("name").help_text,
    )
    weight = forms.ChoiceField(
        label="This change is",
        required=False,
        choices=[
            ("", "what its size suggests"),
            ("minor", "minor, such as a mended comma"),
            ("substantive", "substantive: readers are told that the story was updated"),
        ],
    )

    class Meta:
        model = Article
        fields = []

    def clean_revision_name(self):
        return Revision._meta.get_field("name").to_python(self.cleaned_data["revision_name"])


class Lines(forms.BaseFormSet):
    """Lines in order: each may be given a position, and one that is left without stands last."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        position = form.fields["position"]
        position.required = False
        position.help_text = "Lower numbers stand first. Left empty, it stands last."
        if index is None or index >= self.initial_form_count():
            form.initial["position"] = None

    def clean(self):
        last = -1
        for form in self.forms:
            if form.is_valid():
                position = form.cleaned_data.get("position")
                form.instance.position = last + 1 if position is None else position
                last = max(last, form.instance.position)
        bylines = [(row.author_id, row.role) for row in self.rows if isinstance(row, Byline)]
        if len(bylines) > len(set(bylines)):
            raise ValidationError("An author signs a story only once in each role.")
        others = [row.other_id for row in self.rows if isinstance(row, RelatedStory)]
        if len(others) > len(set(others)):
            raise ValidationError("A related story is named only once.")

    @property
    def rows(self):
        """The rows that the lines make, in memory, in order."""
        kept = [
            form.instance
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]
        return sorted(kept, key=lambda row: row.position)


class LinesPanel(DeskInputs, admin.StackedInline):
    """Lines in the clothes of an inline; unlike an inline's they are no rows of the database."""

    name: str  # in a content
    follows = "Story"  # the fieldset before it
    extra = 0

    def __init__(self, article, content, admin_site):
        super().__init__(Article, admin_site)
        self.article = article
        self.rows = self.rows_of(content) if content else []

    def rows_of(self, content):
        return content[self.name]

    def lines(self, request, data=None):
        """Return the formset, filled with `data` as it was sent or with the rows of the content."""
        line = forms.modelform_factory(
            self.model,
            fields=flatten_fieldsets([(None, {"fields": self.fields})]),
            formfield_callback=partial(self.formfield_for_dbfield, request=request),
        )
        factory = forms.formset_factory(
            line,
            formset=Lines,
            extra=0 if self.rows else self.extra,
            can_delete=True,
            can_delete_extra=False,
            max_num=LINES,
            absolute_max=LINES,
        )
        initial = [row | {"position": place} for place, row in enumerate(self.rows)]
        return factory(data, prefix=self.name, initial=None if data is not None else initial)


class BylinesPanel(LinesPanel):
    model = Byline
    fields = [("role", "author", "position")]
    name = "bylines"
    autocomplete_fields = ["author"]
    extra = 1


class SourcesPanel(LinesPanel):
    model = Source
    fields = [("outlet", "date"), ("title", "url"), ("relation", "position")]
    name = "sources"


class RelatedPanel(LinesPanel):
    model = RelatedStory
    verbose_name, verbose_name_plural = "related story", "related stories"
    fields = [("other", "position")]
    name = "related"
    follows = "Going on"
    autocomplete_fields = ["other"]

    def rows_of(self, content):
        return [{"other": pk} for pk in content["related"]]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Take what the writer may see, and what was chosen before."""
        seen = visible_to(request.user, Article.objects).values("pk")
        chosen = [row["other"] for row in self.rows]
        others = Article.objects.filter(Q(pk__in=seen) | Q(pk__in=chosen)).exclude(pk=self.article.pk)
        field = super().formfield_for_foreignkey(db_field, request, queryset=others.defer("body"), **kwargs)
        field.label = "Story"
        field.error_messages["invalid_choice"] = "Choose a story that you may see, and another than this one."
        return field


class LineInClothes(helpers.InlineAdminForm):
    def needs_explicit_pk_field(self):
        return False

    def fk_field(self):
        return ""


class LinesInClothes(helpers.InlineAdminFormSet):
    """The lines as the admin's template of inlines wants them."""

    def __iter__(self):
        first_new = self.formset.initial_form_count()
        for place, form in enumerate([*self.formset.forms, self.formset.empty_form]):
            original = f"#{place + 1}" if place < first_new else None
            yield LineInClothes(self.formset, form, self.fieldsets, {}, original, model_admin=self.opts)


class Writing:
    """One revision as it is being written: the form and its lines, filled from a story or from what was sent."""

    def __init__(self, desk, request, article, story, newest=None):
        self.request, self.article, self.newest = request, article, newest
        data = request.POST if request.method == "POST" else None
        story.status = Article.Status.DRAFT  # What must be there to publish is asked when it is published.
        self.fieldsets = desk.get_fieldsets(request, article)
        form_class = desk.get_form(
            request, article, change=article.pk is not None, fields=flatten_fieldsets(self.fieldsets)
        )
        self.form = form_class(data, instance=story, initial=self.initial(desk, story))
        self.tell_suggestion()
        content = newest and newest.content
        panels = [
            panel(article, content, desk.admin_site) for panel in (BylinesPanel, SourcesPanel, RelatedPanel)
        ]
        self.lines = {panel.name: panel.lines(request, data) for panel in panels}
        self.in_clothes = [
            LinesInClothes(panel, self.lines[panel.name], panel.get_fieldsets(request), model_admin=desk)
            for panel in panels
        ]

    def initial(self, desk, story):
        if story.pk is None:
            return desk.get_changeform_initial_data(self.request)
        return {
            "base": self.newest.pk,
            "also_in": [category.pk for category in story.also_in.all()],
            "tags": list(story.tags.all()),
            "weight": self.chosen_weight(),
        }

    def chosen_weight(self):
        """What was chosen when it was last saved, where that was not the suggestion."""
        published = self.article.published_revision
        if published is None or self.newest.published_at:
            return ""
        suggested = suggests_substantive(published.content, self.newest.content)
        if self.newest.is_substantive == suggested:
            return ""
        return "substantive" if self.newest.is_substantive else "minor"

    def tell_suggestion(self):
        """Say what the size of the change that waits suggests, beside the choice."""
        published = self.article.published_revision
        if "weight" in self.form.fields and published and self.newest.content != published.content:
            suggested = suggests_substantive(published.content, self.newest.content)
            weight = "substantive" if suggested else "minor"
            self.form.fields["weight"].help_text = f"By its size, what was saved and waits is {weight}."

    def is_valid(self):
        lines_valid = forms.all_valid(self.lines.values())
        valid = self.form.is_valid() and lines_valid
        new = self.new_tags() if "tags" in self.form.cleaned_data else []
        if new and not self.request.user.has_perm("articles.add_tag"):
            self.form.add_error("tags", f"You may not make tags, and there is no “{'”, “'.join(new)}” yet.")
            valid = False
        return valid

    def new_tags(self):
        names = self.form.cleaned_data["tags"]
        return [name for name in names if not Tag.objects.filter(name__iexact=name).exists()]

    def content(self, tags):
        """Return what was written as a content; `tags` are ids."""
        return fields_of(self.form.instance, FIELDS) | {
            "also_in": sorted(category.pk for category in self.form.cleaned_data["also_in"]),
            "tags": sorted(tags),
            "bylines": [fields_of(row, BYLINE_FIELDS) for row in self.lines["bylines"].rows],
            "sources": [fields_of(row, SOURCE_FIELDS) for row in self.lines["sources"].rows],
            "related": [row.other_id for row in self.lines["related"].rows],
        }

    @transaction.atomic
    def save(self, user):
        """Save it as a revision of the article, or of a new one; return both. Raises StaleError."""
        tags = {tag_named(name).pk for name in self.form.cleaned_data["tags"]}
        content = self.content(tags)
        if self.article.pk is None:
            if article := self.begun_already(user, content):
                return article, newest_revision(article)
            article = self.begin(user, content)
        else:
            article = self.article
        revision = save_revision(
            article,
            content if self.article.pk else content | {"slug": article.slug},
            by=user,
            base=(self.form.cleaned_data["base"] or 0)
            if self.article.pk
            else None,  # None would ask nothing.
            name=self.form.cleaned_data.get("revision_name", ""),
            is_substantive=self.is_substantive(article, content),
        )
        return article, revision

    def begin(self, user, content):
        article = Article()
        create(article, content, by=user)
        return article

    def begun_already(self, user, content):
        """Return the story that the same form has just begun, when its button was clicked twice, or None."""
        get_user_model().objects.select_for_update().get(pk=user.pk)  # One click after the other.
        first = Revision.objects.filter(
            article__created_by=user, saved_at__gte=timezone.now() - DOUBLE_CLICK
        ).select_related("article")
        same = (revision for revision in first if revision.content | {"slug": ""} == content | {"slug": ""})
        return next((revision.article for revision in same), None)

    def is_substantive(self, article, content):
        if chosen := self.form.cleaned_data.get("weight"):
            return chosen == "substantive"
        published = article.published_revision
        return published is None or suggests_substantive(published.content, content)

    def described(self):
        """Return what was typed in words, tags that are yet to be made among them."""
        tags = {"Tags": "\n".join(sorted(self.form.cleaned_data["tags"]))}
        return described(story_of(self.article, self.content([]))) | tags
