"""Kills the server with kill -9 in the midst of saves and publications, and looks at what it leaves.

    python tests/benchmarks/kill.py --times 200

Two editors at a time send the desk's form of a story each, over HTTP, to gunicorn as it is in production,
with an SQLite database of its own. Its master and workers are killed at some moment, all at once. Then it
starts again: the front page must answer, the database must be whole and hold each save that was answered
with 302 just as it was sent, and readers must see exactly one published revision of each story.

It prints how often the server was killed, how many forms were answered and how many were cut off, and how
many of those that were cut off had been saved all the same; or, on the first fault, what is wrong.
"""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPException
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPErrorProcessor, build_opener

import django
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

ROOT = Path(__file__).resolve().parent.parent.parent
SERVER = (sys.executable, "-m", "gunicorn", "--config", str(ROOT / "deploy" / "gunicorn.py"))
EDITORS = ("ann", "bo")
PASSWORD = "killed-and-well-again"
LONGEST_LIFE = 2.0  # Seconds in which the server takes forms before it is killed.
PATIENCE = 60  # Seconds for an answer, those in which the server starts among them.


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=200, help="How often the server is killed.")
    times = parser.parse_args().times
    with TemporaryDirectory() as folder:
        begin(folder)
        Run().kill(times)


def begin(folder):
    """Set Django up on an empty newsroom in `folder`; the servers inherit the environment."""
    os.environ |= {
        "NEWSROOM_VAR": folder,
        "NEWSROOM_ADDRESS": "http://127.0.0.1",
        "NEWSROOM_SECRET_KEY": "of one run of this benchmark, so that sessions outlive the server",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(ROOT))
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


