"""What Lighthouse says of readers' pages on a phone. NEWSROOM_LIGHTHOUSE names its command; .ci/run sets it."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.core.management import call_command
from django.test import tag

from tests.pages.test_story import SEED

from .case import BROWSERS

CATEGORIES = ("accessibility", "best-practices", "seo", "performance")
PAGES = {
    "front": "/",
    "story": SEED,
    "story with a picture": "/news/council-votes-to-keep-the-night-ferry-for-one-more-winter/",
    "section": "/category/town/",
    "author": "/author/dina-marsh/",
    "search": "/search/?q=ferry",
}
TRIES = 3  # Now and then the browser gives it no trace of a page, and it asks to be run again (NO_NAVSTART).
FORBIDDEN = {"search": {"is-crawlable"}}  # A page of results asks search engines to leave it out.


@tag("browser", "lighthouse")
class LighthouseTests(StaticLiveServerTestCase):
    def setUp(self):
        call_command("loaddata", "newsroom", "stories", verbosity=0)

    def report(self, path):
        """Return Lighthouse's report of a page."""
        flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
        executable = next(filter(None, map(shutil.which, BROWSERS)))
        with TemporaryDirectory() as folder:
            output = Path(folder) / "report.json"
            command = [
                os.environ["NEWSROOM_LIGHTHOUSE"],
                f"{self.live_server_url}{path}",
                f"--only-categories={','.join(CATEGORIES)}",
                "--output=json",
                f"--output-path={output}",
                "--quiet",
                f"--chrome-flags={flags}",
            ]
            for _ in range(TRIES):
                run = subprocess.run(command, check=False, env=os.environ | {"CHROME_PATH": executable})
                if run.returncode == 0:
                    return json.loads(output.read_text())
        raise AssertionError(f"Lighthouse could not look at {path}: see what it says above.")

    def test_every_page_is_faultless_but_for_speed_which_is_told(self):
        for name, path in PAGES.items():
            with self.subTest(page=name):
                report = self.report(path)
                scores = {each: report["categories"][each]["score"] for each in CATEGORIES}
                told = ", ".join(f"{each} {score * 100:.0f}" for each, score in scores.items())
                print(f"Lighthouse, {name}: {told}")  # noqa: T201
                self.assertEqual(self.faults(report), FORBIDDEN.get(name, set()))

    def faults(self, report):
        """Return the audits that cost points, speed left out."""
        return {
            audit["id"]
            for category in CATEGORIES[:-1]
            for audit in report["categories"][category]["auditRefs"]
            if audit["weight"] and report["audits"][audit["id"]]["score"] not in (1, None)
        }
