import os
import shutil
from importlib import import_module

from django.apps import apps
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.db import connection
from django.test import tag
from playwright.sync_api import sync_playwright

from articles.migrations._rights import give

roles_migration = import_module("articles.migrations.0004_roles")
later_roles = [
    import_module(f"articles.migrations.{name}").ROLES
    for name in ("0008_front_roles", "0009_series_roles", "0011_edition_roles")
]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TIMEOUT = 10_000  # milliseconds


@tag("browser")
class BrowserCase(StaticLiveServerTestCase):
    """A page in Chromium, before a server of its own. What its console says is collected in `messages`."""

    viewport = {"width": 1280, "height": 900}

    @classmethod
    def setUpClass(cls):
        executable = next(filter(None, map(shutil.which, BROWSERS)), None)
        if executable is None:
            raise RuntimeError(
                "Tests tagged “browser” need Chromium: install the package “chromium” "
                f"(Debian, Ubuntu: apt install chromium), so that one of {', '.join(BROWSERS)} is found."
            )
        super().setUpClass()
        # Playwright runs an event loop in this thread, for which Django would refuse every query.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
        cls.addClassCleanup(os.environ.pop, "DJANGO_ALLOW_ASYNC_UNSAFE")
        playwright = cls.enterClassContext(sync_playwright())
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        cls.browser = playwright.chromium.launch(
            executable_path=executable,
            chromium_sandbox=not root,  # Chromium refuses its sandbox to root.
            args=["--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        # The database is emptied after each test, with what migrations had put into it.
        roles_migration.create_roles(apps, connection.schema_editor())
        for given in later_roles:
            give(given, apps, connection.schema_editor())
        self.context = self.browser.new_context(viewport=self.viewport, locale="en-GB")
        self.addCleanup(self.context.close)
        self.context.set_default_timeout(TIMEOUT)
        self.messages = []
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))

    def _fixture_teardown(self):
        # The log refuses to be emptied with the rest.
        editor = connection.schema_editor()
        roles_migration.release_log(apps, editor)
        super()._fixture_teardown()
        roles_migration.protect_log(apps, editor)

    def open(self, path):
        return self.page.goto(self.live_server_url + path)

    def sign_in(self, name, password):
        self.open("/admin/login/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Log in").click()
