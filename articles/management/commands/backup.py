import tomllib
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.template.defaultfilters import filesizeformat

from ...backup import MEDIA, database_of, files_below, writing
from ..operation import Count, sentences


class Command(BaseCommand):
    help = (
        "Write the database and all media into one new archive, while the site runs. "
        "The archive holds the hashes of passwords; the site's secret key is not in it."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "file",
            type=Path,
            metavar="FILE",
            help="The archive to make, for example /backups/2022-01-12.zip.",
        )

    def handle(self, *, file, **options):
        check_name(file)
        with sentences(), writing(file) as archive:
            made_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            database = database_of(connection)
            # The database first: each picture that this copy names was there before it.
            contents = self.add_database(archive, database)
            self.add_media(archive, contents.files)
            archive.finish(
                newsroom=newsroom_version(),
                made_at=made_at,
                engine=database.engine,
                migrations=contents.migrations,
            )
        size = filesizeformat(file.stat().st_size)
        self.stdout.write(f"{file} is complete ({size}). Check it with: manage.py restore {file} --check")

    def add_database(self, archive, database):
        count = Count(self.stdout, "Database")
        copy = archive.folder / database.file
        contents = database.save(copy, count.show)
        archive.add(database.file, copy, compress=True)
        count.end(filesizeformat(copy.stat().st_size))
        copy.unlink()
        return contents

    def add_media(self, archive, named):
        count = Count(self.stdout, "Media")
        root = Path(settings.MEDIA_ROOT)
        files = {path.relative_to(root).as_posix(): path for path in files_below(root)}
        added, unnameable = set(), []
        for number, (name, path) in enumerate(files.items(), start=1):
            try:
                archive.add(f"{MEDIA}/{name}", path)
                added.add(name)
            except UnicodeEncodeError:
                unnameable.append(name)
            except FileNotFoundError:
                # Deleted since the list was made. If the copied database names it, that is said below.
                continue
            count.show(number, len(files))
        count.end(f"{len(added)}/{len(files)}")
        for name in unnameable:
            self.warn(f"{name!a} is left out: its name is not UTF-8, so no page can show it. Rename it.")
        for name in sorted(named - added):
            self.warn(f"{name} is named in the database, but there is no such file in {root}.")

    def warn(self, sentence):
        self.stderr.write(sentence, self.style.WARNING)


def check_name(file):
    if file.suffix != ".zip":
        raise CommandError(
            f"A backup is a zip archive, so its name ends with “.zip”, not as “{file.name}” does."
        )
    if not file.parent.is_dir():
        raise CommandError(f"There is no folder {file.parent}. Make it, or choose another.")
    if Path(settings.MEDIA_ROOT).resolve() in file.resolve().parents:
        raise CommandError(
            f"{file} would be one of the media that it holds. Choose a folder outside of them."
        )


def newsroom_version():
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return project["project"]["version"]
