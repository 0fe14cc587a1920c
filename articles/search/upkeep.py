"""The index is made, kept over migrations, checked and mended here, on either engine."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext

from django.db import connections, transaction

from . import postgresql, sqlite

ENGINES = {"sqlite": sqlite.SQLite, "postgresql": postgresql.PostgreSQL}
CHUNK = 2000  # articles whose documents are written in one transaction


def engine_of(alias="default", name="search"):
    """Return the search engine of a database: for readers, or for the “desk”."""
    connection = connections[alias]
    engine = ENGINES[connection.vendor]
    return engine(connection, engine.INDEXES[name])


def engines_of(alias="default"):
    return [engine_of(alias, name) for name in ENGINES[connections[alias].vendor].INDEXES]


def lacking(alias="default") -> list[str]:
    """Return what is missing in a database, or not as this version has it: names of tables, views, triggers."""
    return [name for engine in engines_of(alias) for name in engine.lacking()]


def prepare_connection(connection, **_):
    """Give a new connection to SQLite the functions that its triggers call."""
    if connection.vendor == "sqlite":
        sqlite.add_functions(connection)


def make_way(using, plan, **_):
    """Before a migration that does anything: no view or trigger may stand in its way, or be lost by it."""
    if plan:
        with transaction.atomic(using):
            for engine in engines_of(using):
                engine.unhook()


def settle(using, verbosity=1, stdout=None, **_):
    """After a migration: make what is lacking, and write what may have been missed meanwhile; all or nothing."""
    with transaction.atomic(using):
        for engine in engines_of(using):
            if not engine.install():
                continue
            is_empty = engine.is_empty()
            with engine.filling() if is_empty else nullcontext():
                for first, last in spans(engine):
                    if is_empty or engine.differing(first, last):
                        engine.write(first, last)
                        if verbosity and stdout:
                            stdout.write(
                                f"  Search News: the documents of stories {first} to {last} are written."
                            )


def spans(engine) -> Iterator[tuple[int, int]]:
    """Yield ranges of ids that hold all articles, and all documents of articles that are gone."""
    for first in range(0, engine.last() + 1, CHUNK):
        yield first, first + CHUNK - 1


def rebuild(progress: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Write every document anew. Readers find the old ones until then; editors save meanwhile."""
    engines = engines_of()
    with transaction.atomic():
        for engine in engines:
            engine.install()
            if not engine.is_sound():
                engine.mend()
            engine.forget_words()
    ranges = [(engine, *span) for engine in engines for span in spans(engine)]
    for number, (engine, first, last) in enumerate(ranges, 1):
        with transaction.atomic():
            engine.write(first, last)
        progress(number, len(ranges))


def faults(progress: Callable[[int, int], None] = lambda done, of: None) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong with the index."""
    if names := lacking():
        yield f"Not as this version has it: {', '.join(names)}."
        return
    engines = engines_of()
    ranges = [(engine, *span) for engine in engines for span in spans(engine)]
    for number, (engine, first, last) in enumerate(ranges, 1):
        for article in engine.differing(first, last):
            yield f"The document of article {article} is not what {engine.index.says}."
        progress(number, len(ranges))
    for engine in engines:
        if not engine.is_sound():
            yield f"The full-text index “{engine.index.name}_index” does not hold what the documents say."
