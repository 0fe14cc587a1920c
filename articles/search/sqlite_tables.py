"""What stands in SQLite's schema for search: tables, views, full-text indexes, triggers.

A view says what a document is; triggers copy it into a table whenever a row that it is made of changes, and from
there into a full-text index (FTS5, external content: sqlite.org/fts5.html#external_content_tables). So every door
of the connection keeps the index, and rebuilding and checking are a statement each. The functions that the view
calls are given to each connection: see sqlite.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .documents import CHANGES, Change

# One FTS5 token of each filing: readers cannot type its first character, which words.py takes for a space.
FILED = "\ue000"

# Who and what stands beside a story's text: authors, tags, sources, the photo's caption and credit; a line each.
NAMES = """
coalesce((SELECT group_concat(name, char(10)) FROM (
    SELECT DISTINCT author.id, author.name FROM articles_byline AS byline
    JOIN articles_author AS author ON author.id = byline.author_id
    WHERE byline.article_id = a.id ORDER BY author.id)), '') || char(10)
  || coalesce((SELECT group_concat(name, char(10)) FROM (
    SELECT tag.name FROM articles_tagging AS tagging JOIN articles_tag AS tag ON tag.id = tagging.tag_id
    WHERE tagging.content_object_id = a.id ORDER BY tag.id)), '') || char(10)
  || coalesce((SELECT group_concat(words, char(10)) FROM (
    SELECT outlet || char(10) || title AS words FROM articles_source
    WHERE article_id = a.id ORDER BY position, id)), '') || char(10)
  || coalesce(nullif(a.photo_caption, ''), photo.caption, '') || char(10)
  || coalesce(nullif(a.photo_credit, ''), photo.credit, '')
"""
SUMMARY = "a.dateline_place || char(10) || a.standfirst"
FILING = f"""
'{FILED}x {FILED}k' || a.kind
  || coalesce((SELECT group_concat(' {FILED}c' || id, '') FROM (
    SELECT a.category_id AS id WHERE a.category_id IS NOT NULL
    UNION SELECT category_id FROM articles_article_also_in WHERE article_id = a.id ORDER BY 1)), '')
  || coalesce((SELECT group_concat(' {FILED}a' || id, '') FROM (
    SELECT DISTINCT author_id AS id FROM articles_byline WHERE article_id = a.id ORDER BY 1)), '')
  || coalesce((SELECT group_concat(' {FILED}t' || id, '') FROM (
    SELECT tag_id AS id FROM articles_tagging WHERE content_object_id = a.id ORDER BY 1)), '')
"""
# The key is the order of publication, so that newest, oldest, a range of dates and the embargo are one walk along
# the index: the second of publication, and below it the story's id.
READERS_SOURCE = f"""
SELECT
  CAST(strftime('%s', a.published_at) AS INTEGER) * 16777216 + (a.id & 16777215) AS key,
  a.id AS article,
  CAST(strftime('%s', a.expires_at) AS INTEGER) AS expires,
  substr(search_fold(a.headline), 1, 100) AS title_sort,
  {FILING} AS facets,
  search_fold(a.kicker || ' ' || a.headline) AS title,
  search_fold({SUMMARY}) AS summary,
  search_fold({NAMES}) AS names,
  search_joined(
    a.kicker || char(10) || a.headline || char(10) || {SUMMARY} || char(10) || {NAMES} || char(10)
    || search_plain(a.body))
    AS variants,
  search_fold(search_plain(a.body)) AS body
