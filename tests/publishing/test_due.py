import json
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from tempfile import TemporaryDirectory
from time import time

from django.test import SimpleTestCase

from .server import Newsroom

READERS = 20
SCHEDULE = """
from datetime import timedelta
from django.utils import timezone
from articles.publishing import newest_revision, publish, save_revision
from tests.factories import make_article

story = make_article(headline="Before", slug="story", authors=["Ann"], tags=["sea"], sources=["Board"])
revision = save_revision(story, newest_revision(story).content | {"headline": "After", "tags": []})
at = timezone.now().replace(microsecond=0) + timedelta(seconds=4)
publish(story, revision, at=at)
print(at.timestamp())
"""
COUNT = """
import json
from articles.models import LogLine, Revision
from articles.publishing import content_of

revision = Revision.objects.published().latest("pk")
print(json.dumps([
    LogLine.objects.filter(act="published").count(),
    Revision.objects.published().count(),
    content_of(revision.article) == revision.content,
    revision.content["headline"],
]))
"""


class DueChangeTests(SimpleTestCase):
    """A change of a live story under many readers, with nothing but their requests running."""

    databases = {"default"}

    def setUp(self):
        self.newsroom = Newsroom(self.enterContext(TemporaryDirectory()))
        self.addCleanup(self.newsroom.remove)

    def test_comes_at_its_second_and_once(self):
        with self.newsroom.serve() as port, ThreadPoolExecutor(READERS) as readers:
            self.at = float(self.newsroom.run(SCHEDULE))
            seen = [readers.submit(self.read, port) for _ in range(READERS)]
            for reader in seen:
                early, late = reader.result()
                self.assertEqual((set(early), set(late)), ({"Before"}, {"After"}))
        counts = json.loads(self.newsroom.run(COUNT))
        self.assertEqual(counts, [1, 2, True, "After"])

    def read(self, port):
        """Read the story until a second after the change; return what was seen before and what after it."""
        early, late = [], []
        while (began := time()) < self.at + 1:
            headline = self.headline(port)
            if time() < self.at:
                early.append(headline)
            elif began >= self.at:
                late.append(headline)
        return early, late

    def headline(self, port):
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/news/story/")
        page = connection.getresponse().read().decode()
        connection.close()
        return next((name for name in ("Before", "After") if f"<title>{name} –" in page), page)
