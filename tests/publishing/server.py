"""A newsroom of its own, behind gunicorn as in production, for tests that one process cannot make."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

PREPARE = "import django; django.setup()\n"


class Newsroom:
    """An empty newsroom with its data in `folder`, or in a database beside the tests' own on PostgreSQL."""

    def __init__(self, folder):
        self.environment = os.environ | {
            "NEWSROOM_VAR": str(folder),
            "NEWSROOM_DEBUG": "yes",  # No static files are collected.
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
        }
        self.name = ""
        if connection.vendor == "postgresql":
            login = connection.settings_dict
            self.name = f"{login['NAME']}_server"
            self.ask(f'DROP DATABASE IF EXISTS "{self.name}"', f'CREATE DATABASE "{self.name}"')
            self.environment["DATABASE_URL"] = (
                f"postgresql://{login['USER']}:{login['PASSWORD']}@{login['HOST']}:{login['PORT']}/{self.name}"
            )
        self.run("from django.core.management import call_command; call_command('migrate', verbosity=0)")

    def ask(self, *statements):
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def remove(self):
        if self.name:
            self.ask(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def run(self, script):
        """Run Python in the newsroom, in a process of its own; return what it prints."""
        command = [sys.executable, "-c", PREPARE + script]
        result = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
        return result.stdout

    @contextmanager
    def serve(self):
        """Serve it on a free port, and give the port."""
        command = [sys.executable, "-m", "gunicorn", "--bind=127.0.0.1:0", "--workers=2", "--threads=4"]
        server = subprocess.Popen(
            [*command, "newsroom.wsgi"],
            env=self.environment,
            cwd=settings.BASE_DIR,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            listening = None
            while listening is None:
                line = server.stderr.readline()
                assert line, "The server ended before it listened."
                listening = re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", line)
            yield int(listening[1])
        finally:
            server.terminate()
            server.communicate()
