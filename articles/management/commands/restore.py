import os
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import BaseCommand
from django.db import connection
from django.template.defaultfilters import filesizeformat

from ...backup import (
    MEDIA,
    BackupError,
    database_of,
    files_below,
    misses_migrations,
    moved,
    reading,
    unknown_migrations,
)
from ..operation import Count, sentences


class Command(BaseCommand):
    help = (
        "Put a backup in the place of the database and the media. Everything in it is checked first; what was "
        "there is kept. Stop the server before."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="An archive that manage.py backup made.")
        parser.add_argument("--check", action="store_true", help="Check the archive, and change nothing.")
        parser.add_argument("--yes", action="store_true", help="Replace what is there without asking.")

    def handle(self, *, file, check, yes, **options):
        with sentences(), reading(file) as archive:
            self.database = database_of(connection)
            self.manifest = archive.manifest
            self.check_fit(file)
            if not check:
                self.check_place()
            settings.NEWSROOM_VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
            with TemporaryDirectory(prefix="restore-", dir=settings.NEWSROOM_VAR) as folder:
                self.unpack(archive, Path(folder), media=not check)
                if check:
                    self.stdout.write(f"{file} is whole: {self.describe()}.")
                    return
                if not yes:
                    self.ask()
                kept = self.exchange(Path(folder))
        self.conclude(kept)

    def check_fit(self, file):
        """Refuse what this site cannot use, before the long part."""
        if self.manifest.engine != self.database.engine:
            raise BackupError(
                f"{file} holds a database of {self.manifest.engine}, but this site keeps {self.database.engine}. "
                "Set DATABASE_URL for the one that it was made with."
            )
        if unknown := unknown_migrations(self.manifest.migrations):
            raise BackupError(
                f"{file} was made by a newer Newsroom ({self.manifest.newsroom}), with {unknown[0]}, which this "
                "one lacks. Install that version first."
            )

    def check_place(self):
        for path in (self.database.path, Path(settings.MEDIA_ROOT)):
            if path and path.exists() and path.stat().st_uid != os.geteuid():
                raise BackupError(
                    f"{path} belongs to {path.owner()}, and the site could not use what another user restores. "
                    f"Run this as {path.owner()}, for example with: sudo -u {path.owner()}"
                )
        self.database.check_alone()

    def unpack(self, archive, folder, *, media):
        count = Count(self.stdout, "Archive")
        archive.unpack(folder, media=media, progress=count.show)
        (folder / MEDIA).mkdir(exist_ok=True)
        count.end(f"{len(self.manifest.files)} files, each as it was")
        count = Count(self.stdout, "Database")
        notices = self.database.check(folder / self.database.file)
        count.end(" ".join(["sound.", *notices]))

    def ask(self):
        media = sum(1 for path in files_below(Path(settings.MEDIA_ROOT)))
        if not (media or self.database.exists()):
            return
        self.stdout.write(
            f"This replaces {self.database} and {media} files in {settings.MEDIA_ROOT} by {self.describe()}."
        )
        try:
            answer = input("Type “yes” to go on: ")
        except EOFError:
            raise BackupError("Nobody is there to answer. A script gives --yes.") from None
        if answer.strip().lower() != "yes":
            raise BackupError("Nothing was changed.")

    def exchange(self, folder):
        """Put the new in the place of the old, and return where the old is kept."""
        before = settings.NEWSROOM_VAR / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        media = Path(settings.MEDIA_ROOT)
        # What was unpacked is on the disk before it counts.
        os.sync()
        with moved((media, before / MEDIA), (folder / MEDIA, media)):
            kept = self.database.exchange(folder / self.database.file, before)
        os.sync()
        return [str(before), *kept] if before.exists() else kept

    def describe(self):
        size = filesizeformat(sum(file.size for file in self.manifest.files))
        return (
            f"the backup of {self.manifest.made_at} ({len(self.manifest.media)} media files, {size} in all, "
            f"Newsroom {self.manifest.newsroom})"
        )

    def conclude(self, kept):
        self.stdout.write(f"Restored: {self.describe()}.")
        if kept:
            self.stdout.write(f"What was there before is kept in {' and '.join(kept)}, until you delete it.")
        if misses_migrations(self.manifest.migrations):
            self.stdout.write("It is older than this Newsroom. Run “manage.py migrate”.")
        self.stdout.write(
            "Run “manage.py renditions”, in case pictures were changed during the backup. Then start the server."
        )
