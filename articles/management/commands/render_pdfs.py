import time

from django.core.management.base import BaseCommand, CommandError

from ... import printing
from ...furniture import Furniture
from ...models import Article
from ...sheets import story_sheet

SECONDS = 5  # between two lines of progress
BATCH = 50


class Command(BaseCommand):
    help = (
        "Make the PDFs of published stories ahead, newest first, until as many are there as are kept. Without it "
        "each is made when the first reader asks. Broken off, it goes on where it stopped."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--newest", type=int, metavar="NUMBER", help="Of so many stories alone, the newest."
        )

    def handle(self, *, newest, verbosity, **options):
        if not printing.is_available():
            reason = printing.remedy() if printing.lacks() else "NEWSROOM_PDF says so."
            raise CommandError(f"No PDFs are made here. {reason}")
        if newest is not None and newest < 1:
            raise CommandError(f"--newest is a number from 1, not {newest}.")
        stories = list(Article.objects.published().newest_first().values_list("pk", flat=True)[:newest])
        self.verbosity, self.said, self.made, self.failed = verbosity, time.monotonic(), 0, 0
        store, number = printing.Store(), 0
        for number, pk in enumerate(stories, 1):
            if number % BATCH == 1 and store.is_full():
                break
            self.make(store, pk)
            self.tell_progress(number, len(stories))
        there = number - self.made - self.failed
        self.tell(f"{self.made} made, {there} were there, {len(stories) - number} are left to readers.")
        if self.failed:
            raise CommandError(f"{self.failed} of {len(stories)} could not be made; see above.")

    def make(self, store, pk):
        """Make the PDF of a story as its readers' print page has it by itself, if it is published still."""
        article = Article.objects.published().filter(pk=pk).first()
        if article is None:
            return
        sheet = story_sheet(Furniture(), article, printing.Options())
        key = printing.key_of(sheet)
        if store.get(key):
            return
        try:
            printing.pdf_of(sheet, key)
        except printing.PrintingError as error:
            self.failed += 1
            self.stderr.write(f"Story {pk} ({article.slug}): {error}")
        else:
            self.made += 1

    def tell_progress(self, number, of):
        if time.monotonic() - self.said >= SECONDS:
            self.said = time.monotonic()
            self.tell(f"{number} of {of}")

    def tell(self, line):
        if self.verbosity:
            self.stdout.write(line)
            self.stdout.flush()
