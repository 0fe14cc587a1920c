"""Search in PostgreSQL: its tables as they should be, and questions to its indexes of words."""

import json
import re
import time
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError
from django.db.models.expressions import RawSQL

from .engine import Engine
from .postgresql_desk_tables import DESK, EVERY
from .postgresql_desk_tables import NEWEST as NEWEST_AT_DESK
from .postgresql_functions import FILED, MARK, SHARED, SHORT, WORDS
from .postgresql_tables import READERS
from .query import Group, Query, Term
from .request import ID_BITS, NEWEST, OLDEST, RELEVANCE, TITLE, OutOfTimeError, Search, keys
from .stem import unstemmed

TEXT, HEADLINE, BELOW = "text", "headline", "below"
# For questions alone: what the planner estimates leads it astray, as it leaves out what reading a tsvector costs.
SETTINGS = {"enable_seqscan": "off", "jit": "off", "max_parallel_workers_per_gather": "0"}
BACK = ("ROLLBACK TO SAVEPOINT search_asks", "RELEASE SAVEPOINT search_asks")
CANCELLED = "57014"  # sqlstate
WEIGHTS = "{0.1, 0.3, 0.4, 1}"  # of text, names, summary and title, for relevance: as in SQLite's index
BY_LENGTH = 1  # ts_rank divides by the logarithm of the length.
WANTED = f"to_tsquery('{WORDS}', %(wanted)s)"
# From the newest month on or from the oldest, and more of them at a time the further it goes: common words are
# found in the first, and rare ones without asking for each. Each hit has to be read anyway, so that no index is
# to find the keys: “+ 0”.
HITS = f"""
FROM (
  SELECT string_agg(to_char(month, '"''m"YYYYMM"{FILED}''"'), ' | ')::tsquery AS months
  FROM (
    SELECT date_trunc('month', to_timestamp(min(key) >> {ID_BITS}) AT TIME ZONE 'UTC') AS first,
      date_trunc('month', to_timestamp(max(key) >> {ID_BITS}) AT TIME ZONE 'UTC') AS last
    FROM search_document WHERE key BETWEEN %(first)s AND %(last)s
  ) AS there, generate_series({{start}}, {{end}}, {{step}}) WITH ORDINALITY AS months (month, place)
  GROUP BY floor(sqrt(place - 1)) ORDER BY floor(sqrt(place - 1))
) AS walk CROSS JOIN LATERAL (
  SELECT * FROM search_document
  WHERE {{condition}} AND key + 0 BETWEEN %(first)s AND %(last)s AND (expires IS NULL OR expires > %(now)s)
  {{order}}
) AS hit
"""
BACKWARDS = {"start": "last", "end": "first", "step": "'-1 month'", "order": "ORDER BY key DESC"}
FORWARDS = {"start": "first", "end": "last", "step": "'1 month'", "order": "ORDER BY key"}
WHOLE = BACKWARDS | {"order": ""}
WALKS = {NEWEST: BACKWARDS, OLDEST: FORWARDS}
SORTED = {
    TITLE: "ORDER BY title_sort, key DESC",
    RELEVANCE: f"ORDER BY ts_rank('{WEIGHTS}', tsv, {WANTED}, {BY_LENGTH}) DESC, key DESC",
}
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
_short = re.compile(SHORT)


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
        hits, values = hits_of(search, now, where, order)
        rows = self._ask(
            f"SELECT article {hits} LIMIT %(number)s OFFSET %(start)s",
            values | {"number": number, "start": start},
        )
        return [article for (article,) in rows]

    def headlines_first(self, search: Search, now: datetime, start: int, number: int) -> list[int]:
        """Return the ids of articles: those with all words in the headline, newest first, and then the others."""
        above, values = hits_of(search, now, HEADLINE, NEWEST)
        below, _ = hits_of(search, now, BELOW, NEWEST)
        rows = self._ask(
            f"(SELECT article {above} LIMIT %(reach)s) UNION ALL (SELECT article {below} LIMIT %(reach)s) "
            "LIMIT %(number)s OFFSET %(start)s",
            values | {"number": number, "start": start, "reach": start + number},
        )
        return [article for (article,) in rows]

    def count(self, search: Search, now: datetime, most: int, where: str = TEXT) -> int:
        """Return how many articles there are, counted up to `most`."""
        hits, values = hits_of(search, now, where)
        rows = self._ask(
            f"SELECT count(*) FROM (SELECT 1 {hits} LIMIT %(most)s) AS counted", values | {"most": most}
        )
        return rows[0][0]

    def filings(
        self, search: Search, now: datetime, most: int, cap: int
    ) -> tuple[int, list[tuple[int, list[str]]]]:
        """Return how many articles there are, counted up to `cap`, and how each of the newest is filed.

        As pairs of its id and its filings: “c12”, “a7”, “t45”, “kopinion”.
        """
        hits, values = hits_of(search, now, TEXT, NEWEST)
        rows = self._ask(
            f"WITH found AS MATERIALIZED (SELECT key, article, facets {hits} LIMIT %(cap)s) "
            "SELECT (SELECT count(*) FROM found), article, facets FROM found ORDER BY key DESC LIMIT %(most)s",
            values | {"cap": cap, "most": most},
        )
        total = rows[0][0] if rows else 0
        return total, [(article, facets.replace(FILED, "").split()[1:]) for _, article, facets in rows]

    def words_in(self, spans: list[tuple[str, str]]) -> list[str]:
        """Return the words of headlines, names and tags in these spans of the alphabet."""
        within = " OR ".join(["word BETWEEN %s AND %s"] * len(spans))
        rows = self._ask(
            f"SELECT DISTINCT word FROM {self.index.name}_word WHERE {within}",
            [end for span in spans for end in span],
        )
        return [word for (word,) in rows]

    def newest(self, query: Query, most: int) -> list[int]:
        """Return the ids of articles at the desk, whatever readers see of them, the highest first."""
        values = {"wanted": _all_of(query.wanted), "unwanted": _any_of(query.excluded), "most": most}
        sought = ["walk.blocks", WANTED if query.wanted else f"{EVERY}::tsquery"]
        if query.excluded:
            sought.append(f"!!to_tsquery('{WORDS}', %(unwanted)s)")
        condition = f"tsv @@ ({' && '.join(sought)})"
        if query.wanted:
            condition += f" AND numnode({WANTED}) > 0"
        return [article for (article,) in self._ask(NEWEST_AT_DESK.format(condition=condition), values)]

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


