import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

FIXTURES = settings.BASE_DIR / "fixtures"
SEED = "2022-01-12-iran-untold-story.txt"
STORY_MODELS = [
    "articles.photo",
    "articles.tag",
    "articles.article",
    "articles.byline",
    "articles.source",
    "articles.tagging",
    "articles.importedtext",
]


# What a fixture does not know: revisions are made of a story's row where it is loaded, and so are a picture's
# public files.
LEFT_OUT = {
    "articles.article": (
        "withdrawn_at",
        "embargoed_until",
        "created_by",
        "published_revision",
        "change_at",
        "change_revision",
        "set_aside",
    ),
    "articles.photo": ("rendered",),
}


class Command(BaseCommand):
    help = (
        "Write fixtures/stories.json and fixtures/media/ from fixtures/documents/ and "
        "fixtures/newsroom.json, in an empty newsroom of its own. The same documents make the same fixtures."
    )

    def handle(self, **options):
        with TemporaryDirectory() as folder:
            self.environment = os.environ | {"NEWSROOM_VAR": folder}
            self.environment.pop("DATABASE_URL", None)
            self.manage("migrate", "--verbosity=0")
            self.manage("loaddata", "newsroom", "--verbosity=0")
            documents = FIXTURES / "documents"
            self.manage("import_documents", "--publish", "--category=middle-east", documents / SEED)
            self.manage("import_documents", "--publish", documents)
            self.write_stories(Path(folder))
            self.write_media(Path(folder) / "media")

    def write_stories(self, folder):
        output = folder / "stories.json"
        self.manage(
            "dumpdata",
            *STORY_MODELS,
            "--natural-primary",
            "--natural-foreign",
            "--indent=1",
            f"--output={output}",
        )
        rows = json.loads(output.read_text())
        for row in rows:
            for name in LEFT_OUT.get(row["model"], ()):
                del row["fields"][name]
            if row["model"] == "articles.importedtext":
                # Where and when it was imported is this machine's; a fixture's text comes with the fixture.
                origin = Path(row["fields"]["origin"]).name
                row["fields"] |= {
                    "origin": f"fixtures/documents/{origin}",
                    "imported_at": "2022-01-13T00:00:00Z",
                }
        text = json.dumps(rows, indent=1, ensure_ascii=False)
        (FIXTURES / "stories.json").write_text(f"{text}\n")
        self.stdout.write(f"fixtures/stories.json: {len(rows)} rows")

    def write_media(self, media):
        target = FIXTURES / "media"
        shutil.rmtree(target, ignore_errors=True)
        media.mkdir(exist_ok=True)
        shutil.copytree(media, target, ignore=shutil.ignore_patterns("pictures"))
        self.stdout.write(f"fixtures/media/: {sum(file.is_file() for file in target.rglob('*'))} files")

    def manage(self, *arguments):
        command = [sys.executable, settings.BASE_DIR / "manage.py", *arguments]
        result = subprocess.run(command, env=self.environment, check=False)  # noqa: S603
        if result.returncode:
            raise CommandError(f"“manage.py {arguments[0]}” failed; the fixtures stay as they were.")
