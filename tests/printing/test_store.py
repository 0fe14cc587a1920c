import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase

from articles.printing.store import FORGOTTEN, Store

KEY, OTHER, THIRD = "aa11", "bb22", "aa33"
HOLD = """
import sys, time
from pathlib import Path
from articles.printing.store import Store
store = Store(Path(sys.argv[1]), 1)
with store.alone("aa11", 0):
    store.path("aa11", "part").write_bytes(b"half")
    print("held", flush=True)
    time.sleep(60)
"""


class StoreTests(TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.store = Store(self.folder, megabytes=1)

    def keep(self, key, content=b"%PDF", age=0):
        with self.store.alone(key, 0):
            self.store.put(key, content)
        os.utime(self.store.path(key, "pdf"), (time.time() - age,) * 2)

    def test_gives_what_was_put_and_nothing_else(self):
        self.keep(KEY)
        self.assertEqual(self.store.get(KEY), b"%PDF")
        self.assertIsNone(self.store.get(THIRD))
        self.assertEqual([path.name for path in self.folder.glob("*/*")], ["aa11.pdf"])

    def test_one_alone_makes_a_pdf(self):
        with self.store.alone(KEY, 0) as first, self.store.alone(KEY, 0.1) as second:
            self.assertTrue(first)
            self.assertFalse(second)
        with self.store.alone(KEY, 0) as third:
            self.assertTrue(third)

    def test_another_pdf_waits_for_nobody(self):
        with self.store.alone(KEY, 0), self.store.alone(THIRD, 0) as other:
            self.assertTrue(other)

    def test_who_dies_leaves_no_lock_and_no_half_file(self):
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(self.folder)], stdout=subprocess.PIPE, text=True
        )
        self.assertEqual(holder.stdout.readline(), "held\n")
        with self.store.alone(KEY, 0) as while_held:
            self.assertFalse(while_held)
        holder.kill()
        holder.communicate()
        self.assertIsNone(self.store.get(KEY))
        with self.store.alone(KEY, 1) as afterwards:
            self.assertTrue(afterwards)
            self.store.put(KEY, b"%PDF whole")
        self.assertEqual([path.name for path in self.folder.glob("*/*")], ["aa11.pdf"])

    def test_what_was_longest_not_asked_for_gives_way(self):
        self.keep(KEY, b"a" * 400_000, age=300)
        self.keep(OTHER, b"b" * 400_000, age=200)
        self.store.get(KEY)
        self.keep(THIRD, b"c" * 400_000)
        self.assertIsNone(self.store.get(OTHER))
        self.assertEqual(len(self.store.get(KEY)), 400_000)

    def test_knows_when_it_is_full(self):
        self.assertFalse(self.store.is_full())
        self.keep(KEY, b"a" * 1_000_000)
        self.assertTrue(self.store.is_full())

    def test_what_could_not_be_set_is_known_for_a_while(self):
        with self.store.alone(KEY, 0):
            self.store.set_failed(KEY)
        self.assertTrue(self.store.has_failed(KEY))
        self.assertFalse(self.store.has_failed(OTHER))
        os.utime(self.store.path(KEY, "failed"), (time.time() - FORGOTTEN - 1,) * 2)
        self.assertFalse(self.store.has_failed(KEY))

    def test_what_the_dead_left_behind_goes(self):
        left = self.store.path(KEY, "part")
        left.parent.mkdir(parents=True)
        left.write_bytes(b"half")
        os.utime(left, (time.time() - FORGOTTEN - 1,) * 2)
        self.keep(OTHER)
        self.assertFalse(left.exists())
