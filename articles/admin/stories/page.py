"""The page of a story: it is written here as a revision, and sent on its way."""

from django.contrib import messages
from django.contrib.admin.helpers import AdminErrorList, AdminForm, Fieldset
from django.contrib.admin.options import IS_POPUP_VAR, ModelAdmin
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from ...models import Article
from ...publishing import ActError, StaleError, newest_revision, was_public
from ...publishing.rights import may, may_write
from ...publishing.stories import compared, described, story_of
from .acts import ACTS, ActsForm, offered
from .form import Writing
from .listing import clock, state_of
from .pictures import left_out, notices


class Page:
    """Gives the stories' ModelAdmin its form, for adding and changing."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            article, newest = Article(created_by=request.user), None
        else:
            article = self.get_object(request, unquote(object_id))
            if article is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            newest = newest_revision(article)
        return Turn(self, request, article, newest).answer()


class Turn:
    """One request for a story's page: what is shown, what was typed and pressed, and what becomes of it."""

    def __init__(self, desk, request, article, newest):
        self.desk, self.request, self.user = desk, request, request.user
        self.article, self.newest = article, newest
        self.stale = None
        self.base = request.POST.get("base", newest and newest.pk)  # The page keeps it, until it was saved.
        self.is_post = request.method == "POST"
        self.begins = article.pk is None
        self.writes = article.pk is None or may_write(self.user, article)
        self.acts_form = ActsForm(request.POST if self.is_post else None, article)
        self.story = story_of(article, newest.content) if newest else article
        self.writing = Writing(desk, request, article, self.story, newest) if self.writes else None

    def answer(self):
        return self.receive() if self.is_post else self.show()

    def receive(self):
        """Save what was typed and do what was pressed; show the page again where something was wrong."""
        act = self.pressed()
        if act and not self.acts_form.is_valid():
            return self.show()
        if not act and not self.writes:
            raise PermissionDenied
        if act and not act.saves and not self.do(act, self.newest):
            return self.show()
        revision = self.save(act) if self.writes else self.unless_stale(act)
        if revision is None:
            return self.show(409 if self.stale else 200)
        done = self.do(act, revision) if act and act.saves else True
        if not act and self.acts_form.has_changed():
            self.warn("A time, reason or embargo is not used until you press the button below it.")
            done = False
        if self.begins and not done:
            self.tell("What you wrote is saved as a draft.")  # Its page is another one now.
        return self.leave(act) if done or self.begins else self.show()

    def pressed(self):
        """Return the act whose button was pressed, or None; raise PermissionDenied for one that is not the user's."""
        act = ACTS.get(self.request.POST.get("_act"))
        if "_act" in self.request.POST and not (act and act.right(self.user, self.article)):
            raise PermissionDenied
        return act

    def do(self, act, revision):
        """Do the act; return whether it was done. Where not, the sentence stands at the top of the page."""
        changed = self.acts_form.changed_data
        said = self.acts_form.cleaned_data | {f"{name}_is_new": name in changed for name in ("at", "until")}
        if not act.fits(self.article):
            self.warn(f"“{act.label}” is not for a story that is {self.state().lower()}.")
            return False
        try:
            sentence = act.do(self.article, revision, said, self.user)
        except ActError as error:
            self.warn(str(error))
            return False
        self.tell(sentence)
        self.article.refresh_from_db()
        return True

    def save(self, act):
        """Save what was typed; return its revision, or None where it is wrong or somebody saved since."""
        if not self.writing.is_valid():
            if act and act.saves:
                self.warn(f"Nothing was saved, so “{act.label}” was not done.")
            return None
        try:
            self.article, revision = self.writing.save(self.user)
        except StaleError as error:
            self.turn_stale(error)
            return None
        self.newest, self.base = revision, revision.pk
        if sentence := left_out(self.request.POST.get("body", ""), revision.content["body"]):
            messages.warning(self.request, sentence)
        return revision

    def unless_stale(self, act):
        """Return the newest revision, where it is the one that was on the page, or where that is no matter."""
        if not act.saves:
            return self.newest
        if self.base != str(self.newest.pk):
            self.turn_stale(StaleError(self.newest))
            return None
        return self.newest

    def turn_stale(self, error):
        """From now on the page knows what the colleague saved; the next Save goes over it."""
        self.stale, self.before, self.base = error, str(self.base), error.newest.pk

    def leave(self, act):
        request = self.request
        ModelAdmin.log_change(
            self.desk, request, self.article, [{"changed": {}}]
        )  # For “Recent actions” alone.
        if IS_POPUP_VAR in request.POST:
            return self.desk.response_add(request, self.article)
        if act is None and not (self.begins and self.acts_form.has_changed()):
            self.tell(f"Saved. {self.seen_by_readers()}")
            if "_continue" not in request.POST:
                return self.desk.response_post_save_change(request, self.article)
        page = reverse("admin:articles_article_change", args=[self.article.pk])
        filters = {"preserved_filters": self.desk.get_preserved_filters(request), "opts": self.desk.opts}
        return HttpResponseRedirect(add_preserved_filters(filters, page))

    def seen_by_readers(self):
        article, now = self.article, timezone.now()
        if article.status != Article.Status.PUBLISHED:
            return (
                "Nothing of it is public." if article.status in Article.PUBLIC else "Nothing is public yet."
            )
        if article.published_at > now:
            return f"Readers see from {clock(article.published_at)} on what was scheduled, and not later changes."
        if self.newest == article.published_revision:
            return "Readers see this version."
        since = article.published_revision and article.published_revision.published_at
        return f"Readers still see the version published on {clock(since or article.published_at)}."

    def state(self):
        published = self.article.published_revision_id
        has_changes = bool(self.newest and published and published != self.newest.pk)
        return state_of(self.article, has_changes=has_changes)

    def tell(self, sentence):
        messages.success(self.request, sentence)

    def warn(self, sentence):
        messages.error(self.request, sentence)

    def show(self, status=200):
        """Return the page, with what was typed."""
        desk, request, article = self.desk, self.request, self.article
        add = self.begins
        writing = self.writing
        form = writing.form if writing else ActsForm(None, article)
        lines = writing.in_clothes if writing else []
        context = {
            **desk.admin_site.each_context(request),
            "title": "Add article" if add else ("Change article" if writing else "View article"),
            "subtitle": None if add else str(self.story),
            "adminform": AdminForm(
                form,
                writing.fieldsets if writing else [],
                {},
                desk.get_readonly_fields(request, article),
                model_admin=desk,
            ),
            "inline_admin_formsets": lines,
            "errors": AdminErrorList(form, [panel.formset for panel in lines]) if writing else [],
            "object_id": article.pk and str(article.pk),
            "original": None if add else self.story,
            "is_popup": IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET,
            "to_field": None,
            "preserved_filters": desk.get_preserved_filters(request),
            "show_save_and_add_another": False,
            "show_delete": not (add or was_public(article)),
            "media": sum((panel.media for panel in lines), desk.media + form.media + self.acts_form.media),
            "base": self.base,
            "may_correct": not add and article.is_live(timezone.now()) and may(self.user, "correct_article"),
            "state": "" if add else self.state(),
            "seen_by_readers": "" if add else self.seen_by_readers(),
            "groups": [
                (group, Fieldset(self.acts_form, fields=group.fields, model_admin=desk))
                for group in offered(self.user, article)
            ],
            "read_only": None if writing else described(self.story).items(),
            "stale": self.stale and self.comparison(),
            "notices": [] if add else notices(self.newest.content),
        }
        response = desk.render_change_form(
            request, context, add=add, change=not add, obj=None if add else article
        )
        response.status_code = status
        return response

    def comparison(self):
        """Return what the colleague saved since, and how that differs from what is typed here."""
        newest = self.stale.newest
        theirs = story_of(self.article, newest.content)
        known = self.before.isascii() and self.before.isdigit()
        before = self.article.revisions.filter(pk=self.before).first() if known else None
        typed = self.writing.described() if self.writing else None
        return {
            "sentence": str(self.stale),
            "newest": newest,
            "theirs": compared(described(story_of(self.article, before.content)), described(theirs))
            if before
            else None,
            "yours": compared(described(theirs), typed) if typed else None,
        }