FROM articles_article AS a LEFT JOIN articles_photo AS photo ON photo.id = a.photo_id
WHERE a.status = 'published' AND a.published_at IS NOT NULL
"""


@dataclass(frozen=True)
class Index:
    """A table of documents, one for each article, and its full-text index."""

    name: str
    source: str  # SQL that makes the documents
    columns: dict[str, str]  # of the table, in order, with their types; `key` and `article` stand before them
    searched: tuple[str, ...]  # those of the full-text index, in order
    weights: tuple[float, ...]  # of these, for relevance
    changes: tuple[Change, ...]
    indexes: tuple[str, ...] = ()  # on the table, each as its columns and condition
    says: str = "the article says"  # Who and what says what a document says.
    words: str = ""  # SQL, with `new.`: the text whose words are offered to who mistypes

    @property
    def all_columns(self) -> str:
        return ", ".join(["key", "article", *self.columns])

    def tables(self) -> Iterator[tuple[str, str]]:
        """Yield what holds the documents: names, and the SQL that makes them."""
        columns = ", ".join(f"{name} {kind}" for name, kind in self.columns.items())
        yield (
            f"{self.name}_document",
            f"CREATE TABLE {self.name}_document "
            f"(key INTEGER PRIMARY KEY, article INTEGER NOT NULL UNIQUE, {columns})",
        )
        for number, index in enumerate(self.indexes, 1):
            name = f"{self.name}_document_{number}"
            yield name, f"CREATE INDEX {name} ON {self.name}_document {index}"
        yield (
            f"{self.name}_index",
            f"CREATE VIRTUAL TABLE {self.name}_index USING fts5({', '.join(self.searched)}, "
            f"content='{self.name}_document', content_rowid='key', "
            "tokenize='porter unicode61 remove_diacritics 0')",
        )
        if self.words:
            name = f"{self.name}_word"
            yield name, f"CREATE TABLE {name} (word TEXT PRIMARY KEY) WITHOUT ROWID"

    def hooks(self) -> Iterator[tuple[str, str]]:
        """Yield what keeps the documents, and would hinder a migration: views and triggers."""
        yield f"{self.name}_source", f"CREATE VIEW {self.name}_source AS {self.source.strip()}"
        yield from self._triggers_of_documents()
        for change in self.changes:
            yield from self._triggers_of(change)

    def _triggers_of_documents(self):
        table, columns = f"{self.name}_document", ", ".join(self.searched)
        old, new = (", ".join(f"{row}.{column}" for column in self.searched) for row in ("old", "new"))
        remember = (
            f"INSERT INTO {self.name}_word SELECT value FROM json_each(search_words({self.words})) WHERE true "
            "ON CONFLICT DO NOTHING;"
        )
        yield (
            f"{self.name}_document_comes",
            f"CREATE TRIGGER {self.name}_document_comes AFTER INSERT ON {table} BEGIN "
            f"INSERT INTO {self.name}_index(rowid, {columns}) VALUES (new.key, {new}); "
            f"{remember if self.words else ''} END",
        )
        yield (
            f"{self.name}_document_goes",
            f"CREATE TRIGGER {self.name}_document_goes AFTER DELETE ON {table} BEGIN "
            f"INSERT INTO {self.name}_index({self.name}_index, rowid, {columns}) "
            f"VALUES ('delete', old.key, {old}); END",
        )

    def _triggers_of(self, change):
        for event, name, rows in (
            ("INSERT", "comes", ("new",)),
            (f"UPDATE OF {', '.join(change.columns)}", "changes", ("old", "new")),
            ("DELETE", "goes", ("old",)),
        ):
            if name != "changes" and not change.comes_and_goes:
                continue
            articles = " UNION ".join(self._articles(change, row) for row in rows)
            name = f"{self.name}_{change.table}_{name}"
            yield (
                name,
                f"CREATE TRIGGER {name} AFTER {event} ON {change.table} "
                f"BEGIN {'; '.join(self.refresh(articles))}; END",
            )

    def _articles(self, change, row):
        articles = change.articles.format(row=row)
        return articles if articles.startswith("SELECT") else f"SELECT {articles}"

    def refresh(self, articles: str) -> tuple[str, str]:
        """Return the statements that write the documents of articles anew, whose ids SQL selects."""
        return (
            f"DELETE FROM {self.name}_document WHERE article IN ({articles})",
            f"INSERT INTO {self.name}_document ({self.all_columns}) "
            f"SELECT {self.all_columns} FROM {self.name}_source WHERE article IN ({articles})",
        )


READERS = Index(
    name="search",
    source=READERS_SOURCE,
    columns={
        "expires": "INTEGER",
        "title_sort": "TEXT NOT NULL",
        "facets": "TEXT NOT NULL",
        "title": "TEXT NOT NULL",
        "summary": "TEXT NOT NULL",
        "names": "TEXT NOT NULL",
        "variants": "TEXT NOT NULL",
        "body": "TEXT NOT NULL",
    },
    searched=("title", "summary", "names", "body", "variants", "facets"),
    weights=(10.0, 4.0, 3.0, 1.0, 1.0, 0.0),
    changes=CHANGES,
    indexes=(
        "(key, title_sort, article)",
        "(key, expires) WHERE expires IS NOT NULL",
    ),
    words="new.title || ' ' || new.names",
)
