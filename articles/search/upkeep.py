"""The index is made, kept over migrations, checked and mended here, on either engine."""

from collections.abc import Callable, Iterator

from django.db import connections, transaction

from . import postgresql, sqlite

CHUNK = 2000  # articles whose documents are written in one transaction


def engine_of(alias="default"):
    """Return the search engine of a database."""
    connection = connections[alias]
    return {"sqlite": sqlite.SQLite, "postgresql": postgresql.PostgreSQL}[connection.vendor](connection)


def prepare_connection(connection, **_):
    """Give a new connection to SQLite the functions that its triggers call."""
    if connection.vendor == "sqlite":
        sqlite.add_functions(connection)


def make_way(using, plan, **_):
    """Before a migration that does anything: no view or trigger may stand in its way, or be lost by it."""
    if plan:
        with transaction.atomic(using):
            engine_of(using).unhook()


def settle(using, verbosity=1, stdout=None, **_):
    """After a migration: make what is lacking, and write what may have been missed meanwhile; all or nothing."""
    engine = engine_of(using)
    with transaction.atomic(using):
        if not engine.install():
            return
        is_empty = engine.is_empty()
        for first, last in spans(using):
            if is_empty or engine.differing(first, last):
                engine.write(first, last)
                if verbosity and stdout:
                    stdout.write(f"  Search News: the documents of stories {first} to {last} are written.")


def spans(using="default") -> Iterator[tuple[int, int]]:
    """Yield ranges of ids that hold all articles, and all documents of articles that are gone."""
    for first in range(0, engine_of(using).last() + 1, CHUNK):
        yield first, first + CHUNK - 1


def rebuild(progress: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Write every document anew. Readers find the old ones until then; editors save meanwhile."""
    engine = engine_of()
    with transaction.atomic():
        engine.install()
        if not engine.is_sound():
            engine.mend()
        engine.forget_words()
    ranges = list(spans())
    for number, (first, last) in enumerate(ranges, 1):
        with transaction.atomic():
            engine.write(first, last)
        progress(number, len(ranges))


def faults(progress: Callable[[int, int], None] = lambda done, of: None) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong with the index."""
    engine = engine_of()
    if lacking := engine.lacking():
        yield f"Not as this version has it: {', '.join(lacking)}."
        return
    ranges = list(spans())
    for number, (first, last) in enumerate(ranges, 1):
        for article in engine.differing(first, last):
            yield f"The document of article {article} is not what the article says."
        progress(number, len(ranges))
    if not engine.is_sound():
        yield "The full-text index does not hold what the documents say."