def hits_of(search: Search, now: datetime, where: str = TEXT, order: str = "") -> tuple[str, dict]:
    """Return SQL for the documents that are found, in an order if one is named, and its values."""
    first, last = keys(search.filters, now)
    values = {
        "first": first,
        "last": last,
        "now": int(now.timestamp()),
        "wanted": _all_of(search.query.wanted),
        "unwanted": _any_of(search.query.excluded),
        "filed": " & ".join(f"({' | '.join(map(_filing, each))})" for each in search.filters.filings),
    }
    condition = " AND ".join(_conditions(values, where))
    return HITS.format(condition=condition, **WALKS.get(order, WHOLE)) + SORTED.get(order, ""), values


def _conditions(values, where):
    sought = ["walk.months"]
    if values["filed"]:
        sought.append("%(filed)s::tsquery")
    if values["wanted"]:
        sought.append(WANTED)
        yield f"numnode({WANTED}) > 0"  # An empty one holds for all: letters that the server does not know.
    unwanted = f"to_tsquery('{WORDS}', %(unwanted)s)"
    if values["unwanted"] and where != HEADLINE:
        sought.append(f"!!{unwanted}")
    yield f"{'headline' if where == HEADLINE else 'tsv'} @@ ({' && '.join(sought)})"
    if values["unwanted"] and where == HEADLINE:
        yield f"tsv @@ !!{unwanted}"
    if values["wanted"] and where == BELOW:
        yield f"NOT headline @@ {WANTED}"


def _filing(name):
    return f"'{name}{FILED}'"


def _all_of(groups):
    return " & ".join(_group(group) for group in groups)


def _any_of(groups):
    return " | ".join(_group(group) for group in groups)


def _group(group: Group):
    return f"({' | '.join(_term(term) for term in group.terms)})"


def _term(term: Term):
    """Return words that follow each other as to_tsquery has them; they are of letters and digits alone."""
    *words, last = term.words
    words.append(f"{unstemmed(last)}:*" if term.is_beginning else last)
    return f"({' <-> '.join(f'{word}{MARK}' if _short.fullmatch(word) else word for word in words)})"
