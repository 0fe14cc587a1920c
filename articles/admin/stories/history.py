"""The history of a story: its revisions, two of them compared, one of them seen as readers would, or restored."""

from functools import wraps

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ...furniture import furniture_of, story_context
from ...going_on import going_on
from ...publishing import newest_revision, restore
from ...publishing.differences import changed_fields
from ...publishing.rights import may
from ...publishing.stories import compared, described, label, story_of
from ...sheets import print_context

PAGE = 50


def of_story(view):
    """Give `view` the story of this id, if the desk shows it to the user; else lead to the desk, as the admin does."""

    @wraps(view)
    def find(desk, request, object_id, **arguments):
        article = desk.get_object(request, unquote(object_id))
        if article is None:
            return desk._get_obj_does_not_exist_redirect(request, desk.opts, object_id)
        return view(desk, request, article, **arguments)

    return find


class History:
    """Gives the stories' ModelAdmin these pages."""

    def get_urls(self):
        story = "<path:object_id>/"
        revision = f"{story}revision/<int:revision>/"
        pages = [
            (f"{story}compare/", require_safe(self.compare_view), "compare"),
            (revision, require_safe(self.revision_view), "revision"),
            (f"{revision}print/", require_safe(self.revision_print_view), "revision_print"),
            (f"{revision}restore/", require_POST(self.restore_view), "restore"),
        ]
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")
                for route, view, name in pages
            ),
            *super().get_urls(),
        ]

    @of_story
    def history_view(self, request, article, extra_context=None):
        newest = newest_revision(article)
        page = Paginator(article.revisions.newest_first(), PAGE).get_page(request.GET.get("p"))
        revisions = list(page)
        before = article.revisions.newest_first().filter(pk__lt=revisions[-1].pk).first()
        for revision, former in zip(revisions, [*revisions[1:], before], strict=True):
            revision.former = former
            revision.changed = (
                [label(name) for name in changed_fields(former.content, revision.content)] if former else []
            )
        context = self.page_of(request, article, "History") | {
            "page_obj": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "page_var": "p",
            "pagination_required": page.paginator.count > PAGE,
            "revisions": revisions,
            "newest": newest,
            "now": timezone.now(),
            "may_restore": may_restore(request.user),
        }
        return TemplateResponse(request, "admin/articles/article/object_history.html", context)

    @of_story
    def compare_view(self, request, article):
        before, after = (revision_of(article, request.GET.get(name, "")) for name in ("before", "after"))
        lines = compared(
            described(story_of(article, before.content)), described(story_of(article, after.content))
        )
        context = self.page_of(request, article, "Compare") | {
            "before": before,
            "after": after,
            "lines": lines,
        }
        return TemplateResponse(request, "admin/articles/article/compare.html", context)

    @of_story
    def revision_view(self, request, article, revision):
        return self.as_readers_see(request, article, revision, "admin/articles/article/revision.html")

    @of_story
    def revision_print_view(self, request, article, revision):
        return self.as_readers_see(
            request, article, revision, "articles/print.html", **print_context(request)
        )

    @of_story
    def restore_view(self, request, article, revision):
        if not may_restore(request.user) or not self.has_change_permission(request, article):
            raise PermissionDenied
        former = get_object_or_404(article.revisions, pk=revision)
        restored = restore(article, former, by=request.user)
        messages.success(request, f"“{former}” is restored as the newest revision. Readers see no change.")
        if restored.content != former.content:
            messages.warning(request, "What was deleted since is not in it: see what differs in the history.")
        return redirect("admin:articles_article_change", article.pk)

    def as_readers_see(self, request, article, revision, template, **context):
        revision = get_object_or_404(article.revisions, pk=revision)
        story = story_of(article, revision.content)
        story.published_at = article.change_at or article.published_at or timezone.now()
        context |= story_context(furniture_of(request), story) | {
            "going_on": going_on(story, revision.content["related"]),
            "revision": revision,
        }
        response = render(request, template, context)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def page_of(self, request, article, title):
        return {
            **self.admin_site.each_context(request),
            "title": f"{title}: {self.title(article)}",
            "object": article,
            "original": article,
            "headline": self.title(article),
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
        }


def may_restore(user):
    return may(user, "change_article")


def revision_of(article, number):
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404("A revision has a number.")
    return get_object_or_404(article.revisions, pk=number)
