from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

from . import matrix


class ReadmeTests(SimpleTestCase):
    def test_the_readme_shows_the_matrix(self):
        readme = (Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8")
        self.assertIn(matrix.table(), readme)
