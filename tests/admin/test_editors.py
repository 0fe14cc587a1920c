from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import reverse

from articles.models import Article
from tests.factories import make_article

from .case import DeskCase, make_editor


class DeskTests(DeskCase):
    def test_the_nouns_stand_in_the_order_of_the_work_and_alone(self):
        page = self.client.get(reverse("admin:index"))
        nouns = [model["object_name"] for app in page.context["app_list"] for model in app["models"]]
        self.assertEqual(nouns[:4], ["Article", "Front", "Edition", "Correction"])
        self.assertEqual(len(nouns), 13)

    def test_a_superuser_also_sees_accounts_and_sign_ins_but_no_second_tags(self):
        self.client.force_login(User.objects.create_superuser("root"))
        page = self.client.get(reverse("admin:index"))
        labels = [app["app_label"] for app in page.context["app_list"]]
        self.assertEqual(labels, ["articles", "auth", "axes"])

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
