"""The log: what stands in it, that it stays, and how it is read and exported."""

import csv
from importlib import import_module
from io import StringIO

from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from articles.admin.signing_in import MOST_FAILURES
from articles.models import LogLine, Tag
from tests.admin.case import make_colleague
from tests.factories import make_draft, make_photo

from .case import RolesCase

migration = import_module("articles.migrations.0004_roles")


class LinesTests(RolesCase):
    def test_what_is_added_changed_and_deleted_at_the_desk_is_in_it(self):
        self.sign_in("Librarians")
        self.send("articles_tag_add", name="sea")
        tag = Tag.objects.get()
        self.send("articles_tag_change", tag.pk, name="the sea", slug="sea")
        self.send("articles_tag_delete", tag.pk, post="yes")
        self.assert_logged("ann deleted tag: the sea", "ann changed tag: the sea", "ann added tag: sea")
        self.assertEqual(LogLine.objects.get(act="changed tag").detail, "Changed Name.")

    def test_what_is_deleted_with_others_is_in_it_one_by_one(self):
        self.sign_in("Librarians")
        photos = [make_photo(caption=caption).pk for caption in ("One", "Two")]
        fields = {"action": "delete_selected", "_selected_action": photos, "post": "yes"}
        self.send("articles_photo_changelist", **fields)
        self.assertEqual(LogLine.objects.filter(act="deleted photo").count(), 2)

    def test_a_form_that_changes_nothing_is_not(self):
        self.sign_in("Librarians")
        tag = Tag.objects.create(name="sea")
        self.send("articles_tag_change", tag.pk, name="sea", slug="sea")
        self.assertFalse(LogLine.objects.exists())


class SignInTests(RolesCase):
    def setUp(self):
        make_colleague("yael", password="harbour-lamp-9")

    def sign_in_as(self, name, password, **extra):
        fields = {"username": name, "password": password}
        return self.client.post(reverse("admin:login"), fields, REMOTE_ADDR="192.0.2.1", **extra)

    def test_those_that_succeed_and_fail_are_in_it_with_the_address_and_no_password(self):
        self.sign_in_as("yael", "wrong-secret")
        self.sign_in_as("yael", "harbour-lamp-9")
        self.assert_logged("yael signed in: yael", "Newsroom failed to sign in: yael")
        self.assertEqual(LogLine.objects.first().detail, "From 192.0.2.1.")
        for line in LogLine.objects.values_list():
            self.assertNotIn("secret", str(line))

    def test_a_name_that_nobody_has_is_not_written_down(self):
        self.sign_in_as("my-secret-password", "")
        self.sign_in_as("my-secret-password", "x")
        self.assert_logged("Newsroom failed to sign in: a name that nobody has")

    def test_guessing_does_not_fill_it(self):
        for number in range(MOST_FAILURES + 5):
            self.sign_in_as(f"guess{number}", "x")
        self.assertEqual(LogLine.objects.count(), MOST_FAILURES)


class AppendOnlyTests(RolesCase):
    """Refused by the database itself, so that no query and no other program does it by accident."""

    def setUp(self):
        if connection.vendor == "sqlite":  # The runner took this one away.
            migration.make_trigger(connection, "log_keeps_its_lines")
        self.user = User.objects.create(username="ann")
        self.article = make_draft()
        self.line = LogLine.objects.add("saved", "Rockets", by=self.user, article=self.article)

    def assert_refused(self, change, *arguments, **fields):
        with self.assertRaisesMessage(IntegrityError, "A line of the log is never"), transaction.atomic():
            change(*arguments, **fields)

    def test_no_line_is_changed_or_deleted(self):
        lines = LogLine.objects.filter(pk=self.line.pk)
        other = User.objects.create(username="bo")
        for fields in (
            {"act": "read"},
            {"subject": ""},
            {"detail": "x"},
            {"actor_name": "bo"},
            {"actor": other},
        ):
            with self.subTest(fields=fields):
                self.assert_refused(lines.update, **fields)
        self.assert_refused(lines.update, article=make_draft())
        self.assert_refused(lines._raw_delete, "default")

    def test_a_user_or_a_story_that_goes_leaves_the_line_with_its_words(self):
        self.article.delete()
        self.user.delete()
        line = LogLine.objects.get(pk=self.line.pk)
        self.assertEqual((line.actor, line.article, str(line)), (None, None, "ann saved: Rockets"))


class LogPageTests(RolesCase):
    def setUp(self):
        self.administrator = self.sign_in("Administrators", name="ada")
        LogLine.objects.add("saved", "Rockets", by=self.administrator)
        LogLine.objects.add("published", "=HYPERLINK(1)", detail="@risk")

    def export(self, **query):
        response = self.open("articles_logline_export", **query)
        return list(csv.reader(StringIO(b"".join(response.streaming_content).decode())))

    def test_lines_are_found_by_words_act_actor_and_day(self):
        day = LogLine.objects.first().at
        queries = [
            {"q": "rockets"},
            {"act": "saved"},
            {"actor__id__exact": self.administrator.pk},
            {"at__year": day.year, "at__month": day.month, "at__day": day.day, "q": "Rockets"},
        ]
        for query in queries:
            with self.subTest(query=query):
                lines = self.open("articles_logline_changelist", **query).context["cl"].result_list
                self.assertEqual([line.subject for line in lines], ["Rockets"])

    def test_a_line_can_be_read_and_has_no_button_to_save(self):
        page = self.open("articles_logline_change", LogLine.objects.last().pk)
        self.assertContains(page, "Rockets")
        self.assertNotContains(page, 'name="_save"')

    def test_the_export_has_what_the_list_shows(self):
        header, *lines = self.export(act="saved")
        self.assertEqual(header, ["time (UTC)", "who", "act", "subject", "story", "detail"])
        self.assertEqual([line[1:4] for line in lines], [["ada", "saved", "Rockets"]])
        self.assertRegex(lines[0][0], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$")

    def test_no_cell_of_it_is_a_formula(self):
        for start in "=+-@\t\r":
            LogLine.objects.create(act="saved", subject="Rain", actor_name=f"{start}a")
        cells = [cell for line in self.export() for cell in line]
        self.assertIn("'=HYPERLINK(1)", cells)
        self.assertFalse([cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))])

    def test_an_export_stands_in_the_log_and_odd_queries_lead_to_the_list(self):
        self.export(q="rain")
        self.assertEqual(LogLine.objects.first().act, "exported the log")
        self.assertEqual(self.open("articles_logline_export", nonsense="1").status_code, 302)

    def test_all_pages_of_the_list_are_exported_in_one_query(self):
        LogLine.objects.bulk_create(LogLine(act="saved", subject=str(number)) for number in range(700))
        self.assertEqual(len(self.export(act="saved")), 702)
