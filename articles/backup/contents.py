"""What a database says about itself, read from a copy or from within one transaction."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class Contents:
    """What a copy of a database says: the latest migration of each app, and the files that its rows name."""

    migrations: dict[str, str]
    files: set[str]


def contents_of(connection) -> Contents:
    """Read what a database says, with its own tables: it may wait for a migration."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))

        def rows(table, *columns):
            if table not in tables:
                return []
            # Django's own description of a table asks for the right to write, and would wait for it.
            cursor.execute(f"SELECT * FROM {quote(table)} LIMIT 0")  # noqa: S608
            if not {column[0] for column in cursor.description}.issuperset(columns):
                return []
            cursor.execute(f"SELECT {', '.join(map(quote, columns))} FROM {quote(table)}")  # noqa: S608
            return cursor.fetchall()

        quote = connection.ops.quote_name
        migrations = dict(sorted(rows("django_migrations", "app", "name")))
        return Contents(migrations, {name for place in file_columns() for (name,) in rows(*place) if name})


def file_columns():
    """Yield table and column of each field that names a file."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField):
                yield model._meta.db_table, field.column
