"""Every address of the desk × every role, by GET and by POST, held to the matrix.

The addresses come from the URL configuration; one that the matrix does not know fails the test.
"""

import re
from datetime import timedelta

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core import serializers
from django.test import Client, TestCase
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from articles.admin.stories.acts import ACTS
from articles.models import (
    Article,
    Correction,
    Edition,
    FormerAddress,
    GivingLink,
    ImportedText,
    LogLine,
    Masthead,
    Series,
)
from articles.models.edition_file import contents, keep
from articles.publishing import newest_revision
from tests.admin.case import make_colleague
from tests.factories import make_article, make_author, make_category, make_draft, make_photo

from . import matrix

NAMED = {
    *matrix.PAGES,
    *matrix.CHANGES,
    *matrix.STORY_PAGES,
    *matrix.STORY_FORMS,
    *matrix.LISTS,
    *matrix.FOR_STAFF,
    *matrix.FOR_ALL,
}


OF_ONE_THING = ("change", "history", "delete", "link", "card", "pdf", "file", "print")
ARGUMENTS = {"app_list": ["articles"], "set_password": ["MQ", "wrong-token"]}


def addresses(resolver=None, path=""):
    """Yield the name and the path of every address below /admin/."""
    for pattern in (resolver or get_resolver()).url_patterns:
        below = path + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from addresses(pattern, below)
        elif below.startswith("admin/"):
            yield pattern.name, below


def answer(response):
    """Return “opens”, “refused”, or “signs in” for a page that asks to sign in first."""
    location = response.headers.get("Location", "")
    if location.startswith(reverse("admin:login")):
        return "signs in"
    # Django leads from a thing that is not to be seen to the desk; and a story that stays leads to itself.
    leads_away = location == reverse("admin:index") or re.search(r"/article/\d+/change/$", location)
    is_refused = response.status_code in (403, 404, 405) or leads_away
    return "refused" if is_refused else "opens"


def state():
    """Return every row of the newsroom and of its accounts, less the log."""
    models = [*apps.get_app_config("articles").get_models(), User, Group]
    return [
        serializers.serialize("json", model.objects.order_by("pk")) for model in models if model != LogLine
    ]


def state_of(story):
    """Return the rows of one story."""
    rows = [Article.objects.filter(pk=story.pk), story.revisions.all(), story.corrections.all()]
    return [serializers.serialize("json", row) for row in rows]


class PageCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.other = make_colleague("other", *matrix.ROLES)
        cls.people = {role: make_colleague(role.lower(), role) for role in matrix.ROLES}
        cls.people["staff without a role"] = make_colleague("nobody")
        author = make_author("Ann")
        photo, category = make_photo(), make_category()
        cls.story = make_article(
            authors=["Ann"], tags=["sea"], category=category, photo=photo, created_by=cls.other
        )
        cls.things = {
            "articles_photo": photo,
            "articles_category": category,
            "articles_author": author,
            "articles_license": photo.license,
            "articles_tag": cls.story.tags.get(),
            "articles_series": Series.objects.create(name="Nights"),
            "articles_edition": Edition.objects.create(title="The week"),
            "articles_givinglink": GivingLink.objects.create(label="Cheque", url="https://example.org/"),
            "articles_masthead": Masthead.objects.create(),
            "articles_formeraddress": FormerAddress.objects.create(path="/old/", author=author),
            "articles_importedtext": ImportedText.objects.create(
                text="As it came.", sha256="0" * 64, origin="a"
            ),
            "articles_correction": Correction.objects.create(article=cls.story, text="It was 349."),
            "articles_logline": LogLine.objects.add("saved", "Rockets"),
            "articles_article": cls.story,
            "auth_user": cls.other,
            "auth_group": Group.objects.get(name="Editors"),
        }
        edition = cls.things["articles_edition"]
        keep(edition, b"%PDF", 1, contents(edition, [], []))

    def visitors(self):
        """Yield each role's name with its client, and those without a role."""
        yield "anonymous", self.client_class()
        for name, user in self.people.items():
            client = self.client_class()
            client.force_login(user)
            yield name, client

    def address(self, name, story=None):
        """Return the address of a page: of a story, of the one thing of its noun, or of neither."""
        story = story or self.story
        noun, _, page = name.rpartition("_")
        query = {}
        if noun.startswith("articles_article") and page not in ("changelist", "add"):
            newest = newest_revision(story).pk
            arguments = [story.pk, newest] if page in ("revision", "print", "restore") else [story.pk]
            query = {"before": newest, "after": newest} if page == "compare" else {}
        elif noun in matrix.NOUN_PAGES and page in OF_ONE_THING:
            arguments = [self.things[noun].pk if noun in self.things else 1]
        else:
            arguments = ARGUMENTS.get(name, [])
        return reverse(f"admin:{name}", args=arguments, query=query)


