"""The index is made by migrate, noticed where it is missing, checked and mended by its command."""

from io import StringIO

from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import TestCase, TransactionTestCase

from articles.models import Article
from articles.search import Filters, Search, find, parse, upkeep
from tests.factories import make_article


def found(typed):
    return find(Search(parse(typed), Filters())).total


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def command(*arguments, **options):
    output = StringIO()
    call_command("search_index", *arguments, stdout=output, stderr=output, **options)
    return output.getvalue()


class CommandTests(TestCase):
    def test_check_finds_nothing_wrong_with_an_index_that_the_database_kept(self):
        make_article(headline="Rain", tags=["weather"], authors=["Kate"])
        self.assertEqual(command("--check"), "The index says what the stories say.\n")

    def test_check_names_the_story_whose_document_is_missing_and_rebuild_mends_it(self):
        story = make_article(headline="Rain")
        execute("DELETE FROM search_document")
        message = "1 faults. Mend them with “manage.py search_index --rebuild”."
        with self.assertRaisesMessage(CommandError, message):
            command("--check")
        self.assertEqual(
            list(upkeep.faults()), [f"The document of article {story.pk} is not what the article says."]
        )
        self.assertEqual(command("--rebuild"), "The index is written anew.\n")
        self.assertEqual((found("rain"), list(upkeep.faults())), (1, []))

    def test_check_finds_the_document_of_a_story_that_is_gone(self):
        story = make_article(headline="Rain")
        upkeep.engine_of().unhook()
        Article.objects.all().delete()
        upkeep.engine_of().install()
        self.assertIn(f"The document of article {story.pk} is", next(iter(upkeep.faults())))
        command("--rebuild", verbosity=0)
        self.assertEqual(list(upkeep.faults()), [])

    def test_one_of_the_two_acts_is_asked_for(self):
        with self.assertRaisesMessage(CommandError, "one of the arguments --check --rebuild is required"):
            command()


class MissingTests(TransactionTestCase):
    """What a migration that was broken off leaves: neither views nor triggers."""

    def setUp(self):
        self.story = make_article(headline="Rain")
        upkeep.make_way("default", plan=["a migration"])
        self.addCleanup(upkeep.settle, "default")

    def test_a_migration_that_does_nothing_takes_nothing_away(self):
        upkeep.settle("default")
        upkeep.make_way("default", plan=[])
        self.assertEqual(upkeep.engine_of().lacking(), [])

    def test_readyz_and_check_notice_it(self):
        answer = self.client.get("/readyz")
        self.assertContains(answer, "The database waits for “manage.py migrate”.", status_code=503)
        (warning,) = run_checks(databases=["default"])
        self.assertEqual(warning.id, "articles.W001")
        self.assertIn("Run “manage.py migrate”", warning.hint)
        with self.assertRaises(CommandError):
            command("--check")

    def test_the_next_migrate_makes_them_and_writes_what_was_missed(self):
        Article.objects.update(headline="Snow")
        make_article(headline="Sleet")
        self.assertEqual((found("snow"), found("sleet")), (0, 0))
        call_command("migrate", verbosity=0)
        self.assertEqual((found("rain"), found("snow"), found("sleet")), (0, 1, 1))
        self.assertEqual((run_checks(databases=["default"]), list(upkeep.faults())), ([], []))
        self.assertEqual(self.client.get("/readyz").status_code, 200)

    def test_the_index_of_another_version_is_made_anew(self):
        execute("DROP TABLE search_document")
        call_command("migrate", verbosity=0)
        self.assertEqual((found("rain"), list(upkeep.faults())), (1, []))


class RollbackTests(TransactionTestCase):
    def test_documents_are_in_the_transaction_that_changes_the_story(self):
        story = make_article(headline="Rain")
        with self.assertRaises(ZeroDivisionError), transaction.atomic():
            Article.objects.filter(pk=story.pk).update(headline="Snow")
            self.assertEqual(found("snow"), 1)
            1 / 0  # noqa: B018
        self.assertEqual((found("rain"), found("snow"), list(upkeep.faults())), (1, 0, []))
