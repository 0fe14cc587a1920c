"""Newsrooms of their own, run by manage.py as an operator runs it, on the engine on which the suite runs."""

import os
import shutil
import subprocess
import sys
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import SimpleTestCase

_number = count(1)


class Site:
    """A newsroom with its data in a folder, and on PostgreSQL with a database of its own."""

    def __init__(self, var):
        self.var = var
        self.media = var / "media"
        self.database = var / "newsroom.sqlite3"
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("NEWSROOM_")
        } | {"NEWSROOM_VAR": str(var), "NEWSROOM_DEBUG": "yes"}
        if connection.vendor == "postgresql":
            self.database = f"newsroom_backup_{os.getpid()}_{next(_number)}"
            address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{self.database}")
            self.environment["DATABASE_URL"] = address.geturl()
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {self.database}")

    def remove(self):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {self.database} WITH (FORCE)")

    def open(self, *arguments):
        """Start a command of manage.py."""
        return subprocess.Popen(
            [sys.executable, settings.BASE_DIR / "manage.py", *map(str, arguments)],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments, answer=""):
        """Run a command, and return what it said and the sentence with which it failed."""
        with self.open(*arguments) as process:
            return process.communicate(answer)

    def manage(self, *arguments):
        """Run a command that must not fail, and return what it said."""
        output, error = self.run(*arguments)
        assert "Error" not in error, error
        return output

    def open_python(self, code):
        return self.open("shell", "--no-imports", "--command", code)

    def python(self, code):
        return self.manage("shell", "--no-imports", "--command", code)

    @contextmanager
    def connected(self, database=None):
        """Hold a connection to the site's database, as a server does."""
        other = connection.copy()
        other.settings_dict["NAME"] = database or self.database
        with closing(other), other.cursor() as cursor:
            yield cursor

    def ask(self, query, database=None):
        """Return the first row of an answer."""
        with self.connected(database) as cursor:
            cursor.execute(query)
            return cursor.fetchone()

    def migrate(self, *fixtures):
        self.var.mkdir()
        self.python(
            "from django.core.management import call_command as call; call('migrate', verbosity=0);"
            f"{fixtures} and call('loaddata', *{fixtures}, verbosity=0)"
        )

    def load_demo(self):
        self.migrate("newsroom", "stories")
        shutil.copytree(settings.BASE_DIR / "fixtures" / "media", self.media)

    def damage(self):
        """Do what makes an operator look for the backup."""
        if connection.vendor == "postgresql":
            with self.connected() as cursor:
                cursor.execute("DROP TABLE articles_byline CASCADE")
        else:
            self.database.write_bytes(b"not a database" * 1000)

    def ask_before(self, query):
        """Ask the database that the last restore has put aside."""
        if connection.vendor == "postgresql":
            (schema,) = self.ask(
                "SELECT max(nspname) FROM pg_namespace WHERE nspname LIKE 'before_restore_%'"
            )
            return self.ask(query.replace(" FROM ", f" FROM {schema}."))
        return self.ask(query, max(self.var.glob("before-restore-*/newsroom.sqlite3")))

    def files(self):
        """Return the content of each file of the media."""
        return {
            str(path.relative_to(self.media)): path.read_bytes()
            for path in self.media.rglob("*")
            if path.is_file()
        }


def read_to(process, words):
    """Read what a command says up to some words."""
    said = ""
    while words not in said:
        character = process.stdout.read(1)
        assert character, process.stderr.read()
        said += character
    return said


class SiteCase(SimpleTestCase):
    databases = {"default"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = Path(cls.enterClassContext(TemporaryDirectory()))

    @classmethod
    def make_site(cls, name):
        site = Site(cls.folder / name)
        cls.addClassCleanup(site.remove)
        return site
