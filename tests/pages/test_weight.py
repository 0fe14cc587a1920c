"""What a reader's line carries of HTML and CSS, compressed as it is sent."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import TestCase

from articles.models import Photo
from tests.pages.test_story import SEED


class WeightTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("loaddata", "newsroom", "stories", verbosity=0)

    def test_the_seed_story_is_light(self):
        self.assert_light(SEED, 15_000)

    def test_the_front_page_is_light(self):
        Photo.objects.exclude(file="").update(rendered="0123456789ab")
        self.assertContains(self.client.get("/"), "<picture>")
        self.assert_light("/", 25_000)

    def assert_light(self, path, most):
        response = self.client.get(path, headers={"accept-encoding": "gzip"})
        page = gzip.decompress(response.content).decode()
        styles = re.findall(r'<link rel="stylesheet"[^>]*href="/static/([^"]+)"', page)
        scripts = re.findall(r"<script[^>]*src=", page)
        weight = len(response.content)
        for style in styles:
            weight += len(gzip.compress(Path(finders.find(style)).read_bytes()))
        self.assertLessEqual(weight, most)
        self.assertLessEqual(1 + len(styles) + len(scripts), 4)
