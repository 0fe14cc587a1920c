"""Questions that are put together once in a process: Django takes ten times as long for that as for their answers."""

from collections.abc import Callable
from copy import copy
from datetime import datetime

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable
from django.utils.functional import cached_property


class Prepared:
    """A question for rows that is always the same, but for the values in it.

    `make` makes a queryset like it when it is asked first. Values take the places of all those of the queryset, in
    the SQL's order.
    """

    def __init__(self, make: Callable[[], QuerySet]):
        self.make = make

    def ask(self, *values) -> list:
        """Return what the queryset would hold with these values, or with its own: instances, joined ones at hand."""
        return self.read(self.rows(*values))

    def rows(self, *values, **pieces: str) -> list[tuple]:
        """Return the rows as the database gives them. `pieces` of SQL take the places of such as are named so."""
        statement, own = self._statement
        for name, piece in pieces.items():
            statement = statement.replace(place(name), piece)
        connection = connections[self._queryset.db]
        adapted = connection.ops.adapt_datetimefield_value
        given = [adapted(value) if isinstance(value, datetime) else value for value in values]
        with connection.cursor() as cursor:
            cursor.execute(statement, given or own)
            return cursor.fetchall()

    def column(self, annotation: str) -> int:
        """Return the place of an annotation in a row."""
        return self._compiler.annotation_col_map[annotation]

    def read(self, rows: list[tuple]) -> list:
        """Return the instances that rows are made of."""
        answered = copy(self._queryset)
        answered._query = Answered(self._compiler, rows)
        return list(ModelIterable(answered))

    @cached_property
    def _queryset(self):
        return self.make()

    @cached_property
    def _compiler(self):
        return self._queryset.query.get_compiler(self._queryset.db)

    @cached_property
    def _statement(self):
        return self._compiler.as_sql()  # Tells the compiler, too, which column belongs to what.


class Answered:
    """Stands in the place of a query, and of its compiler, whose rows are there already."""

    def __init__(self, compiler, rows):
        self.rows = rows
        self.results_iter = compiler.results_iter
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map

    def get_compiler(self, using):
        return self

    def execute_sql(self, **how):
        return [self.rows]


def piece(name: str) -> RawSQL:
    """Return what stands in a queryset for a piece of SQL that is yet to come."""
    return RawSQL(place(name), ())  # noqa: S611 – a comment


def place(name):
    return f"/* {name} */"


def marks(values) -> str:
    """Return what stands for so many values in a statement."""
    return ", ".join(["%s"] * len(values))


def known(model, rows):
    """Return a queryset that holds `rows` and asks the database nothing, as prefetch_related makes it."""
    queryset = model.objects.none()
    queryset._result_cache, queryset._prefetch_done = rows, True
    return queryset
