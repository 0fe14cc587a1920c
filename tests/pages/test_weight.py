"""What a reader's line carries for the seed story's page, compressed as it is sent."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import TestCase

from tests.pages.test_story import SEED


class WeightTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("loaddata", "newsroom", "stories", verbosity=0)

    def test_the_seed_story_is_light(self):
        response = self.client.get(SEED, headers={"accept-encoding": "gzip"})
        page = gzip.decompress(response.content).decode()
        styles = re.findall(r'<link rel="stylesheet"[^>]*href="/static/([^"]+)"', page)
        scripts = re.findall(r"<script[^>]*src=", page)
        weight = len(response.content)
        for style in styles:
            weight += len(gzip.compress(Path(finders.find(style)).read_bytes()))
        self.assertLessEqual(weight, 20_000)
        self.assertLessEqual(1 + len(styles) + len(scripts), 4)
