"""What a reader's line carries of HTML, CSS and scripts, compressed as it is sent."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase

from articles.models import Photo
from tests.pages.test_story import SEED

TEMPLATE = re.compile(r"<template.*?</template>", re.DOTALL)  # What stands in one is loaded when it is used.
FILE = re.compile(r'<(?:link rel="stylesheet"|script)[^>]* (?:href|src)="/static/([^"]+)"')


class WeightTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("loaddata", "newsroom", "stories", verbosity=0)

    def assert_light(self, path, *, most, requests):
        response = self.client.get(path, headers={"accept-encoding": "gzip"})
        files = FILE.findall(TEMPLATE.sub("", gzip.decompress(response.content).decode()))
        weight = len(response.content)
        for name in files:
            weight += len(gzip.compress(Path(finders.find(name)).read_bytes()))
        self.assertLessEqual(weight, most)
        self.assertLessEqual(1 + len(files), requests)

    def test_the_seed_story_is_light(self):
        self.assert_light(SEED, most=15_000, requests=4)

    def test_the_front_page_is_light(self):
        Photo.objects.exclude(file="").update(rendered="0123456789ab")
        self.assertContains(self.client.get("/"), "<picture>")
        self.assert_light("/", most=25_000, requests=4)


class HeadScriptTests(SimpleTestCase):
    def test_what_every_page_waits_for_is_short(self):
        script = Path(finders.find("js/settings.js")).read_bytes()
        self.assertLess(len(script), 700)
