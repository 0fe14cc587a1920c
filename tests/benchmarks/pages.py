"""Readers' pages at ten thousand stories under gunicorn, each beside a bare Django view of the same run.

    .venv/bin/python tests/benchmarks/pages.py [--stories 10000] [--requests 60]

Each figure is CPU time of the one worker per request, by the kernel's count, over that of the bare view: a
Django without middleware, database and template that answers “bare”. The limits are those of the design.
"""

import argparse
import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BARE = """
import sys
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(
    ROOT_URLCONF=__name__,
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE={middleware},
)
urlpatterns = [path("", lambda request: HttpResponse("bare"))]
application = get_wsgi_application()
"""
STARTPROJECT = [  # As it writes them into a new project.
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
LIMITS = {"story": 12, "front": 20, "news": 20, "category": 20, "tag": 20, "archive month": 20}
TICK = os.sysconf("SC_CLK_TCK")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=60)
    choices = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"NEWSROOM_VAR": folder, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        os.environ.pop("DATABASE_URL", None)
        sys.path.insert(0, str(ROOT))
        pages = fill(choices.stories)
        tell(folder, pages, choices.requests)


def tell(folder, pages, requests):
    for name, middleware in (("bare", []), ("usual", STARTPROJECT)):
        (Path(folder) / f"{name}.py").write_text(BARE.format(middleware=middleware))
    with (
        serving(["--pythonpath", folder, "bare"]) as bare,
        serving(["--pythonpath", folder, "usual"]) as usual,
        serving(["newsroom.wsgi"]) as server,
    ):
        server.cost("/", 5)
        idle = server.memory()
        ratio, cost = beside(bare, usual, "/", requests * 10)
        print(f"A bare view: {cost / ratio * 1000:.2f} ms of CPU; with Django’s own middleware {ratio:.2f} ×")
        for name, path in pages.items():
            ratio, cost = beside(bare, server, path, requests)
            limit = f"(limit {LIMITS[name]})" if name in LIMITS else ""
            print(f"{name:14} {cost * 1000:6.2f} ms {ratio:6.1f} × {limit}")
        first, deep, first_again = (
            server.cost(pages[name], requests) for name in ("news", "page 400", "news")
        )
        print(f"page 400 ÷ page 1: {deep * 2 / (first + first_again):.2f} (limit 1.1)")
        print(f"memory of a worker: {idle} MB after the first pages, {server.memory()} MB after all")


def beside(bare, server, path, requests):
    """Return the ratio of a page's cost to that of the bare view, and the page's cost.

    The bare view is asked before and after it, as a machine is not equally fast all the time.
    """
    before = bare.cost("/", requests * 10)
    cost = server.cost(path, requests)
    return cost * 2 / (before + bare.cost("/", requests * 10)), cost


def fill(number):
    """Make a newsroom of so many stories, and return the paths of its pages by their names."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from articles.models import Article, Author, Byline, Category, Photo, Tag, Tagging

    call_command("migrate", verbosity=0)
    call_command("loaddata", "newsroom", "stories", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    Photo.objects.exclude(file="").update(
        rendered="a" * 12
    )  # As if made: the pages are measured, not the files.
    models = list(Article.objects.published().filter(language="en").exclude(kind="brief"))
    authors, tags, categories = (list(model.objects.all()) for model in (Author, Tag, Category))
    chance = random.Random(1)
    first = min(story.published_at for story in models)
    stories = []
    for place in range(number - Article.objects.count()):
        model, posted = chance.choice(models), first - timedelta(hours=7 * place)
        stories.append(
            Article(
                headline=f"{model.headline} {place}",
                slug=f"story-{place}",
                standfirst=model.standfirst,
                body=model.body,
                kind=model.kind,
                date=posted.date(),
                published_at=posted,
                status=Article.Status.PUBLISHED,
                category=chance.choice(categories),
                photo=model.photo,
            )
        )
    with transaction.atomic():
        Article.objects.bulk_create(stories, batch_size=500)
        Byline.objects.bulk_create(Byline(article=each, author=chance.choice(authors)) for each in stories)
        Tagging.objects.bulk_create(
            Tagging(content_object=each, tag=tag) for each in stories for tag in chance.sample(tags, 3)
        )
    middle = stories[len(stories) // 2]
    return {
        "front": "/",
        "story": middle.get_absolute_url(),
        "each once": "/news/story-{}/",  # Stories of which nothing is remembered yet.
        "news": "/news/",
        "page 400": "/news/?page=400" if number >= 8000 else "/news/?page=2",
        "category": categories[0].get_absolute_url(),
        "tag": tags[0].get_absolute_url(),
        "archive month": f"/archive/{middle.date:%Y/%m}/",
        "author": authors[0].get_absolute_url(),
        "feed": "/feed/",
    }


class Server:
    """A gunicorn with one worker of one thread, so that the kernel's count of it is that of its requests."""

    def __init__(self, port, master):
        self.port, self.master = port, master
        self.numbers = count(1)

    @property
    def worker(self):
        children = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text().split()
        return int(children[0])

    def cost(self, path, requests):
        """Return the CPU seconds of one request, after a first one that is not counted.

        Where a number is to stand in the path it is another one each time.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.get(connection, path.format(next(self.numbers)))
        before = self.seconds()
        for _ in range(requests):
            self.get(connection, path.format(next(self.numbers)))
        connection.close()
        return (self.seconds() - before) / requests

    def get(self, connection, path):
        connection.request("GET", path, headers={"Host": "127.0.0.1"})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            sys.exit(f"{path} answers {response.status}.")

    def seconds(self):
        fields = Path(f"/proc/{self.worker}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self):
        status = Path(f"/proc/{self.worker}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024


@contextmanager
def serving(application):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers=1", "--worker-class=gthread", "--threads=1"]
    command += ["--keep-alive=60", f"--bind=127.0.0.1:{port}", "--log-level=warning", *application]
    master = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    server = Server(port, master)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > until or master.poll() is not None:
                    sys.exit("gunicorn did not open.")
                time.sleep(0.1)
        yield server
    finally:
        os.killpg(master.pid, signal.SIGTERM)
        master.wait()


if __name__ == "__main__":
    main()
