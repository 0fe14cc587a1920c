from django.contrib.auth.models import Group, User
from django.test import TestCase
from django.urls import reverse

from articles.models import Article
from articles.publishing import newest_revision


def make_colleague(name, *roles, **fields):
    """Make a user who has these roles."""
    colleague = User.objects.create_user(name, f"{name}@news.example", is_staff=True, **fields)
    colleague.groups.set(Group.objects.filter(name__in=roles))
    return colleague


def make_editor(name="yael", password=None, roles=("Editors", "Publishers")):
    """Make a user who is editor and publisher, as `demo` does, or who has other roles."""
    return make_colleague(name, *roles, password=password)


class DeskCase(TestCase):
    """An editor at the desk, or a colleague with other roles."""

    roles = ("Editors", "Publishers")

    def setUp(self):
        self.editor = make_editor(roles=self.roles)
        self.client.force_login(self.editor)

    def address(self, noun, page, *arguments):
        return reverse(f"admin:articles_{noun}_{page}", args=arguments)

    def open(self, noun, page="changelist", *arguments, **query):
        return self.client.get(self.address(noun, page, *arguments), query)

    def send(self, noun, page="add", *arguments, **fields):
        """Send a form; the fields that are named, and those without which no form is complete."""
        return self.client.post(self.address(noun, page, *arguments), fields, follow=True)

    def send_story(self, page="add", *arguments, **fields):
        """Send a story's form as it was opened a moment ago; `act` names the button, if it is not Save."""
        if page == "change" and "base" not in fields:
            fields["base"] = newest_revision(Article.objects.get(pk=arguments[0])).pk
        if act := fields.pop("act", None):
            fields["_act"] = act
        return self.send("article", page, *arguments, **story(**fields))


def story(bylines=(), sources=(), related=(), **fields):
    """Return what the browser sends of a story's form; bylines, sources and related stories are dictionaries."""
    form = {
        "headline": "The night ferry runs again",
        "body": "<p>It runs on Sundays.</p>",
        "kind": Article.Kind.NEWS,
        "language": "en",
        "date": "2022-01-12",
    }
    for prefix, rows in (("bylines", bylines), ("sources", sources), ("related", related)):
        form |= {
            f"{prefix}-TOTAL_FORMS": len(rows),
            f"{prefix}-INITIAL_FORMS": 0,
        }
        for number, row in enumerate(rows):
            form |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return form | fields
