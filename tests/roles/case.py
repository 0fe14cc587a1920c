from django.test import TestCase
from django.urls import reverse

from articles.models import LogLine
from tests.admin.case import make_colleague


class RolesCase(TestCase):
    def sign_in(self, *roles, name="ann"):
        """Sign in as a new colleague with these roles; return the colleague."""
        colleague = make_colleague(name, *roles)
        self.client.force_login(colleague)
        return colleague

    def open(self, page, *arguments, **query):
        return self.client.get(reverse(f"admin:{page}", args=arguments), query)

    def send(self, page, *arguments, **fields):
        return self.client.post(reverse(f"admin:{page}", args=arguments), fields)

    def assert_logged(self, *lines):
        """Assert that these are the newest lines of the log, newest first."""
        newest = [str(line) for line in LogLine.objects.all()[: len(lines)]]
        self.assertEqual(newest, list(lines))
