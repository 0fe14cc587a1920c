"""Questions that are put together once in a process: Django takes ten times as long for that as for their answers."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler
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

    def rows(self, *values, before: str = "", **pieces: str) -> list[tuple]:
        """Return the rows as the database gives them.

        `pieces` of SQL take the places of such as are named so; what is `before` stands before all.
        """
        statement, own = self._made.statement
        for name, sql in pieces.items():
            statement = statement.replace(place(name), sql)
        connection = connections[self._made.queryset.db]
        adapted = connection.ops.adapt_datetimefield_value
        given = [adapted(value) if isinstance(value, datetime) else value for value in values]
        with connection.cursor() as cursor:
            cursor.execute(before + statement, given or own)
            return cursor.fetchall()

    @property
    def statement(self) -> str:
        """The question itself, to be a piece of another one."""
        return self._made.statement[0]

    def read(self, rows: Iterable[tuple]) -> list:
        """Return the instances that rows are made of."""
        made = self._made
        converted = made.compiler.apply_converters(rows, made.converters) if rows else ()
        answered = QuerySet(made.queryset.model, Answered(made.compiler, converted), made.queryset.db)
        return list(ModelIterable(answered))

    def column(self, annotation: str) -> int:
        """Return the place of an annotation in a row."""
        return self._made.compiler.annotation_col_map[annotation]

    @cached_property
    def _made(self):
        queryset = self.make()
        compiler = queryset.query.get_compiler(queryset.db)
        statement = compiler.as_sql()  # Tells the compiler, too, which column belongs to what.
        converters = compiler.get_converters([expression for expression, *_ in compiler.select])
        return Made(queryset, compiler, statement, converters)


class Made(NamedTuple):
    queryset: QuerySet
    compiler: SQLCompiler
    statement: tuple
    converters: dict


class Answered:
    """Stands in the place of a query, and of its compiler, whose rows are there already."""

    def __init__(self, compiler, rows):
        self.rows = rows
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map

    def get_compiler(self, using):
        return self

    def execute_sql(self, **how):
        return self.rows

    def results_iter(self, results):
        return results


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
    queryset = nothing(model).all()
    queryset._result_cache, queryset._prefetch_done = rows, True
    return queryset


@cache
def nothing(model):
    return model.objects.none()