class PagesTests(PageCase):
    def test_every_address_of_the_desk_has_a_row_and_every_row_an_address(self):
        found = {name for name, _ in addresses() if name}
        self.assertEqual(found, NAMED)

    def test_what_has_no_name_leads_elsewhere_or_nowhere(self):
        unnamed = [path for name, path in addresses() if not name]
        for path in unnamed:
            self.assertRegex(path, r"/<path:object_id>/$|^admin/\(\?P<url>\.\*\)\$$")

    def test_pages_open_for_those_whom_the_matrix_names(self):
        for visitor, client in self.visitors():
            for name, action in (matrix.PAGES | matrix.LISTS).items():
                with self.subTest(visitor=visitor, page=name):
                    expected = "opens" if visitor in matrix.holders(action) else "refused"
                    expected = "signs in" if visitor == "anonymous" else expected
                    self.assertEqual(answer(client.get(self.address(name))), expected)

    def test_forms_are_taken_from_those_whom_the_matrix_names_and_change_nothing_for_others(self):
        visitors = list(self.visitors())
        before = state()
        for visitor, client in visitors:
            for name, action in (matrix.PAGES | matrix.LISTS | matrix.CHANGES).items():
                if visitor not in matrix.holders(action):
                    with self.subTest(visitor=visitor, page=name):
                        response = client.post(self.address(name), {"post": "yes", "name": "Changed"})
                        self.assertEqual(
                            answer(response), "signs in" if visitor == "anonymous" else "refused"
                        )
        self.assertEqual(state(), before)

    def test_pages_of_the_desk_itself(self):
        for visitor, client in self.visitors():
            for name in matrix.FOR_STAFF | (matrix.FOR_ALL - {"logout"}):
                response = client.get(self.address(name))
                with self.subTest(visitor=visitor, page=name):
                    if name in matrix.FOR_ALL or visitor != "anonymous":
                        self.assertLess(response.status_code, 500)
                    else:
                        self.assertEqual(answer(response), "signs in")

    def test_no_form_is_taken_without_the_token_of_its_page(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(User.objects.create_superuser("root"))
        for name in NAMED:
            with self.subTest(page=name):
                response = client.post(self.address(name), {"post": "yes"})
                self.assertIn(response.status_code, (403, 405))


class StoryPagesTests(PageCase):
    def stories(self, user):
        """Yield whether a story is the user's own, whether it is a draft, and the story."""
        for author in (user, self.other):
            for make in (make_draft, make_article):
                story = make(created_by=author, headline="Kept")
                newest_revision(story)
                yield author == user, make == make_draft, story

    def cases(self, actions):
        """Sign in as each role; yield for each story × action its name, the story, and whether the matrix allows it.

        What each case is about comes last.
        """
        for role in matrix.ROLES:
            self.client.force_login(self.people[role])
            for is_own, is_draft, story in self.stories(self.people[role]):
                for name, action in actions.items():
                    may = matrix.fits(action, role, is_own=is_own, is_draft=is_draft)
                    # What goes for everybody: what was public stays.
                    may = may and (is_draft or action != matrix.DELETE)
                    yield name, story, may, {"role": role, "name": name, "own": is_own, "draft": is_draft}

    def test_each_page_opens_for_the_stories_that_the_matrix_names(self):
        for name, story, may, about in self.cases(matrix.STORY_PAGES):
            with self.subTest(**about):
                response = self.client.get(self.address(name, story))
                self.assertEqual(answer(response), "opens" if may else "refused")

    def test_no_form_is_taken_for_another_story(self):
        fields = {"post": "yes", "kind": "note", "text": "x"}
        for name, story, may, about in self.cases(matrix.STORY_FORMS):
            if not may:
                with self.subTest(**about):
                    before = state_of(story)
                    self.assertEqual(answer(self.client.post(self.address(name, story), fields)), "refused")
                    self.assertEqual(state_of(story), before)

    def test_no_button_does_anything_for_another_story(self):
        self.assertEqual(set(ACTS), set(matrix.BUTTONS))
        for name, story, may, about in self.cases(matrix.BUTTONS):
            with self.subTest(**about):
                before = state_of(story)
                response = self.client.post(self.address("articles_article_change", story), {"_act": name})
                desk = response.headers.get("Location") == reverse("admin:index")
                self.assertEqual(response.status_code == 403 or desk, not may)
                if not may:
                    self.assertEqual(state_of(story), before)

    def test_who_may_not_break_an_embargo_does_not_by_forging_the_box(self):
        self.people["Publishers"].groups.get().permissions.remove(
            Permission.objects.get(codename="break_embargo")
        )
        self.client.force_login(self.people["Publishers"])
        story = make_draft(embargoed_until=timezone.now() + timedelta(hours=1))
        fields = {"_act": "publish", "act-breaks_embargo": "on", "base": newest_revision(story).pk}
        page = self.client.post(self.address("articles_article_change", story), fields)
        self.assertContains(page, "This story is under embargo until")
        self.assertFalse(Article.objects.published().filter(pk=story.pk).exists())

    def test_the_list_and_the_chooser_show_what_may_be_seen_and_nothing_else(self):
        query = {"app_label": "articles", "model_name": "formeraddress", "field_name": "article"}
        for _, story, may, about in self.cases({"list": matrix.SEE}):
            with self.subTest(**about):
                listed = self.client.get(self.address("articles_article_changelist")).context["cl"].queryset
                chosen = self.client.get(reverse("admin:autocomplete"), query).json()["results"]
                self.assertEqual(listed.filter(pk=story.pk).exists(), may)
                self.assertEqual(str(story.pk) in {result["id"] for result in chosen}, may)
