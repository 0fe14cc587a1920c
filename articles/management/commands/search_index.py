import time

from django.core.management.base import BaseCommand, CommandError

from ...search import upkeep

SECONDS = 2  # between two lines of progress
SHOWN = 20


class Command(BaseCommand):
    help = (
        "Check the index of Search News against the stories, or write it anew. The database keeps it by itself; "
        "this is for what went past it: another program's writes, a damaged file, a migration that was broken off."
    )

    def add_arguments(self, parser):
        acts = parser.add_mutually_exclusive_group(required=True)
        acts.add_argument(
            "--check", action="store_true", help="Name each story whose document is not what it should be."
        )
        acts.add_argument(
            "--rebuild",
            action="store_true",
            help="Write every document anew. Readers search and editors save meanwhile.",
        )

    def handle(self, *, check, verbosity, **options):
        self.verbosity, self.said = verbosity, time.monotonic()
        if check:
            self.check_index()
        else:
            upkeep.rebuild(self.tell_progress)
            self.tell("The index is written anew.")

    def check_index(self):
        number = 0
        for number, fault in enumerate(upkeep.faults(self.tell_progress), 1):
            if number <= SHOWN:
                self.stderr.write(fault)
        if number:
            more = f" {number - SHOWN} more are not shown." if number > SHOWN else ""
            raise CommandError(f"{number} faults.{more} Mend them with “manage.py search_index --rebuild”.")
        self.tell("The index says what the stories say.")

    def tell_progress(self, number, of):
        if time.monotonic() - self.said >= SECONDS:
            self.said = time.monotonic()
            self.tell(f"{100 * number // of} %")

    def tell(self, line):
        if self.verbosity:
            self.stdout.write(line)
            self.stdout.flush()
