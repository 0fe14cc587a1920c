"""Search in SQLite: its functions, its tables as they should be, and questions to its full-text index."""

import json
import time
from contextlib import contextmanager, nullcontext
from datetime import datetime

from django.db import DatabaseError, OperationalError
from django.db.models.expressions import RawSQL

from ..markup import plain
from .engine import Engine
from .query import Group, Query, Term
from .request import NEWEST, OLDEST, RELEVANCE, TITLE, OutOfTimeError, Search, keys
from .sqlite_desk_tables import DESK, EVERY
from .sqlite_tables import FILED, READERS
from .stem import unstemmed
from .words import fold, joined

STEPS = 100  # of SQLite's machine between two looks at the clock
TEXT, HEADLINE, BELOW = "title summary names body variants", "title", "not title"
VARIANTS = "variants"
LIVE = """
search_index MATCH %s AND search_index.rowid BETWEEN %s AND %s AND NOT EXISTS (
  SELECT 1 FROM search_document AS ended INDEXED BY search_document_2
  WHERE ended.key = search_index.rowid AND ended.expires IS NOT NULL AND ended.expires <= %s)
"""
ORDERS = {
    NEWEST: "search_index.rowid DESC",
    OLDEST: "search_index.rowid",
    RELEVANCE: "search_index.rank, search_index.rowid DESC",
}


def add_functions(connection) -> None:
    """Give a connection to SQLite what the views and triggers call. They belong to search, and to nothing else."""
    functions = {
        "search_fold": fold,
        "search_joined": joined,
        "search_plain": plain,
        "search_words": _word_list,
    }
    for name, function in functions.items():
        connection.connection.create_function(name, 1, function, deterministic=True)


def _word_list(folded):
    return json.dumps(sorted({word for word in folded.split() if len(word) > 2}))


