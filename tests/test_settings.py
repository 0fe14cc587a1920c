import ast
import os
import re
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase

from newsroom import environment

README = (Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8")
SETTINGS = (Path(settings.BASE_DIR) / "newsroom" / "settings.py").read_text(encoding="utf-8")


def variables_of_settings():
    """The names of the environment variables that settings.py reads."""
    strings = (node.value for node in ast.walk(ast.parse(SETTINGS)) if isinstance(node, ast.Constant))
    return {
        text
        for text in strings
        if isinstance(text, str) and re.fullmatch(r"(NEWSROOM_\w+|DATABASE_URL)", text)
    }


class EnvironmentTests(SimpleTestCase):
    def refused(self, reader, value, message, *arguments):
        with (
            mock.patch.dict(os.environ, {"X": value}),
            self.assertRaisesMessage(ImproperlyConfigured, message),
        ):
            getattr(environment, reader)("X", *arguments)

    def test_a_wrong_value_is_named_with_its_rule(self):
        self.refused("env_flag", "true", "X must be “yes” or “no”, not 'true'.", "no")
        self.refused("env_count", "-1", "X must be a whole number such as “1”, not '-1'.", "0")
        self.refused("env_zone", "Mars/Base", "X must be a time zone such as “Asia/Jerusalem”", "UTC")
        self.refused("env_choice", "xx", "X must be one of en, he, not 'xx'.", "en", ["en", "he"])
        for address in ("news.example", "ftp://a", "https://", "https://a/b", "https://a:x", "https://u@a"):
            self.refused("env_address", address, "X must be a scheme and a host", "")

    def test_an_address_loses_its_last_slash(self):
        with mock.patch.dict(os.environ, {"X": "https://news.example:8443/"}):
            self.assertEqual(environment.env_address("X", ""), "https://news.example:8443")

    def test_a_list_is_separated_by_commas(self):
        with mock.patch.dict(os.environ, {"X": "a, b,"}):
            self.assertEqual(environment.env_list("X"), ["a", "b"])
            self.assertEqual(environment.env_list("Y", "a", ["a", "b"]), ["a"])
            self.refused("env_list", "a,c", "X can name a, b, not 'c'.", "", ["a", "b"])

    def test_an_empty_list_is_not_one_that_is_not_set(self):
        with mock.patch.dict(os.environ, {"X": ""}):
            self.assertEqual(environment.env_list("X", "a"), [])


class MailTests(SimpleTestCase):
    def read(self, value):
        with mock.patch.dict(os.environ, {"X": value}):
            return environment.env_mail("X")

    def test_a_mail_server_is_an_address_with_its_sender(self):
        server = self.read("smtp://desk:p%40ss@mail.example/desk@news.example")
        self.assertEqual((server.host, server.port, server.user), ("mail.example", 587, "desk"))
        self.assertEqual((server.password, server.sender), ("p@ss", "desk@news.example"))
        self.assertIsNone(self.read(""))

    def test_a_password_never_travels_in_the_clear(self):
        for value, ssl, starttls in (
            ("smtp://mail.example/a@b.example", False, True),
            ("smtps://mail.example/a@b.example", True, False),
            ("smtp://localhost:25/a@b.example", False, False),
        ):
            server = self.read(value)
            self.assertEqual((server.use_ssl, server.use_starttls), (ssl, starttls))

    def test_a_wrong_value_is_refused_and_its_password_not_told(self):
        for value in (
            "mail.example",
            "http://u:secret@a/b@c",
            "smtp://u:secret@a",
            "smtp://u:secret@a:x/b@c",
        ):
            with self.subTest(value=value), self.assertRaises(ImproperlyConfigured) as caught:
                self.read(value)
            self.assertIn("X must be a mail server and the sender of its mails", str(caught.exception))
            self.assertNotIn("secret", str(caught.exception))


class ReadmeTests(SimpleTestCase):
    def test_its_table_names_every_variable_and_no_other(self):
        in_table = set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE))
        self.assertEqual(in_table, variables_of_settings())

    def test_it_names_every_command(self):
        commands = (Path(settings.BASE_DIR) / "articles" / "management" / "commands").glob("[a-z]*.py")
        for command in commands:
            self.assertIn(f"manage.py {command.stem}", README)

    def test_its_pictures_exist_and_are_small(self):
        pictures = re.findall(r"\]\((docs/[^)]+)\)", README)
        self.assertGreaterEqual(len(pictures), 3)
        for picture in pictures:
            self.assertLess((Path(settings.BASE_DIR) / picture).stat().st_size, 200_000)
