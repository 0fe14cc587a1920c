import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from .archive import STOP_THE_SERVER, BackupError
from .contents import Contents, contents_of

ALL_OR_NOTHING = (
    *("--single-transaction", "--set=ON_ERROR_STOP=1"),
    *("--no-psqlrc", "--quiet", "--output=/dev/null"),
)
# The schema is there: it belongs to the database's owner, and holds what extensions own. Comments on either may be
# made by their owners alone; those of search say which version made what.
OF_OTHERS = re.compile(" SCHEMA - public | COMMENT - (?:EXTENSION|SCHEMA) ")
UNREADABLE = "Take an older backup, or install a postgresql-client as new as the one that made this."


class PostgreSQL:
    """A database of its own on a server, of which Newsroom has the schema “public”."""

    engine = "postgresql"
    file = "database.dump"
    path = None

    def __init__(self, connection):
        self.connection = connection

    def __str__(self):
        return f"the database {self.connection.settings_dict['NAME']}"

    def exists(self) -> bool:
        return self.ask("SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public')")[0][0]

    def save(self, path: Path, progress: Callable[[int, int], None]) -> Contents:
        """Copy the schema “public” as it is at this moment, and the extensions in it; writers go on meanwhile."""
        with transaction.atomic(self.connection.alias):
            # pg_dump sees what this transaction sees.
            self.ask("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            snapshot = self.ask("SELECT pg_export_snapshot()")[0][0]
            extensions = self.ask(
                "SELECT extname FROM pg_extension WHERE extnamespace = 'public'::regnamespace"
            )
            contents = contents_of(self.connection)
            self.run(
                "pg_dump",
                *("--format=custom", "--schema=public", "--no-owner", "--no-privileges"),
                *(f"--extension={name}" for (name,) in extensions),
                *(f"--snapshot={snapshot}", f"--file={path}"),
            )
        return contents

    def check_alone(self):
        """Raise BackupError while another session of the same user is open."""
        ((sessions,),) = self.ask(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND usename = current_user AND pid <> pg_backend_pid()"
        )
        if sessions:
            raise BackupError(f"{self} is open elsewhere (other sessions: {sessions}). {STOP_THE_SERVER}")

    def check(self, path: Path) -> list[str]:
        """Raise BackupError unless pg_restore can read the copy whole; write beside it the SQL that it makes of it."""
        contents, wanted = path.with_suffix(".list"), path.with_suffix(".wanted")
        run("pg_restore", "--list", f"--file={contents}", path, remedy=UNREADABLE)
        lines = contents.read_text().splitlines()
        wanted.write_text("\n".join(line for line in lines if not OF_OTHERS.search(line)))
        options = ("--no-owner", "--no-privileges", f"--use-list={wanted}")
        run("pg_restore", *options, f"--file={path.with_suffix('.sql')}", path, remedy=UNREADABLE)
        return []

    def exchange(self, path: Path, before: Path) -> list[str]:
        """Put what is there into a schema named as `before`, and the copy in its place, in one transaction."""
        schema = before.name.replace("-", "_")
        aside = put_aside(schema) if self.exists() else []
        self.check_alone()
        self.connection.close()
        self.run(
            "psql",
            *ALL_OR_NOTHING,
            *(f"--command={statement}" for statement in aside),
            # A copy has no statistics, without which the first hours would be slow.
            *(f"--file={path.with_suffix('.sql')}", "--command=ANALYZE"),
        )
        return [f"the schema {schema} of the database"] if aside else []

    def ask(self, query):
        with self.connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall() if cursor.description else []

    def run(self, program, *options):
        """Run a program on this database; the password goes by the environment, which others cannot read."""
        (_, *arguments), environment = self.connection.client.settings_to_cmd_args_env(
            self.connection.settings_dict, ["--no-password", *options]
        )
        run(program, *arguments, environment=environment)


def put_aside(schema):
    """Return the statements that move everything of “public” into a new schema, for which it must be owned.

    What extensions own stays: they serve both, and most users may not move them. Indexes, triggers and numbering
    go with their tables.
    """
    return [
        f"CREATE SCHEMA {schema}",
        f"""DO $$
        DECLARE place record; object record;
        BEGIN
            FOR place IN
                SELECT classid, objid FROM pg_depend
                WHERE refclassid = 'pg_namespace'::regclass AND refobjid = 'public'::regnamespace
                AND classid NOT IN ('pg_extension'::regclass, 'pg_default_acl'::regclass)
                EXCEPT SELECT classid, objid FROM pg_depend WHERE deptype IN ('a', 'i', 'e')
            LOOP
                object := pg_identify_object(place.classid, place.objid, 0);
                EXECUTE format('ALTER %s %s SET SCHEMA {schema}', object.type, object.identity);
            END LOOP;
        END $$""",  # noqa: S608 – the schema's name is a time.
    ]


def run(program, *arguments, environment=None, remedy="The database is as it was."):
    if shutil.which(program) is None:
        raise BackupError(
            f"{program} is not installed. Install the package postgresql-client, not older than the server."
        )
    result = subprocess.run(  # noqa: S603
        [program, *arguments],
        env={**os.environ, **(environment or {})},
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    if result.returncode:
        lines = result.stderr.splitlines() or [f"{program} ended with {result.returncode}"]
        reason = next((line for line in lines if "error" in line.lower()), lines[-1])
        raise BackupError(f"{reason}. {remedy}")