@contextmanager
def serving():
    """Serve the newsroom on a free port, give its address, and kill master and workers in the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # Whoever calls early waits. The port dies with the server, and whoever waits then is refused.
        address = "http://{}:{}".format(*listener.getsockname())
        server = subprocess.Popen(
            [*SERVER, "--bind", f"fd://{listener.fileno()}", "newsroom.wsgi"],
            cwd=ROOT,
            pass_fds=[listener.fileno()],
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    try:
        yield address
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        said, _ = server.communicate()  # Ends with the last process that could write.
    assert re.fullmatch(r"Newsroom is open: .*\n", said), said


class EveryAnswer(HTTPErrorProcessor):
    """Takes redirects and errors as the answers that they are."""

    def http_response(self, request, response):
        return response


class Editor:
    """Somebody at the desk, who writes one story with a browser."""

    def __init__(self, name, story, content, run):
        self.name, self.story, self.content, self.run = name, story, content, run
        self.browser = build_opener(EveryAnswer, HTTPCookieProcessor)
        self.page = reverse("admin:articles_article_change", args=[story.pk])
        self.random, self.numbers = Random(name), count(1)

    def open(self, url):
        """Return the hidden fields of a page."""
        with self.browser.open(url, timeout=PATIENCE) as answer:
            page = answer.read().decode()
        assert answer.status == 200, f"{url} answered {answer.status}."
        names = ("csrfmiddlewaretoken", "base")
        found = {name: re.search(f'name="{name}" value="([^"]+)"', page) for name in names}
        return {name: field[1] for name, field in found.items() if field}

    def send(self, url, fields):
        """Send a form; return when it is answered as one that was done."""
        with self.browser.open(url, urlencode(fields).encode(), timeout=PATIENCE) as answer:
            assert answer.status == 302, f"{url} answered {answer.status}: {answer.read().decode()}"

    def sign_in(self, address):
        url = address + reverse("admin:login")
        self.send(url, self.open(url) | {"username": self.name, "password": PASSWORD})

    def write(self, address):
        """Save, and publish every third time, until the server is dead."""
        try:
            for number in self.numbers:
                self.save(address + self.page, f"{self.name} {number}", publishes=number % 3 == 0)
        except (OSError, HTTPException):
            return  # That it was not dead before it was killed is looked at there.

    def save(self, url, sign, *, publishes):
        content = self.content | {
            "headline": sign,
            "body": f"<p>{sign}</p>" * self.random.randrange(1, 200),
            "sources": [
                {"outlet": sign, "title": "", "url": "", "date": "2022-01-12", "relation": "via"}
                for _ in range(self.random.randrange(4))
            ],
        }
        button = {"_act": "publish"} if publishes else {"_continue": "Save"}
        form = self.open(url) | self.run.form_of(content) | button
        self.run.sent[sign] = content
        self.send(url, form)
        self.run.saved.add(sign)
        if publishes:
            self.run.published.add(sign)


class Run:
    def __init__(self):
        from articles import models, publishing  # They need settings, which need the folder.
        from articles.search import upkeep
        from tests.admin.case import make_editor, story
        from tests.factories import make_article

        self.models, self.publishing, self.form, self.random = models, publishing, story, Random(4)
        self.upkeep = upkeep
        self.sent, self.saved, self.published = {}, set(), set()  # Contents, and of which we were told.
        self.editors = []
        for name in EDITORS:
            make_editor(name, PASSWORD)
            article = make_article(authors=["Kate Norman", "Amir Rose"], tags=["sea"], sources=["Board"])
            content = publishing.newest_revision(article).content
            self.editors.append(Editor(name, article, content, self))

    def form_of(self, content):
        """Return the fields with which an editor writes `content`."""
        names = (*self.publishing.content.FIELDS, "tags")
        fields = {name: content[name] for name in names if content[name] is not None} | {"tags": "sea"}
        return self.form(content["bylines"], content["sources"], **fields)

    def kill(self, times):
        began = time.monotonic()
        with serving() as address:
            for editor in self.editors:
                editor.sign_in(address)
        for number in range(times):
            with serving() as address:
                self.look(address)
                writing = self.write_a_while(address)
            for each in writing:
                each.result()
            sys.stderr.write(f"\rKilled {number + 1} of {times} times; {len(self.saved)} saves answered. ")
        with serving() as address:
            self.look(address)
        sys.stderr.write("\n")
        self.tell(times, time.monotonic() - began)

    def write_a_while(self, address):
        """Let the editors begin; return at some moment, while they write."""
        pool = ThreadPoolExecutor(len(self.editors))
        writing = [pool.submit(editor.write, address) for editor in self.editors]
        pool.shutdown(wait=False)
        time.sleep(self.random.uniform(0.2, LONGEST_LIFE))
        for each in writing:
            assert not each.done(), each.exception() or "The server did not answer, and was not killed yet."
        return writing

    def look(self, address):
        """Check what the killed server has left, after the next one has opened the database."""
        with self.editors[0].browser.open(f"{address}/", timeout=PATIENCE) as answer:
            front_page = answer.read().decode()
        assert answer.status == 200, f"The front page answered {answer.status}."
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
        self.look_at_revisions()
        assert (faults := list(self.upkeep.faults())) == [], faults
        for story in self.models.Article.objects.select_related("published_revision"):
            shown = self.publishing.content_of(story)
            public = story.revisions.published().newest_first()
            equal = [each for each in public if each.content == shown]
            assert equal == [story.published_revision], f"“{story}” is not its published revision."
            assert public[0] == story.published_revision, f"“{public[0]}” was published after “{story}”."
            assert story.headline in front_page, f"The front page does not show “{story}”."
        connection.close()  # Else the next server would not be the first to open what the killed one left.

    def look_at_revisions(self):
        desk = self.models.Revision.objects.filter(origin="desk")
        saved = dict(desk.values_list("content__headline", "content"))
        published = set(desk.published().values_list("content__headline", flat=True))
        assert self.saved <= saved.keys(), f"Lost saves: {self.saved - saved.keys()}"
        assert self.published <= published, f"Lost publications: {self.published - published}"
        assert len(saved) == desk.count(), "A form was saved twice."
        for sign, content in saved.items():
            assert content == self.sent[sign], f"Saved otherwise than sent: {content}, {self.sent[sign]}"
        log = self.models.LogLine.objects
        assert log.filter(act="saved").count() == len(saved), "Saves and log differ."
        assert log.filter(act="published").count() == len(published), "Publications and log differ."

    def tell(self, times, seconds):
        cut_off = self.sent.keys() - self.saved
        desk = self.models.Revision.objects.filter(origin="desk", content__headline__in=cut_off)
        print(
            f"{times} kills in {seconds:.0f} s. Answered: {len(self.saved)} forms, "
            f"{len(self.published)} of them publications. Cut off: {len(cut_off)} forms, "
            f"of which {desk.count()} were saved and {desk.published().count()} published. "
            "Nothing was lost, nothing half-written."
        )


if __name__ == "__main__":
    main()
