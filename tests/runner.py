import logging
from tempfile import TemporaryDirectory

from django.test.runner import DiscoverRunner
from django.test.utils import override_settings


class Runner(DiscoverRunner):
    """Runs the suite in a fresh checkout: no collected static files, no media of the site's own."""

    def setup_test_environment(self, **kwargs):
        super().setup_test_environment(**kwargs)
        for name in ("axes", "django.request", "django.security"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # Tests provoke what these complain about.
        self.media, self.static = TemporaryDirectory(), TemporaryDirectory()
        self.settings = override_settings(
            MEDIA_ROOT=self.media.name,
            STATIC_ROOT=self.static.name,
            NEWSROOM_PDF=False,  # Tests of PDFs say that they need the engine: tests/printing/case.py.
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
            STORAGES={
                "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
                "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
            },
        )
        self.settings.enable()

    def setup_databases(self, **kwargs):
        """Let SQLite empty the log between tests that commit; tests/roles/test_log.py puts its guard back.

        Only in databases made for the tests: where no test needs one, the connection leads to the site's own.
        """
        configuration = super().setup_databases(**kwargs)
        for connection, _, _ in configuration:
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute("DROP TRIGGER IF EXISTS log_keeps_its_lines")
        return configuration

    def teardown_test_environment(self, **kwargs):
        self.settings.disable()
        self.media.cleanup()
        self.static.cleanup()
        super().teardown_test_environment(**kwargs)
