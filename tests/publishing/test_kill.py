import subprocess
import sys

from django.conf import settings
from django.test import SimpleTestCase


class KillTests(SimpleTestCase):
    def test_a_server_that_is_killed_loses_no_save_that_it_answered(self):
        """A short run; `python tests/benchmarks/kill.py` makes two hundred kills."""
        script = settings.BASE_DIR / "tests" / "benchmarks" / "kill.py"
        result = subprocess.run(
            [sys.executable, script, "--times=4"], capture_output=True, text=True, check=False
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("Nothing was lost, nothing half-written.", result.stdout)
