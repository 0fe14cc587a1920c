import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.test import SimpleTestCase


class RunnerTests(SimpleTestCase):
    def setUp(self):
        self.var = Path(self.enterContext(TemporaryDirectory()))

    def manage(self, *arguments):
        environment = os.environ | {"NEWSROOM_VAR": str(self.var)}
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, settings.BASE_DIR / "manage.py", *arguments]
        subprocess.run(command, env=environment, check=True, capture_output=True)

    def schema(self):
        with closing(sqlite3.connect(self.var / "newsroom.sqlite3")) as database:
            return database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()

    def test_leaves_the_sites_own_database_alone(self):
        self.manage("migrate", "--verbosity=0")
        before = self.schema()
        self.manage("test", "tests.test_text")
        self.assertEqual(self.schema(), before)
