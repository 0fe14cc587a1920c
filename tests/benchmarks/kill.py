"""Kills writers with kill -9 in the midst of saves and publications, and looks at what they leave.

    python tests/benchmarks/kill.py --times 200

Two processes at a time write three stories, in an SQLite database of their own, and acknowledge each act
once it is done. After each kill the database must be whole, hold every acknowledged act, and show readers
exactly one published revision of each story.
"""

import argparse
import os
import signal
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import django
from django.core.management import call_command
from django.db import connection

WRITERS = 2
STORIES = 3


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=200, help="How often the writers are killed.")
    times = parser.parse_args().times
    with TemporaryDirectory() as folder:
        begin(folder)
        Run().kill(times)


def begin(folder):
    """Set Django up on an empty newsroom in `folder`."""
    os.environ |= {"NEWSROOM_VAR": folder, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    django.setup()
    call_command("migrate", verbosity=0)


class Run:
    def __init__(self):
        from articles import models, publishing  # They need settings, which need the folder.
        from tests.factories import make_article

        self.models, self.publishing, self.random = models, publishing, Random(4)
        self.stories = [
            make_article(authors=["Ann", "Bo"], tags=["sea"], sources=["Board"]) for _ in range(STORIES)
        ]
        for story in self.stories:
            publishing.newest_revision(story)
        self.acknowledged = {"saved": {}, "published": {}}

    def kill(self, times):
        began = time.monotonic()
        for number in range(times):
            for act, pk, word in self.acts_until_killed(number):
                self.acknowledged[act][int(pk)] = word
            self.look()
        desk = self.models.Revision.objects.filter(origin="desk")
        print(  # noqa: T201
            f"{times} kills in {time.monotonic() - began:.0f} s. "
            f"Acknowledged: {len(self.acknowledged['saved'])} saves, "
            f"{len(self.acknowledged['published'])} publications. "
            f"In the database: {desk.count()} saves, {desk.published().count()} publications. "
            "Nothing was lost, nothing half-written."
        )

    def acts_until_killed(self, number):
        """Let writers write, kill them at some moment, and return what they acknowledged."""
        connection.close()  # A connection must not be carried into another process.
        writers = [self.fork(f"k{number}w{writer}") for writer in range(WRITERS)]
        first = [pipe.readline() for _, pipe in writers]
        time.sleep(self.random.uniform(0, 0.2))
        for process, _ in writers:
            os.kill(process, signal.SIGKILL)
        for process, _ in writers:
            os.waitpid(process, 0)
        lines = first + [line for _, pipe in writers for line in pipe]
        for _, pipe in writers:
            pipe.close()
        return [line.split() for line in lines]

    def fork(self, word):
        reading, writing = os.pipe()
        process = os.fork()
        if not process:
            os.close(reading)
            self.write(word, writing)
        os.close(writing)
        return process, os.fdopen(reading)

    def write(self, word, pipe):
        """Save and publish for ever, acknowledging each act once it is done."""
        random = Random(word)
        for number in range(1_000_000):
            story = random.choice(self.stories)
            sign = f"{word}n{number}"
            content = self.publishing.newest_revision(story).content | {
                "headline": sign,
                "body": f"<p>{sign}</p>" * random.randrange(1, 200),
                "sources": [
                    {"outlet": sign, "title": "", "url": "", "date": None, "relation": "via"}
                    for _ in range(random.randrange(4))
                ],
            }
            revision = self.publishing.save_revision(story, content)
            os.write(pipe, f"saved {revision.pk} {sign}\n".encode())
            if random.random() < 0.5:
                self.publishing.publish(story, revision)
                os.write(pipe, f"published {revision.pk} {sign}\n".encode())

    def look(self):
        """Check what the killed have left."""
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
        desk = self.models.Revision.objects.filter(origin="desk")
        saved = dict(desk.values_list("pk", "content__headline"))
        published = dict(desk.published().values_list("pk", "content__headline"))
        assert self.acknowledged["saved"].items() <= saved.items()
        assert self.acknowledged["published"].items() <= published.items()
        log = self.models.LogLine.objects
        assert log.filter(act="saved").count() == len(saved)
        assert log.filter(act="published").count() == len(published)
        for story in self.models.Article.objects.select_related("published_revision"):
            assert self.publishing.content_of(story) == story.published_revision.content


if __name__ == "__main__":
    main()
