"""Passwords are set by their owners, through links that work once."""

import re

from django.conf import settings
from django.contrib.auth.models import User
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from newsroom.environment import MailServer
from tests.admin.case import make_colleague

from .case import RolesCase

PASSWORD = "harbour-lamp-9"
SERVER = MailServer("mail.example", 587, "desk", "secret", "desk@news.example", use_ssl=False)


class LinkCase(RolesCase):
    def setUp(self):
        self.dina = make_colleague("dina", "Authors", password="old-harbour-lamp")
        self.sign_in("Administrators", name="ada")

    def make_link(self):
        """Return the path of a link, as an administrator gets it."""
        page = self.send("auth_user_link", self.dina.pk).content.decode()
        return re.search(r'value="http://127\.0\.0\.1:8000(/admin/password/[^"]+)"', page)[1]

    def set_password(self, link, password=PASSWORD):
        """Open a link as anybody, and send the form that stands there."""
        self.client.logout()
        form = self.client.get(link, follow=True)
        fields = {"new_password1": password, "new_password2": password}
        return self.client.post(form.request["PATH_INFO"], fields, follow=True)

    def assert_dead(self, link):
        self.client.logout()
        self.assertContains(self.client.get(link, follow=True), "This link does not work")


class LinkTests(LinkCase):
    def test_sets_the_password_and_leads_to_the_sign_in_page(self):
        page = self.set_password(self.make_link())
        self.assertContains(page, "Your password is set. Sign in with it.")
        self.assertTrue(self.client.login(request=page.wsgi_request, username="dina", password=PASSWORD))
        self.assert_logged("dina set a password: dina", "ada made a link to set a password: dina")

    def test_works_once(self):
        link = self.make_link()
        self.set_password(link)
        self.assert_dead(link)

    def test_works_for_three_days(self):
        self.assertEqual(settings.PASSWORD_RESET_TIMEOUT, 3 * 24 * 3600)
        with override_settings(PASSWORD_RESET_TIMEOUT=-1):
            self.assert_dead(self.make_link())

    def test_leads_nowhere_for_an_account_that_was_ended(self):
        link = self.make_link()
        User.objects.filter(pk=self.dina.pk).update(is_active=False)
        self.assert_dead(link)
        self.sign_in("Administrators", name="eve")
        self.assertEqual(self.send("auth_user_link", self.dina.pk).status_code, 403)

    def test_ends_with_a_promotion(self):
        link = self.make_link()
        User.objects.filter(pk=self.dina.pk).update(is_superuser=True)
        self.assert_dead(link)

    def test_looking_makes_no_link(self):
        page = self.open("auth_user_link", self.dina.pk)
        self.assertContains(page, "Make the link")
        self.assertNotContains(page, "/admin/password/")

    def test_a_weak_password_gets_a_sentence(self):
        self.assertContains(self.set_password(self.make_link(), "password"), "This password is too common.")

    def test_ends_the_sessions_of_the_old_password(self):
        other = self.client_class()
        other.force_login(self.dina)
        self.set_password(self.make_link())
        self.assertEqual(other.get(reverse("admin:index")).status_code, 302)

    def test_tells_no_other_site_and_no_cache(self):
        link = self.make_link()
        self.client.logout()
        for page in (self.client.get(link), self.client.get(link, follow=True)):
            self.assertEqual(page.headers["Referrer-Policy"], "same-origin")
            self.assertIn("no-store", page.headers["Cache-Control"])

    def test_odd_links_lead_nowhere(self):
        for uid in ("x", "MQ", "AA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"):
            self.assert_dead(reverse("admin:set_password", args=[uid, "set-password"]))


class WithoutMailTests(LinkCase):
    def test_the_sign_in_page_says_whom_to_ask(self):
        self.client.logout()
        self.assertContains(self.open("login"), "An administrator of the newsroom can give you a link")
        self.assertEqual(self.open("forgotten_password").status_code, 404)


@override_settings(NEWSROOM_MAIL=SERVER, NEWSROOM_ADDRESS="https://news.example")
class MailTests(LinkCase):
    def ask(self, email, **headers):
        self.client.logout()
        return self.client.post(reverse("admin:forgotten_password"), {"email": email}, **headers)

    def test_a_new_colleague_gets_the_link_by_mail_as_well(self):
        fields = {"username": "oren", "email": "oren@news.example"}
        self.assertContains(self.send("auth_user_add", **fields), "This link was sent to oren@news.example.")
        [message] = mail.outbox
        self.assertEqual(message.to, ["oren@news.example"])
        self.assertIn("https://news.example/admin/password/", message.body)

    def test_a_forgotten_password_is_asked_for_on_the_sign_in_page(self):
        self.client.logout()
        self.assertContains(self.open("login"), reverse("admin:forgotten_password"))
        self.ask("Dina@news.example", HTTP_HOST="127.0.0.1")
        [message] = mail.outbox
        link = re.search(r"https://news\.example(/admin/password/\S+)", message.body)[1]
        self.assertContains(self.set_password(link), "Your password is set.")

    def test_the_answer_does_not_say_whether_there_is_such_an_account(self):
        User.objects.filter(username="ada").update(is_active=False)
        pages = [self.ask(f"{name}@news.example").content for name in ("dina", "ada", "nobody")]
        self.assertEqual(len({re.sub(rb'csrf\S+ value="\w+"', b"", page) for page in pages}), 1)
        self.assertEqual([message.to for message in mail.outbox], [["dina@news.example"]])

    def test_nobody_is_flooded_with_mails(self):
        for _ in range(3):
            self.ask("dina@news.example")
        self.assertEqual(len(mail.outbox), 1)

    @override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9
    )
    def test_a_mail_server_that_does_not_answer_keeps_nobody_from_working(self):
        with self.assertLogs("articles.admin.passwords", "ERROR"):
            self.assertContains(self.send("auth_user_link", self.dina.pk), "Give this link to dina yourself")
            self.assertContains(self.ask("dina@news.example"), "is on its way")
