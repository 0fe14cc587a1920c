from importlib import import_module
from operator import attrgetter

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import TestCase
from django.urls import reverse

from articles.models import Article, FormerAddress, GivingLink, ImportedText, Masthead
from tests.factories import make_article, make_author, make_category, make_photo

from .case import DeskCase, make_editor

migration = import_module("articles.migrations.0002_editors")

# What editors are answered where it is not 200, and guests where it is not 403.
ODD_ANSWERS = {
    "masthead_changelist": 302,
    "masthead_add": 403,
    "masthead_delete": 403,
    "importedtext_add": 403,
    "importedtext_delete": 403,
}
GUESTS_ANSWERS = {"masthead_changelist": 302}


class EditorsTests(TestCase):
    def test_the_group_has_the_rights_of_editors_and_no_others(self):
        rights = Group.objects.get(name="Editors").permissions
        names = set(rights.values_list("codename", flat=True))
        self.assertEqual(set(rights.values_list("content_type__app_label", flat=True)), {"articles"})
        ours = Permission.objects.filter(content_type__app_label="articles")
        self.assertEqual(
            set(ours.values_list("codename", flat=True)) - names,
            {"delete_masthead", "add_importedtext", "change_importedtext", "delete_importedtext"},
        )

    def test_the_migration_can_be_taken_back_and_done_again(self):
        editor = connection.schema_editor()
        migration.remove_editors(apps, editor)
        self.assertFalse(Group.objects.filter(name="Editors").exists())
        migration.create_editors(apps, editor)
        self.assertEqual(Group.objects.get(name="Editors").permissions.count(), 48)


class DeskTests(DeskCase):
    def test_the_nouns_stand_in_the_order_of_the_work_and_alone(self):
        page = self.client.get(reverse("admin:index"))
        nouns = [model["object_name"] for app in page.context["app_list"] for model in app["models"]]
        self.assertEqual(nouns[:3], ["Article", "Photo", "Author"])
        self.assertEqual(len(nouns), 10)

    def test_a_superuser_also_sees_accounts_and_sign_ins_but_no_second_tags(self):
        self.client.force_login(User.objects.create_superuser("root"))
        page = self.client.get(reverse("admin:index"))
        labels = [app["app_label"] for app in page.context["app_list"]]
        self.assertEqual(labels, ["articles", "auth", "axes"])

    def test_every_page_of_every_noun_opens_for_editors_and_for_nobody_else(self):
        guest = User.objects.create_user("guest", is_staff=True)
        for name, address in self.addresses():
            with self.subTest(page=name):
                self.client.force_login(self.editor)
                self.assertEqual(self.client.get(address).status_code, ODD_ANSWERS.get(name, 200))
                self.client.force_login(guest)
                self.assertEqual(self.client.get(address).status_code, GUESTS_ANSWERS.get(name, 403))
                self.client.logout()
                self.assertIn("/login/", self.client.get(address).headers["Location"])

    def addresses(self):
        """Yield the name and the address of each page of our nouns; a new page joins by itself."""
        make_article(authors=["Ann"], tags=["sea"], category=make_category(), photo=make_photo())
        GivingLink.objects.create(label="Cheque", url="https://example.org/")
        Masthead.objects.create()
        FormerAddress.objects.create(path="/old/", author=make_author("Ann"))
        ImportedText.objects.create(text="As it came.", sha256="0" * 64, origin="seed.txt")
        for model, desk in admin.site._registry.items():
            if model._meta.app_label == "articles":
                for url in filter(attrgetter("name"), desk.get_urls()):
                    arguments = [model.objects.get().pk] if "object_id" in str(url.pattern) else []
                    yield url.name.removeprefix("articles_"), reverse(f"admin:{url.name}", args=arguments)

    def test_editors_do_not_reach_accounts_or_sign_ins(self):
        for name in ("auth_user", "auth_group", "axes_accessattempt"):
            self.assertEqual(self.client.get(reverse(f"admin:{name}_changelist")).status_code, 403)

    def test_choosers_refuse_those_without_rights(self):
        query = {"app_label": "articles", "model_name": "byline", "field_name": "author"}
        self.assertEqual(self.client.get(reverse("admin:autocomplete"), query).status_code, 200)
        self.client.force_login(User.objects.create_user("guest", is_staff=True))
        self.assertEqual(self.client.get(reverse("admin:autocomplete"), query).status_code, 403)

    def test_nothing_is_deleted_by_looking(self):
        article = make_article()
        self.open("article", "delete", article.pk)
        self.assertTrue(Article.objects.filter(pk=article.pk).exists())


class SignInTests(TestCase):
    def setUp(self):
        make_editor("yael", "harbour-lamp-9")

    def sign_in(self, password, address="192.0.2.1"):
        fields = {"username": "yael", "password": password, "next": reverse("admin:index")}
        return self.client.post(reverse("admin:login"), fields, REMOTE_ADDR=address)

    def test_wrong_passwords_are_stopped_with_a_sentence_that_says_how_long(self):
        answers = [self.sign_in("wrong").status_code for _ in range(7)]
        self.assertEqual(answers, [200] * 7)
        page = self.sign_in("wrong")
        self.assertContains(page, "Too many wrong passwords", status_code=429)
        self.assertContains(page, "15 minutes", status_code=429)
        self.assertEqual(page.headers["Retry-After"], "900")

    def test_then_the_right_one_is_refused_from_there_and_taken_from_elsewhere(self):
        for _ in range(8):
            self.sign_in("wrong")
        self.assertEqual(self.sign_in("harbour-lamp-9").status_code, 429)
        self.assertRedirects(self.sign_in("harbour-lamp-9", "192.0.2.2"), reverse("admin:index"))