class SQLite(Engine):
    INDEXES = {"search": READERS, "desk": DESK}
    HEADLINE, BELOW = HEADLINE, BELOW
    # Above, relevance is what has all words in its headline, newest first, and then the rest, in the same order:
    # an exact order reads every place where a word stands, and says little of news. So it is beside a word that
    # stands in so many stories: for its frequency alone all of them are read.
    RANKED = 5_000
    COMMON = 100_000

    # Upkeep

    def lacking(self) -> list[str]:
        """Return the names of tables, views and triggers that are missing or are not as this version has them."""
        there = dict(self.rows("SELECT name, sql FROM sqlite_master"))
        return [name for name, sql in (*self.index.tables(), *self.index.hooks()) if there.get(name) != sql]

    def install(self) -> bool:
        """Make what is lacking; return whether documents have to be written: some may have been missed."""
        lacking = set(self.lacking())
        if not lacking:
            return False
        self.unhook()
        if lacking & {name for name, _ in self.index.tables()}:
            for name, sql in reversed(list(self.index.tables())):
                kind = "INDEX" if sql.startswith("CREATE INDEX") else "TABLE"
                self.rows(f"DROP {kind} IF EXISTS {name}")
            for _, sql in self.index.tables():
                self.rows(sql)
            weights = ", ".join(map(str, self.index.weights))
            self.rows(
                f"INSERT INTO {self.index.name}_index({self.index.name}_index, rank) "
                f"VALUES ('rank', 'bm25({weights})')"
            )
        for _, sql in self.index.hooks():
            self.rows(sql)
        return True

    def unhook(self) -> None:
        """Take views and triggers away: a migration that rebuilds a table would fire them, or lose them."""
        there = self.rows(
            "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger') AND name LIKE %s ESCAPE '!'",
            [f"{self.index.name}!_%"],
        )
        for kind, name in sorted(there):  # Triggers first.
            self.rows(f"DROP {kind} {name}")

    def write(self, first: int, last: int) -> None:
        """Write the documents of the articles with these ids anew."""
        name, columns = self.index.name, self.index.all_columns
        span = f"WHERE article BETWEEN {first} AND {last}"
        self.rows(f"DELETE FROM {name}_document {span}")
        self.rows(f"INSERT INTO {name}_document ({columns}) SELECT {columns} FROM {name}_source {span}")

    def filling(self):
        """Write all documents of an empty index within; here that goes as it always does."""
        return nullcontext()

    def is_sound(self) -> bool:
        """Whether the full-text index holds what the table holds; reads both whole."""
        name = self.index.name
        try:
            self.rows(f"INSERT INTO {name}_index({name}_index, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return False
        return True

    def forget_words(self) -> None:
        """Leave out all words that guesses are made from; they come again as documents are written."""
        if self.index.words:
            self.rows(f"DELETE FROM {self.index.name}_word")

    def mend(self) -> None:
        """Make the full-text index anew from the table."""
        name = self.index.name
        self.rows(f"INSERT INTO {name}_index({name}_index) VALUES ('rebuild')")

    # Questions

    def ids(
        self, search: Search, now: datetime, order: str, start: int, number: int, where: str = TEXT
    ) -> list[int]:
        """Return the ids of articles from one place on in an order; `where`, of HEADLINE and BELOW, holds all words.

        By relevance none, where a word beside others stands in very many stories.
        """
        condition, values = self._condition(search, now, where)
        if order == TITLE:
            document = "search_document AS d INDEXED BY search_document_1"
            by = "d.title_sort, d.key DESC"
        else:
            document, by = "search_document AS d", ORDERS[order]
        if order == RELEVANCE:
            common = "NOT EXISTS (SELECT 1 FROM search_index WHERE search_index MATCH %s LIMIT 1 OFFSET %s)"
            groups = [_group(group) for group in search.query.wanted]
            condition = " AND ".join([*[common] * len(groups), condition])
            values = [*(value for group in groups for value in (group, self.COMMON)), *values]
        rows = self.rows(
            f"SELECT d.article FROM search_index JOIN {document} ON d.key = search_index.rowid "
            f"WHERE {condition} ORDER BY {by} LIMIT %s OFFSET %s",
            [*values, number, start],
        )
        return [article for (article,) in rows]

    def headlines_first(self, search: Search, now: datetime, start: int, number: int) -> list[int]:
        """Return the ids of articles: those with all words in the headline, newest first, and then the others."""
        parts = []
        for place in (HEADLINE, BELOW):
            condition, values = self._condition(search, now, place)
            parts.append([*values, start + number])
        part = (
            "SELECT * FROM (SELECT d.article FROM search_index JOIN search_document AS d "
            f"ON d.key = search_index.rowid WHERE {condition} ORDER BY {ORDERS[NEWEST]} LIMIT %s)"
        )
        rows = self.rows(f"{part} UNION ALL {part} LIMIT %s OFFSET %s", [*parts[0], *parts[1], number, start])
        return [article for (article,) in rows]

    def count(
        self, search: Search, now: datetime, order: str = NEWEST, where: str = TEXT
    ) -> tuple[int, bool]:
        """Return how many articles there are, counted up to the cap, and whether there may be more.

        The index has the places of words: whatever is looked at is found, from whichever end it is counted.
        """
        condition, values = self._condition(search, now, where)
        rows = self.rows(
            f"SELECT count(*) FROM (SELECT 1 FROM search_index WHERE {condition} LIMIT %s)",
            [*values, self.cap],
        )
        return rows[0][0], rows[0][0] == self.cap

    def filings(
        self, search: Search, now: datetime, most: int
    ) -> tuple[int, bool, list[tuple[int, list[str]]]]:
        """Return what `count` does, and how each of the newest is filed, `most` of them.

        As pairs of its id and its filings: “c12”, “a7”, “t45”, “kopinion”.
        """
        condition, values = self._condition(search, now, TEXT)
        rows = self.rows(
            f"SELECT (SELECT count(*) FROM (SELECT 1 FROM search_index WHERE {condition} LIMIT %s)), "
            "d.article, d.facets FROM search_index JOIN search_document AS d ON d.key = search_index.rowid "
            f"WHERE {condition} ORDER BY search_index.rowid DESC LIMIT %s",
            [*values, self.cap, *values, most],
        )
        total = rows[0][0] if rows else 0
        filed = [(article, facets.replace(FILED, "").split()[1:]) for _, article, facets in rows]
        return total, total == self.cap, filed

    def words_in(self, spans: list[tuple[str, str]]) -> list[str]:
        """Return the words of headlines, names and tags in these spans of the alphabet."""
        within = " OR ".join(["word BETWEEN %s AND %s"] * len(spans))
        rows = self.rows(
            f"SELECT word FROM {self.index.name}_word WHERE {within}", [end for span in spans for end in span]
        )
        return [word for (word,) in rows]

    def newest(self, query: Query, most: int) -> tuple[list[int], bool]:
        """Return the ids of articles at the desk, the highest first, and whether there may be more than `most`.

        Whatever readers see of them.
        """
        wanted = " AND ".join(_group(group) for group in query.wanted) or EVERY
        excluded = "".join(f" NOT {_group(group)}" for group in query.excluded)
        rows = self.rows(
            "SELECT rowid FROM desk_index WHERE desk_index MATCH %s ORDER BY rowid DESC LIMIT %s",
            [f"({wanted}){excluded}", most],
        )
        return [article for (article,) in rows], len(rows) == most

    def listed(self, ids: list[int]) -> RawSQL:
        """Return ids as a subquery: they may be more than a statement takes parameters."""
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(ids)])

    @contextmanager
    def limited(self, seconds: float):
        """Give up what is asked within after so many seconds, with OutOfTimeError."""
        end = time.monotonic() + seconds
        self.connection.ensure_connection()
        self.connection.connection.set_progress_handler(lambda: time.monotonic() > end, STEPS)
        try:
            yield
        except OperationalError as error:
            if time.monotonic() <= end:
                raise
            raise OutOfTimeError from error
        finally:
            self.connection.connection.set_progress_handler(None, STEPS)

    def _condition(self, search, now, where):
        return LIVE, [match(search, where), *keys(search.filters, now), int(now.timestamp())]


def match(search: Search, where: str = TEXT) -> str:
    """Return a search as FTS5 has it: sqlite.org/fts5.html#full_text_query_syntax."""
    parts = [f"facets : ({' OR '.join(map(_filing, each))})" for each in search.filters.filings]
    if search.query.wanted:
        wanted = f"({' AND '.join(_group(group) for group in search.query.wanted)})"
        text = f"{{{TEXT if where == BELOW else where}}} : {wanted}"
        parts.insert(0, f"({text} NOT {{{HEADLINE}}} : {wanted})" if where == BELOW else text)
    expression = f"({' AND '.join(parts) or _filing('x')})"
    if search.query.excluded:
        expression += f" NOT ({{{TEXT}}} : ({' OR '.join(_group(group) for group in search.query.excluded)}))"
    return expression


def _filing(name):
    return f'"{FILED}{name}"'


def _group(group: Group):
    return f"({' OR '.join(_term(term) for term in group.terms)})"


def _term(term: Term):
    *words, last = term.words
    words.append(unstemmed(last) if term.is_beginning else last)
    # Those that are made of parts stand in a column of their own, next to each other and to nothing else.
    where = f"- {VARIANTS} : " if words[1:] else ""
    return f'{where}"{" ".join(words)}"{" *" if term.is_beginning else ""}'
