from django.contrib.auth.models import Group, User
from django.test import TestCase
from django.urls import reverse

from articles.models import Article


def make_editor(name="yael", password=None):
    """Make a user of the group Editors, as `demo` does."""
    editor = User.objects.create_user(name, password=password, is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    return editor


class DeskCase(TestCase):
    """An editor at the desk."""

    def setUp(self):
        self.editor = make_editor()
        self.client.force_login(self.editor)

    def address(self, noun, page, *arguments):
        return reverse(f"admin:articles_{noun}_{page}", args=arguments)

    def open(self, noun, page="changelist", *arguments, **query):
        return self.client.get(self.address(noun, page, *arguments), query)

    def send(self, noun, page="add", *arguments, **fields):
        """Send a form; the fields that are named, and those without which no form is complete."""
        return self.client.post(self.address(noun, page, *arguments), fields, follow=True)

    def send_story(self, page="add", *arguments, **fields):
        return self.send("article", page, *arguments, **story(**fields))


def story(bylines=(), sources=(), **fields):
    """Return what the browser sends of a story's form; bylines and sources are dictionaries."""
    form = {
        "headline": "The night ferry runs again",
        "body": "<p>It runs on Sundays.</p>",
        "kind": Article.Kind.NEWS,
        "language": "en",
        "date": "2022-01-12",
        "status": Article.Status.DRAFT,
    }
    for prefix, rows in (("bylines", bylines), ("sources", sources)):
        form |= {
            f"{prefix}-TOTAL_FORMS": len(rows),
            f"{prefix}-INITIAL_FORMS": sum(1 for row in rows if "id" in row),
        }
        for number, row in enumerate(rows):
            form |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return form | fields
