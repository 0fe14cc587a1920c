"""PDFs behind gunicorn, with several readers and with processes that are killed."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError
from urllib.request import urlopen

from django.conf import settings
from django.test import TransactionTestCase, tag

from tests.publishing.server import Newsroom

STORIES = """
from tests.factories import make_article
from tests.printing.bodies import long_text
make_article(headline="Short", body="<p>Boats.</p>")
make_article(headline="Long", body=long_text(400))
"""
# A process in which four readers ask for the same PDF until they have it; it tells how often one was made.
READERS = """
import time
from concurrent.futures import ThreadPoolExecutor
from articles import printing
from articles.printing import making
from tests.printing.bodies import long_text
sheet = printing.Sheet('<html lang="en"><title>x</title>' + long_text(60), "x")
key = printing.key_of(sheet)
def ask(reader):
    while True:
        try:
            return printing.pdf_of(sheet, key)
        except printing.BusyError:
            time.sleep(0.1)
with ThreadPoolExecutor(4) as readers:
    found = set(readers.map(ask, range(4)))
assert len(found) == 1
print(making.worker.jobs if making.worker.process else 0)
"""


@tag("pdf")
class ServerTests(TransactionTestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.newsroom = Newsroom(self.folder)
        self.addCleanup(self.newsroom.remove)

    def get(self, port, path):
        """Return status and body of an answer."""
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as response:
                return response.status, response.read()
        except HTTPError as error:
            return error.code, error.read()

    def test_eight_readers_of_one_pdf_cause_one_to_be_made(self):
        command = [sys.executable, "-c", f"import django; django.setup()\n{READERS}"]
        processes = [
            subprocess.Popen(
                command,
                env=self.newsroom.environment,
                stdout=subprocess.PIPE,
                text=True,
                cwd=settings.BASE_DIR,
            )
            for _ in range(2)
        ]
        made = [int(process.communicate()[0]) for process in processes]
        self.assertEqual(sum(made), 1)
        self.assertEqual([path.suffix for path in self.folder.glob("pdf/*/*")], [".pdf"])

    def test_killed_processes_leave_no_half_file_no_orphan_and_a_newsroom_that_goes_on(self):
        self.newsroom.run(STORIES)
        with self.newsroom.serve() as port, ThreadPoolExecutor() as readers:
            self.assertEqual(self.get(port, "/news/short.pdf")[0], 200)
            for kill in (self.engines, self.web_workers, self.engines, self.web_workers):
                asked = readers.submit(self.ask_without_an_answer, port, "/news/long.pdf")
                self.wait_for(lambda: self.parts() and self.engines())
                engines = self.engines()
                for process in kill():
                    os.kill(process, signal.SIGKILL)
                asked.result()
                self.wait_for(lambda gone=engines: not any(map(command_of, gone)))
                status, page = self.get(port, "/news/short.pdf")
                self.assertEqual((status, page[:5]), (200, b"%PDF-"))
                self.assertEqual(len(list(self.folder.glob("pdf/*/*.pdf"))), 1)
                for left in self.folder.glob("pdf/*/*"):  # It would not be tried again for ten minutes.
                    if left.suffix != ".pdf":
                        self.assertEqual(left.stat().st_size, 0)
                        left.unlink()
        self.wait_for(lambda: not self.engines())

    def ask_without_an_answer(self, port, path):
        """Ask for what may end with the server's process."""
        try:
            return self.get(port, path)
        except OSError:
            return None

    def parts(self):
        return list(self.folder.glob("pdf/*/*.part"))

    def engines(self):
        """Return the engines of this newsroom's processes."""
        return [each for each in processes() if "engine.py" in command_of(each) and self.is_ours(each)]

    def web_workers(self):
        """Return gunicorn's workers: the processes whose parent is gunicorn as well."""
        ours = [each for each in processes() if "gunicorn" in command_of(each) and self.is_ours(each)]
        return [each for each in ours if parent_of(each) in ours]

    def is_ours(self, process):
        while process > 1:
            if str(self.folder) in environment_of(process):
                return True
            process = parent_of(process)
        return False

    def wait_for(self, condition):
        end = time.monotonic() + 60
        while not condition():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)


def processes():
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def read(process, name):
    try:
        return Path(f"/proc/{process}/{name}").read_bytes().decode(errors="replace")
    except OSError:  # It has ended meanwhile.
        return ""


def command_of(process):
    """Return its command; nothing where it has ended, if nobody has asked how."""
    return read(process, "cmdline")


def environment_of(process):
    return read(process, "environ")


def parent_of(process):
    return int((read(process, "stat").rpartition(")")[2].split() or [0, 0])[1])
