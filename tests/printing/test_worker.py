import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase, override_settings

from articles.printing import worker as module
from articles.printing.worker import BusyError, FailedError, UnavailableError, Worker, lacks

from .case import WithPdfs, fonts_of, words_of

PAGE = '<!doctype html><html lang="en"><title>A page</title><body><h1>Harbour</h1><p>{}</p>'
DEEP = PAGE.format("<b>" * 3000)
SLOW = PAGE.format('<div style="display: flex">' * 60)
ORPHAN = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
import django; django.setup()
from articles.printing.worker import Worker
worker = Worker()
worker.render("<html lang=en><title>x</title><p>x", {}, "00")
print(worker.process.pid, worker.folder, flush=True)
worker.render('<div style="display: flex">' * 60, {}, "00", seconds=60)
"""
# Ways in which a document reaches for what is not its own.
REACHES = (
    '<img src="ADDRESS" alt="x">',
    '<link rel="stylesheet" href="ADDRESS">',
    '<style>@import "ADDRESS"; p { background: url("ADDRESS"); }</style>',
    '<style>@font-face { font-family: x; src: url("ADDRESS") } p { font-family: x }</style>',
    '<ul style="list-style-image: url(ADDRESS)"><li>x</ul>',
    '<p style="content: url(ADDRESS)">x</p>',
    '<object data="ADDRESS"></object><embed src="ADDRESS"><iframe src="ADDRESS"></iframe>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="ADDRESS"/><use href="ADDRESS#x"/></svg>',
    '<link rel="attachment" href="ADDRESS"><a rel="attachment" href="ADDRESS">x</a>',
    '<base href="ADDRESS"><img src="y" alt="x">',
)
# A newsroom in which WeasyPrint cannot be imported.
WITHOUT = """
import os, sys
sys.modules["weasyprint"] = None
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
import django; django.setup()
from django.core.management import call_command
from articles.management.commands.demo import who_makes_pdfs
call_command("check")
print(who_makes_pdfs())
call_command("render_pdfs")
"""


class Trap(BaseHTTPRequestHandler):
    """Counts who comes."""

    def do_GET(self):
        self.server.hits.append(self.path)
        self.send_error(404)

    def log_message(self, *arguments):
        return


class WorkerTests(WithPdfs, SimpleTestCase):
    def setUp(self):
        super().setUp()
        self.worker = Worker()
        self.addCleanup(lambda: self.worker.process and self.worker.stop())

    def render(self, text, assets=None, seconds=20):
        return self.worker.render(PAGE.format(text), assets or {}, "00ff", seconds)

    def test_makes_a_pdf_and_says_how_many_pages_it_has(self):
        pdf, pages = self.render("Boats." + '<p style="break-before: page">More boats.')
        self.assertEqual(pages, 2)
        self.assertEqual(words_of(pdf), "Harbour Boats. More boats.")

    def test_the_same_document_makes_the_same_bytes(self):
        self.assertEqual(self.render("Boats.")[0], self.render("Boats.")[0])

    def test_one_process_makes_many(self):
        self.render("One.")
        first = self.worker.process.pid
        self.render("Two.")
        self.assertEqual(self.worker.process.pid, first)

    def test_tells_each_step(self):
        steps = []
        self.worker.render(PAGE.format("Boats."), {}, "00", progress=steps.append)
        self.assertIn("Creating layout - Page 1", steps)

    def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_made(self):
        began = time.monotonic()
        with self.assertRaisesMessage(FailedError, "takes too long"):
            self.worker.render(SLOW, {}, "00", seconds=2)
        self.assertLess(time.monotonic() - began, 30)
        self.assertIn("Boats.", words_of(self.render("Boats.")[0]))

    def test_a_document_that_cannot_be_set_ends_the_process_and_not_the_worker(self):
        with self.assertRaisesMessage(FailedError, "cannot be set"):
            self.worker.render(DEEP, {}, "00")
        self.assertIn("Boats.", words_of(self.render("Boats.")[0]))

    def test_a_process_that_is_killed_is_started_again(self):
        self.render("One.")
        os.kill(self.worker.process.pid, signal.SIGKILL)
        self.worker.process.wait()
        self.assertIn("Boats.", words_of(self.render("Boats.")[0]))

    def test_a_process_that_is_killed_at_work_fails_its_document(self):
        self.render("One.")
        killer = threading.Timer(1, self.worker.process.kill)
        killer.start()
        with self.assertRaises(FailedError):
            self.worker.render(SLOW, {}, "00")
        killer.join()
        self.assertFalse(Path(self.worker.folder).exists())

    def test_it_takes_no_more_memory_than_it_may(self):
        with self.assertRaises(FailedError):
            self.render("<table><tr><td colspan=2000000000>x</table>")

    def test_who_waits_too_long_for_another_document_is_told(self):
        self.render("One.")
        self.worker.lock.acquire()
        self.addCleanup(self.worker.lock.release)
        patience, module.PATIENCE = module.PATIENCE, 0.1
        self.addCleanup(setattr, module, "PATIENCE", patience)
        with self.assertRaises(BusyError):
            self.render("Two.")

    def test_nothing_is_fetched_and_no_file_is_read(self):
        trap = ThreadingHTTPServer(("127.0.0.1", 0), Trap)
        trap.hits = []
        threading.Thread(target=trap.serve_forever, daemon=True).start()
        self.addCleanup(trap.server_close)
        self.addCleanup(trap.shutdown)
        secret = self.folder / "secret.svg"
        secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="20">SECRET WORDS</text></svg>')
        for address in (f"http://127.0.0.1:{trap.server_port}/x", secret.as_uri(), str(secret)):
            with self.subTest(address=address):
                pdf, _ = self.render("".join(reach.replace("ADDRESS", address) for reach in REACHES))
                self.assertNotIn("SECRET", words_of(pdf))
                self.assertNotIn(b"/EmbeddedFile", pdf)
        self.assertEqual(trap.hits, [])

    def test_shows_what_came_with_the_document(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><text y="20">Drawn words</text></svg>'
        pdf, _ = self.render('<img src="/a%20b.svg" alt="Drawing">', {"/a b.svg": svg})
        self.assertIn("Drawn words", words_of(pdf))

    def test_ends_with_the_process_that_started_it_whatever_it_is_at(self):
        parent = subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True)
        number, folder = parent.stdout.readline().split()
        time.sleep(1)
        parent.kill()
        parent.communicate()
        end = time.monotonic() + 20
        while Path(f"/proc/{number}").exists() and time.monotonic() < end:
            time.sleep(0.1)
        self.assertFalse(Path(f"/proc/{number}").exists())
        self.assertFalse(Path(folder).exists())

    def test_makes_room_for_a_new_process_after_many_documents(self):
        self.render("One.")
        self.worker.jobs = module.JOBS - 1
        self.render("Two.")
        self.assertIsNone(self.worker.process)
        self.assertIn("Three.", words_of(self.render("Three.")[0]))

    def test_carries_its_own_fonts(self):
        style = "font-family: 'Noto Serif', 'Noto Serif Hebrew', 'Noto Naskh Arabic'"
        pdf, _ = self.render(f'<span style="{style}">Łódź נמל ميناء Порт</span>')
        for family in ("Noto-Serif", "Noto-Serif-Hebrew", "Noto-Naskh-Arabic"):
            self.assertIn(family, fonts_of(pdf))


class UnavailableTests(SimpleTestCase):
    def test_where_pdfs_are_not_wanted_none_is_made(self):
        with override_settings(NEWSROOM_PDF=False), self.assertRaises(UnavailableError):
            Worker().render(PAGE, {}, "00")

    def test_without_weasyprint_each_command_says_how_to_get_it(self):
        result = subprocess.run(
            [sys.executable, "-c", WITHOUT],
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
        said = result.stdout + result.stderr
        self.assertEqual(said.count("pip install weasyprint"), 3, said)
        self.assertIn("articles.I001", said)

    def test_what_is_lacking_has_a_name(self):
        self.assertIn(lacks(), ("", "WeasyPrint", "Pango"))
