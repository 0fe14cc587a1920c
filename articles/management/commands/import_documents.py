import os
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.importing import DocumentError, Result, load
from articles.models import Category
from articles.publishing import record_import

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
MEGABYTES = 5


class Command(BaseCommand):
    help = (
        "Make stories of text documents: files, or folders of .txt files. A picture beside a document, "
        "with the same name, becomes its photo. A document that was imported before is left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--publish", action="store_true", help="Publish the stories; else they are drafts."
        )
        parser.add_argument("--category", metavar="SLUG", help="For documents that name no section.")
        parser.add_argument("--encoding", default="utf-8", metavar="NAME", help="How the files are encoded.")
        parser.add_argument("--dry-run", action="store_true", help="Read and report, keep nothing.")

    def handle(self, *, paths, publish, category, encoding, dry_run, **options):
        choices = {"publish": publish, "category": find_category(category)}
        check_encoding(encoding)
        files = [file for path in paths for file in documents(path)]
        counts, pictures = Counter(), []
        with transaction.atomic() if dry_run else nullcontext():
            for number, file in enumerate(files, start=1):
                progress = f"[{number}/{len(files)}] {os.fsencode(file).decode(errors='replace')}"
                try:
                    outcome = take(
                        read(file, encoding), str(file.resolve()), picture=picture_beside(file), **choices
                    )
                except DocumentError as error:
                    counts["not read"] += 1
                    self.stderr.write(f"{progress}: line {error.line}: {error}", self.style.ERROR)
                    continue
                except OSError as error:
                    counts["not read"] += 1
                    self.stderr.write(f"{progress}: {error.filename}: {error.strerror}.", self.style.ERROR)
                    continue
                counts[outcome.result] += 1
                pictures.append(outcome)
                self.report(progress, outcome)
            if dry_run:
                transaction.set_rollback(True)
        if dry_run:
            for outcome in pictures:
                outcome.discard_picture()
        self.stdout.write(summary(counts, dry_run))
        if counts["not read"]:
            raise CommandError(f"{counts['not read']} of {len(files)} documents could not be read.")

    def report(self, progress, outcome):
        address = f" → {outcome.article.get_absolute_url()}" if outcome.article else ""
        self.stdout.write(f"{progress}: {outcome.result}{address}")
        for notice in outcome.notices:
            self.stdout.write(f"    line {notice.line}: {notice.text}")


def take(text, origin, **choices):
    """Load a document; what it made gets its first revision and its line of the log with it, or not at all."""
    with transaction.atomic():
        outcome = load(text, origin, **choices)
        if outcome.result == Result.LOADED:
            record_import(outcome.article, origin)
    return outcome


def documents(path):
    """Yield a file itself, or the .txt files of a folder and its folders, in the order of their names."""
    if path.is_dir():
        yield from sorted(
            file for file in path.rglob("*") if file.suffix.lower() == ".txt" and file.is_file()
        )
    else:
        yield path


def read(file, encoding):
    """Return a file's text. Raises DocumentError, with the line that cannot be decoded."""
    try:
        if file.stat().st_size > MEGABYTES * 1_000_000:
            raise DocumentError(
                1, f"The file has more than {MEGABYTES} MB. Split it into one file for each story."
            )
        content = file.read_bytes()
        return content.decode(encoding)
    except OSError as error:
        raise DocumentError(1, f"The file cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            line, f"This is not {encoding}. Name the right encoding, for example “--encoding windows-1252”."
        ) from error


def picture_beside(file):
    if not file.parent.is_dir():
        return None
    beside = (each for each in file.parent.iterdir() if each.stem == file.stem and each.is_file())
    return next((candidate for candidate in sorted(beside) if candidate.suffix.lower() in PICTURES), None)


def find_category(slug):
    if slug is None:
        return None
    category = Category.objects.filter(slug=slug).first()
    if category is None:
        known = ", ".join(Category.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no category with the slug “{slug}”. Known: {known}.")
    return category


def check_encoding(encoding):
    try:
        "".encode(encoding)
    except LookupError as error:  # Also for codecs such as “hex” that encode no text.
        raise CommandError(f"“{encoding}” is not an encoding. Use one such as “windows-1252”.") from error


def summary(counts, dry_run):
    parts = [f"{number} {result}" for result, number in counts.items()] or ["no documents found"]
    return ("Nothing was kept. Would be: " if dry_run else "") + ", ".join(parts) + "."
