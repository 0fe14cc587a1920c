"""Acts on many stories from their list: first a page that says what will happen to each, then the act."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse

from ..models import Category, Tag
from ..publishing.bulk import (
    carry_out,
    publish_story,
    recategorise_story,
    retag_story,
    withdraw_story,
)
from ..publishing.rights import may
from .fields import CategoryField, ShortTextarea
from .tags import TagsField

AT_ONCE = 200  # A story takes some 30 queries, and a request half a minute at most.


class BulkForm(forms.Form):
    """What an act must know besides the stories; the acts without further questions use it as it is."""

    required_css_class = "required"

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user


class WithdrawForm(BulkForm):
    reason = forms.CharField(
        widget=ShortTextarea, help_text="Readers who come to one of these stories are told this reason."
    )


class RetagForm(BulkForm):
    add = TagsField(
        label="Add tags", required=False, help_text="Names with commas between them, such as “harbour, sea”."
    )
    remove = TagsField(
        label="Remove tags", required=False, help_text="Stories that do not have them stay as they are."
    )

    def clean_add(self):
        names = self.cleaned_data["add"]
        new = [name for name in names if not Tag.objects.filter(name__iexact=name).exists()]
        if new and not self.user.has_perm("articles.add_tag"):
            raise forms.ValidationError(f"You may not make tags, and there is no “{'”, “'.join(new)}” yet.")
        return names

    def clean(self):
        if not self.errors and not (self.cleaned_data["add"] or self.cleaned_data["remove"]):
            raise forms.ValidationError("Write the tags to add, to remove, or both.")
        return self.cleaned_data


class RecategoriseForm(BulkForm):
    category = CategoryField(
        queryset=Category.objects.all(),
        help_text="It becomes their first category; further ones stay as they are.",
    )


@dataclass(frozen=True)
class BulkAct:
    """One of the acts: the name of its action, the title of its page, and what its button does to stories."""

    name: str
    title: str
    verb: str
    run: Callable[..., str]
    form: type[BulkForm] = BulkForm


PUBLISH = BulkAct("publish_stories", "Publish stories", "Publish", publish_story)
WITHDRAW = BulkAct("withdraw_stories", "Withdraw stories", "Withdraw", withdraw_story, WithdrawForm)
RETAG = BulkAct("retag_stories", "Add and remove tags", "Change the tags of", retag_story, RetagForm)
RECATEGORISE = BulkAct(
    "recategorise_stories", "Move to another category", "Move", recategorise_story, RecategoriseForm
)


def bulk_page(desk, request, queryset, act):
    """Ask what the act must know, show what it will do to each story, do it, and tell what was done.

    What is done is what was shown: a story that was saved since the preview is left alone.
    """
    stories = list(queryset[: AT_ONCE + 1])
    if len(stories) > AT_ONCE:
        text = f"Choose at most {AT_ONCE} stories at once; nothing was done."
        desk.message_user(request, text, messages.WARNING)
        return None
    step = request.POST.get("step", "" if act.form.base_fields else "preview")
    form = act.form(request.POST if step else None, user=request.user)
    outcomes = None
    if step in ("preview", "do") and form.is_valid():
        seen = {int(pk) for pk in request.POST.getlist("seen") if pk.isascii() and pk.isdigit()}
        outcomes = carry_out(
            partial(act.run, **form.cleaned_data),
            stories,
            request.user,
            seen=seen if step == "do" else None,
        )
    context = desk.admin_site.each_context(request) | {
        "title": act.title,
        "opts": desk.opts,
        "media": desk.media + form.media,
        "act": act,
        "form": form,
        "stories": stories,
        "outcomes": outcomes,
        "count": sum(outcome.is_done for outcome in outcomes or ()),
        "is_done": outcomes is not None and step == "do",
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/articles/article/bulk.html", context)


@admin.action(description="Publish…", permissions=["publish"])
def publish_stories(desk, request, queryset):
    return bulk_page(desk, request, queryset, PUBLISH)


@admin.action(description="Withdraw…", permissions=["withdraw"])
def withdraw_stories(desk, request, queryset):
    return bulk_page(desk, request, queryset, WITHDRAW)


@admin.action(description="Add and remove tags…", permissions=["write"])
def retag_stories(desk, request, queryset):
    return bulk_page(desk, request, queryset, RETAG)


@admin.action(description="Move to another category…", permissions=["write"])
def recategorise_stories(desk, request, queryset):
    return bulk_page(desk, request, queryset, RECATEGORISE)


BULK_ACTIONS = [publish_stories, withdraw_stories, retag_stories, recategorise_stories]


class BulkActions:
    """Gives the stories' ModelAdmin the acts, each to those who may do it; each story is asked for again."""

    actions = BULK_ACTIONS

    def has_publish_permission(self, request):
        return may(request.user, "publish_article")

    def has_withdraw_permission(self, request):
        return may(request.user, "withdraw_article")

    def has_write_permission(self, request):
        writing = ("change_article", "write_own_article", "write_own_draft")
        return any(may(request.user, permission) for permission in writing)
