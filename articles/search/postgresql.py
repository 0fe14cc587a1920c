"""Search in PostgreSQL: its tables as they should be, and questions to its indexes of words."""

import json
import time
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError
from django.db.models.expressions import RawSQL

from .engine import Engine
from .postgresql_desk_tables import DESK
from .postgresql_functions import FILED, SHARED
from .postgresql_questions import BELOW, HEADLINE, SORTED, TEXT, question, question_at_desk
from .postgresql_tables import READERS
from .query import Query
from .request import NEWEST, OutOfTimeError, Search

# For questions alone: what the planner estimates leads it astray, as it leaves out what reading a tsvector costs.
SETTINGS = {"enable_seqscan": "off", "jit": "off", "max_parallel_workers_per_gather": "0"}
BACK = ("ROLLBACK TO SAVEPOINT search_asks", "RELEASE SAVEPOINT search_asks")
CANCELLED = "57014"  # sqlstate
THERE = """
SELECT 'TABLE', relname, obj_description(oid, 'pg_class') FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
UNION ALL SELECT 'INDEX', relname, obj_description(indexrelid, 'pg_class')
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indisvalid AND relnamespace = 'public'::regnamespace
UNION ALL SELECT 'VIEW', relname, obj_description(oid, 'pg_class') FROM pg_class
WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace
UNION ALL SELECT 'FUNCTION', proname, obj_description(oid, 'pg_proc') FROM pg_proc
WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'TRIGGER', tgname, obj_description(pg_trigger.oid, 'pg_trigger')
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND relnamespace = 'public'::regnamespace
UNION ALL SELECT 'TEXT SEARCH DICTIONARY', dictname, obj_description(oid, 'pg_ts_dict') FROM pg_ts_dict
WHERE dictnamespace = 'public'::regnamespace
UNION ALL SELECT 'TEXT SEARCH CONFIGURATION', cfgname, obj_description(oid, 'pg_ts_config') FROM pg_ts_config
WHERE cfgnamespace = 'public'::regnamespace
"""


