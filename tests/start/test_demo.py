import os
import re
import signal
import socket
import subprocess
import sys
from argparse import ArgumentTypeError
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import ProxyHandler, build_opener

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase

from articles.management.commands import demo
from articles.models import Article, Masthead

from ..factories import make_draft

SETTINGS = [name for name in os.environ if name.startswith("NEWSROOM_") or name == "DATABASE_URL"]


class Demo:
    """A `manage.py demo` of its own, on a free port, with its data in `folder`."""

    def __init__(self, folder, *options):
        environment = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        self.process = subprocess.Popen(
            [sys.executable, settings.BASE_DIR / "manage.py", "demo", "--port=0", *options],
            env=environment | {"NEWSROOM_VAR": str(folder)},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.output = ""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stop(signal.SIGKILL)

    def read_to(self, words):
        while words not in self.output:
            character = self.process.stdout.read(1)
            assert character, f"The demo ended without saying “{words}”: {self.output}"
            self.output += character
        return self.output

    def open(self, path="/"):
        address = re.search(r"Newsroom is open: (http://[^/]+)/", self.read_to("Ctrl-C."))[1]
        with build_opener(ProxyHandler({})).open(address + path) as response:
            return response.read().decode()

    def stop(self, sign=signal.SIGINT):
        self.process.send_signal(sign)
        self.process.stdout.close()
        return self.process.wait()

    @property
    def login(self):
        return re.search(r"^User: editor\nPassword: \S+$", self.read_to("Ctrl-C."), re.MULTILINE)[0]


class StartTests(SimpleTestCase):
    """Real starts, one after the other in one folder, the first of them killed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = Path(cls.enterClassContext(TemporaryDirectory())) / "var"
        with Demo(cls.folder) as killed:
            killed.read_to("3/8 Database")
        cls.first = cls.enterClassContext(Demo(cls.folder))
        cls.first.read_to("Ctrl-C.")

    def test_the_newsroom_opens_with_the_seed_story(self):
        self.assertIn("Untold Story", self.first.open())
        self.assertEqual(self.first.open("/readyz"), "ok\n")

    def test_a_further_start_keeps_key_login_and_stories_and_stops_cleanly(self):
        key = (self.folder / "secret-key").read_text()
        with Demo(self.folder) as second:
            self.assertEqual(second.login, self.first.login)
            self.assertIn("Stories … kept as they are", second.output)
            self.assertEqual((self.folder / "secret-key").read_text(), key)
            self.assertEqual(second.stop(signal.SIGINT), 0)

    def test_what_is_private_is_readable_by_its_owner_alone(self):
        modes = {
            name: (self.folder / name).stat().st_mode & 0o777 for name in ("secret-key", "editor-password")
        }
        self.assertEqual(modes, {"secret-key": 0o600, "editor-password": 0o600})
        self.assertEqual(self.folder.stat().st_mode & 0o777, 0o700)


class RefusalTests(SimpleTestCase):
    def refused(self, message, **options):
        with self.assertRaisesMessage(CommandError, message):
            call_command("demo", **options, stdout=StringIO())

    def test_a_taken_port_is_named(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            self.refused(f"Port {port} is taken, perhaps by a newsroom that is open already.", port=port)

    def test_a_port_that_cannot_be_is_named(self):
        with self.assertRaisesMessage(ArgumentTypeError, "a port is a whole number up to 65535, not '70000'"):
            demo.port_number("70000")

    def test_an_address_of_another_machine_is_named(self):
        self.refused("Newsroom cannot listen on 192.0.2.1, port 0", bind="192.0.2.1", port=0)

    def test_an_unwritable_folder_is_named_with_the_remedy(self):
        file = Path(__file__)
        with self.settings(NEWSROOM_VAR=file / "var"):
            self.refused(f"{file / 'var'} cannot be used (Not a directory). Give it to the user", port=0)


class StepTests(TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.enterContext(self.settings(NEWSROOM_VAR=self.folder, MEDIA_ROOT=self.folder / "media"))

    def login(self):
        command = demo.Command(stdout=StringIO())
        command.show_login()
        return command.stdout.getvalue()

    def test_deleted_stories_do_not_come_back(self):
        demo.load_stories()
        Article.objects.all().delete()
        self.assertEqual(demo.load_stories(), "kept as they are")
        self.assertFalse(Article.objects.exists())

    def test_a_newsroom_with_a_story_of_its_own_gets_no_others(self):
        make_draft()
        demo.load_stories()
        self.assertEqual(Article.objects.count(), 1)

    def test_an_empty_newsroom_has_a_masthead_and_no_stories(self):
        demo.begin_empty()
        self.assertEqual(Masthead.objects.get().name, "Newsroom")
        self.assertFalse(Article.objects.exists())

    def test_the_editor_is_in_the_group_of_editors_and_no_superuser(self):
        demo.make_editor()
        editor = User.objects.get()
        roles = sorted(group.name for group in editor.groups.all())
        self.assertEqual(roles, ["Administrators", "Editors", "Librarians", "Publishers"])
        self.assertEqual((editor.is_staff, editor.is_superuser), (True, False))

    def test_a_password_that_was_written_before_the_account_is_used(self):
        demo.write_private(demo.password_path(), "made-by-a-killed-start")
        demo.make_editor()
        self.assertEqual(self.login(), "User: editor\nPassword: made-by-a-killed-start\n")

    def test_a_changed_password_is_not_shown_and_the_old_one_forgotten(self):
        demo.make_editor()
        editor = User.objects.get()
        editor.set_password("a password of mine")
        editor.save()
        self.assertEqual(self.login(), "User: editor\nPassword: the one that you chose\n")
        self.assertFalse(demo.password_path().exists())

    def test_an_account_that_was_renamed_is_not_made_again(self):
        demo.make_editor()
        User.objects.update(username="kate")
        self.assertEqual(demo.make_editor(), "kept")
        self.assertIn("Sign in with an account of yours", self.login())

    def test_a_private_file_is_whole_although_an_earlier_start_left_half_of_one(self):
        path = self.folder / "secret-key"
        (self.folder / "secret-key.new").write_text("half writ")
        demo.write_private(path, "whole")
        self.assertEqual(path.read_text(), "whole\n")
        self.assertEqual(list(self.folder.iterdir()), [path])


class AddressTests(SimpleTestCase):
    def test_absolute_links_lead_to_where_the_demo_serves(self):
        self.assertEqual(demo.public_address("127.0.0.1", 8001), "http://127.0.0.1:8001")
        self.assertEqual(demo.public_address("::1", 8001), "http://[::1]:8001")

    def test_what_is_open_to_every_network_is_shown_with_the_address_of_this_machine(self):
        for host in demo.EVERY_NETWORK:
            self.assertEqual(demo.public_address(host, 8001), "http://127.0.0.1:8001")
