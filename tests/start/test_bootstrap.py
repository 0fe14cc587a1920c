import ast
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.test import SimpleTestCase

from newsroom.bootstrap import (
    BootstrapError,
    Environment,
    check_python,
    pip_trouble,
    prepare,
    requirements,
)


def lock_of(name):
    return requirements((settings.BASE_DIR / name).read_text())


class PythonTests(SimpleTestCase):
    def test_a_python_that_is_too_old_gets_a_sentence(self):
        message = (
            "Newsroom needs Python 3.11 or newer, but /usr/bin/python3 is Python 3.9. Install a newer one"
        )
        with self.assertRaisesMessage(BootstrapError, message):
            check_python((3, 9, 2), "/usr/bin/python3")

    def test_a_python_that_is_new_enough_gets_none(self):
        check_python((3, 11, 0), "/usr/bin/python3")
        check_python((4, 0, 0), "/usr/bin/python4")

    def test_a_python_that_is_too_old_can_read_the_script(self):
        script = settings.BASE_DIR / "newsroom" / "bootstrap.py"
        ast.parse(script.read_text(), feature_version=(3, 6))


class LockTests(SimpleTestCase):
    def test_a_requirement_is_read_with_its_hashes(self):
        text = "# made by uv\nasgiref==3.13.0 \\\n    --hash=sha256:034c \\\n    --hash=sha256:f9596\n"
        self.assertEqual(requirements(text), {"asgiref==3.13.0 --hash=sha256:034c --hash=sha256:f9596"})

    def test_what_the_demo_needs_is_there_after_the_tests_were_installed(self):
        self.assertLessEqual(lock_of("requirements.lock"), lock_of("requirements-dev.lock"))

    def test_every_package_is_pinned_by_hash_and_names_no_index(self):
        for requirement in lock_of("requirements-dev.lock"):
            self.assertRegex(requirement, r"^[a-z0-9-]+==\S+ (; [^;]+ )?--hash=sha256:")
            self.assertNotIn("://", requirement)


class EnvironmentTests(SimpleTestCase):
    """One real environment, made in a folder that an earlier start left half made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.root = Path(cls.enterClassContext(TemporaryDirectory()))
        cls.folder = cls.root / ".venv"
        cls.folder.mkdir()
        (cls.folder / "leftover").touch()
        cls.environment = Environment(cls.folder)
        cls.prepare(cls.folder, "")

    @classmethod
    def prepare(cls, folder, text):
        lock = cls.root / "requirements.lock"
        lock.write_text(text)
        with redirect_stdout(StringIO()):
            prepare(folder, lock)

    def test_a_half_made_environment_is_made_anew(self):
        self.assertTrue(self.environment.is_sound())
        self.assertFalse((self.folder / "leftover").exists())

    def test_what_is_installed_asks_neither_pip_nor_the_network(self):
        self.environment.stamp.write_text("nowhere==1.0 --hash=sha256:00\nelsewhere==2.0\n")
        self.addCleanup(self.environment.stamp.unlink)
        self.prepare(self.folder, "nowhere==1.0 \\\n    --hash=sha256:00\n")

    def test_an_installation_that_was_broken_off_is_not_sound(self):
        self.environment.mark.touch()
        self.addCleanup(self.environment.mark.unlink)
        self.assertFalse(self.environment.is_sound())

    def test_a_failed_installation_is_told_and_leaves_the_environment_sound(self):
        message = "The packages of requirements.lock could not be installed: "
        with self.assertRaisesMessage(BootstrapError, message):
            self.prepare(self.folder, "./missing.whl --hash=sha256:00\n")
        self.assertTrue(self.environment.is_sound())
        self.assertEqual(self.environment.installed(), set())

    def test_a_folder_that_cannot_be_made_gets_a_sentence(self):
        folder = Path(__file__) / ".venv"
        with self.assertRaisesMessage(BootstrapError, f"Newsroom keeps its packages in {folder}, which"):
            self.prepare(folder, "")


class PipTests(SimpleTestCase):
    def test_a_missing_network_is_named(self):
        output = "WARNING: Retrying after 'NewConnectionError(…)'\nERROR: No matching distribution found"
        self.assertEqual(pip_trouble(output), "there is no network")

    def test_any_other_trouble_is_told_in_the_last_words_of_pip(self):
        output = "Looking in links\nERROR: No matching distribution found for asgiref==3.13.0\n"
        self.assertEqual(pip_trouble(output), "No matching distribution found for asgiref==3.13.0")