class PostgreSQL(Engine):
    INDEXES = {"search": READERS, "desk": DESK}
    HEADLINE, BELOW = HEADLINE, BELOW
    RANKED = 2_000  # Fewer than in SQLite: each document has to be read whole for its place.

    def __init__(self, connection, index):
        super().__init__(connection, index)
        self.end = None  # of the time there is, by time.monotonic()

    # Upkeep

    def lacking(self) -> list[str]:
        """Return the names of what is missing in the schema, is switched off, or is not as this version has it."""
        there = {(kind, name): mark for kind, name, mark in self.rows(THERE)}
        return [part.name for part in self.index.parts() if there.get((part.kind, part.name)) != part.mark]

    def install(self) -> bool:
        """Make what is lacking; return whether documents have to be written: some may have been missed."""
        lacking = set(self.lacking())
        if not lacking:
            return False
        self.unhook()
        for part in SHARED if lacking & {part.name for part in SHARED} else ():
            self.rows(part.definition)
        tables = list(self.index.tables())
        if lacking & {part.name for part in tables}:
            for part in reversed(tables):
                self.rows(f"DROP {part.kind} IF EXISTS {part.name}")
            for part in tables:
                self.rows(part.definition)
        for part in self.index.hooks():
            self.rows(part.definition)
        return True

    def unhook(self) -> None:
        """Take view and triggers away: no column that they name could be changed by a migration."""
        name = self.index.name
        triggers = self.rows(
            "SELECT tgname, tgrelid::regclass FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace AND tgname LIKE %s ESCAPE '!'",
            [f"{name}!_%"],
        )
        for trigger, table in triggers:
            self.rows(f"DROP TRIGGER {trigger} ON {table}")
        functions = self.rows(
            "SELECT oid::regprocedure FROM pg_proc WHERE prorettype = 'trigger'::regtype "
            "AND pronamespace = 'public'::regnamespace AND proname LIKE %s ESCAPE '!'",
            [f"{name}!_%"],
        )
        for (function,) in functions:
            self.rows(f"DROP FUNCTION {function}")
        self.rows(f"DROP VIEW IF EXISTS {name}_source")

    def write(self, first: int, last: int) -> None:
        """Write the documents of the articles with these ids anew."""
        name = self.index.name
        span = f"BETWEEN {first} AND {last}"
        self.rows(f"DELETE FROM {name}_document WHERE article {span}")
        self.rows(f"SELECT {name}_refresh(ARRAY(SELECT id FROM articles_article WHERE id {span}))")

    @contextmanager
    def filling(self):
        """Make the indexes of words when all documents are written: that is several times as fast."""
        names = [f"{self.index.name}_document_{column}" for column in self.index.searched]
        indexes = [part for part in self.index.tables() if part.name in names]
        for part in indexes:
            self.rows(f"DROP INDEX {part.name}")
        yield
        for part in indexes:
            self.rows(part.definition)

    def is_sound(self) -> bool:
        """Whether the indexes of words hold as many documents as the table: each has the filing “x”."""
        table = f"{self.index.name}_document"
        ((documents,),) = self.rows(f"SELECT count(*) FROM {table}")
        indexed = [
            self._ask(f"SELECT count(*) FROM {table} WHERE {column} @@ '''x{FILED}'''::tsquery")[0][0]
            for column in self.index.searched
        ]
        return all(number == documents for number in indexed)

    def forget_words(self) -> None:
        """Leave out all words that guesses are made from; they come again as documents are written."""
        if self.index.keeps_words:
            self.rows(f"DELETE FROM {self.index.name}_word")

    def mend(self) -> None:
        """Make the indexes of words anew from the table."""
        for column in self.index.searched:
            self.rows(f"REINDEX INDEX {self.index.name}_document_{column}")

    # Questions

    def ids(
        self, search: Search, now: datetime, order: str, start: int, number: int, where: str = TEXT
    ) -> list[int]:
        """Return the ids of articles from one place on in an order; `where`, of HEADLINE and BELOW, holds all words."""
        column, by = SORTED.get(order, ("NULL", ""))
        asked = question(search, now, self.cap, order, where, column)
        rows = self._ask(
            f"SELECT article FROM {asked.hits} {by} LIMIT %(number)s OFFSET %(start)s",
            asked.values | {"number": number, "start": start},
        )
        return [article for (article,) in rows]

    def headlines_first(self, search: Search, now: datetime, start: int, number: int) -> list[int]:
        """Return the ids of articles: those with all words in the headline, newest first, and then the others."""
        above, below = (question(search, now, self.cap, NEWEST, where) for where in (HEADLINE, BELOW))
        rows = self._ask(
            f"(SELECT article FROM {above.hits} LIMIT %(reach)s) "
            f"UNION ALL (SELECT article FROM {below.hits} LIMIT %(reach)s) LIMIT %(number)s OFFSET %(start)s",
            above.values | {"number": number, "start": start, "reach": start + number},
        )
        return [article for (article,) in rows]

    def count(
        self, search: Search, now: datetime, order: str = NEWEST, where: str = TEXT
    ) -> tuple[int, bool]:
        """Return how many articles there are, and whether there may be more: those that were not looked at."""
        asked = question(search, now, self.cap, order, where)
        ((total, looked_at),) = self._ask(
            f"SELECT count(*) FILTER (WHERE is_hit), count(*) FROM ({asked.looked_at}) AS looked_at",
            asked.values,
        )
        return total, looked_at == self.cap

    def filings(
        self, search: Search, now: datetime, most: int
    ) -> tuple[int, bool, list[tuple[int, list[str]]]]:
        """Return what `count` does, and how each of the newest is filed, `most` of them.

        As pairs of its id and its filings: “c12”, “a7”, “t45”, “kopinion”.
        """
        asked = question(search, now, self.cap, NEWEST, column="facets")
        rows = self._ask(
            f"WITH seen AS MATERIALIZED ({asked.looked_at}) SELECT total, number, article, asked FROM "
            "(SELECT count(*) FILTER (WHERE is_hit) AS total, count(*) AS number FROM seen) AS counted LEFT JOIN "
            "(SELECT * FROM seen WHERE is_hit ORDER BY key DESC LIMIT %(most)s) AS newest ON true ORDER BY key DESC",
            asked.values | {"most": most},
        )
        filed = [
            (article, facets.replace(FILED, "").split()[1:]) for _, _, article, facets in rows if article
        ]
        return rows[0][0], rows[0][1] == self.cap, filed

    def words_in(self, spans: list[tuple[str, str]]) -> list[str]:
        """Return the words of headlines, names and tags in these spans of the alphabet."""
        within = " OR ".join(["word BETWEEN %s AND %s"] * len(spans))
        rows = self._ask(
            f"SELECT DISTINCT word FROM {self.index.name}_word WHERE {within}",
            [end for span in spans for end in span],
        )
        return [word for (word,) in rows]

    def newest(self, query: Query, most: int) -> tuple[list[int], bool]:
        """Return the ids of articles at the desk, the highest first, and whether there may be more.

        Whatever readers see of them; `most` are looked at.
        """
        asked = question_at_desk(query, most)
        rows = self._ask(asked.looked_at, asked.values)
        return [article for article, is_hit in rows if is_hit], len(rows) == most

    def listed(self, ids: list[int]) -> RawSQL:
        """Return ids as a subquery: they may be more than a statement takes parameters."""
        return RawSQL("SELECT value::bigint FROM jsonb_array_elements_text(%s::jsonb)", [json.dumps(ids)])

    @contextmanager
    def limited(self, seconds: float):
        """Give up what is asked within after so many seconds, with OutOfTimeError."""
        self.end = time.monotonic() + seconds
        try:
            yield
        finally:
            self.end = None

    def _ask(self, sql, values=None):
        """Ask a question in its settings, which are gone afterwards: in one go, which is one transaction by itself.

        Within a transaction a savepoint takes them back, and keeps the transaction where the time is over.
        """
        settings = dict(SETTINGS)
        if self.end is not None:
            left = int(1000 * (self.end - time.monotonic()))
            if left < 1:
                raise OutOfTimeError
            settings["statement_timeout"] = f"{left}"
        chosen = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in settings.items())
        statements = [f"SELECT {chosen}", sql]
        is_within = not self.connection.get_autocommit()
        if is_within:
            statements = ["SAVEPOINT search_asks", *statements, *BACK]
        with self.connection.cursor() as cursor:
            try:
                cursor.execute("; ".join(statements), values)
            except DatabaseError as error:
                if is_within:
                    cursor.execute("; ".join(BACK))
                if self.end is not None and getattr(error.__cause__, "sqlstate", None) == CANCELLED:
                    raise OutOfTimeError from error
                raise
            for _ in range(statements.index(sql)):
                cursor.nextset()
            return cursor.fetchall()
