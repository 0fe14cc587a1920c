"""What stands in PostgreSQL's schema for search, besides functions: tables, views, triggers.

As in SQLite, a view says what a document is, and triggers copy it into a table whenever a row that it is made of
changes. A document holds no text, but the tsvector of its words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .documents import CHANGES, Change
from .postgresql_functions import FILED, OURS, SHARED, Part, function

NAMES = r"""
coalesce((SELECT string_agg(name, E'\n' ORDER BY id) FROM (
    SELECT DISTINCT author.id, author.name FROM articles_byline AS byline
    JOIN articles_author AS author ON author.id = byline.author_id
    WHERE byline.article_id = a.id) AS authors), '') || E'\n'
  || coalesce((SELECT string_agg(tag.name, E'\n' ORDER BY tag.id)
    FROM articles_tagging AS tagging JOIN articles_tag AS tag ON tag.id = tagging.tag_id
    WHERE tagging.content_object_id = a.id), '') || E'\n'
  || coalesce((SELECT string_agg(outlet || E'\n' || title, E'\n' ORDER BY position, id) FROM articles_source
    WHERE article_id = a.id), '') || E'\n'
  || coalesce(nullif(a.photo_caption, ''), photo.caption, '') || E'\n'
  || coalesce(nullif(a.photo_credit, ''), photo.credit, '')
"""
FILING = f"""
'x{FILED} k' || a.kind || '{FILED}'
  || coalesce((SELECT string_agg(' c' || id || '{FILED}', '' ORDER BY id) FROM (
    SELECT a.category_id AS id WHERE a.category_id IS NOT NULL
    UNION SELECT category_id FROM articles_article_also_in WHERE article_id = a.id) AS filed), '')
  || coalesce((SELECT string_agg(' a' || id || '{FILED}', '' ORDER BY id) FROM (
    SELECT DISTINCT author_id AS id FROM articles_byline WHERE article_id = a.id) AS filed), '')
  || coalesce((SELECT string_agg(' t' || tag_id || '{FILED}', '' ORDER BY tag_id) FROM articles_tagging
    WHERE content_object_id = a.id), '')
"""
# The key is that of SQLite's index. The month, in UTC, is a word of the document, so that the newest can be found
# without reading all the others; so is how it is filed. OFFSET 0 has each text made once.
READERS_SOURCE = rf"""
SELECT
  floor(extract(epoch FROM a.published_at))::bigint * 16777216 + (a.id & 16777215) AS key,
  a.id AS article,
  floor(extract(epoch FROM a.expires_at))::bigint AS expires,
  left(search_fold(a.headline), 100) COLLATE "C" AS title_sort,
  said.facets,
  filed.lexemes || search_lexemes(texts.title) AS headline,
  filed.lexemes || search_vector(texts.title, texts.summary, texts.names, texts.body, texts.variants) AS tsv,
  texts.title || ' ' || texts.names AS words
FROM articles_article AS a LEFT JOIN articles_photo AS photo ON photo.id = a.photo_id
CROSS JOIN LATERAL (
  SELECT
    a.dateline_place || E'\n' || a.standfirst AS summary,
    {NAMES} AS names,
    search_plain(a.body) AS body,
    {FILING} AS facets
  OFFSET 0
) AS said
CROSS JOIN LATERAL (
  SELECT
    search_fold(a.kicker || ' ' || a.headline) AS title,
    search_fold(said.summary) AS summary,
    search_fold(said.names) AS names,
    search_fold(said.body) AS body,
    search_joined(concat_ws(E'\n', a.kicker, a.headline, said.summary, said.names, said.body)) AS variants
  OFFSET 0
) AS texts
CROSS JOIN LATERAL (
  SELECT array_to_tsvector(string_to_array(
    said.facets || to_char(a.published_at AT TIME ZONE 'UTC', '" m"YYYYMM"{FILED}"'), ' ')) AS lexemes
  OFFSET 0
) AS filed
WHERE a.status = 'published' AND a.published_at IS NOT NULL
"""


@dataclass(frozen=True)
class Index:
    """A table of documents, one for each article, with its indexes."""

    name: str
    source: str  # SQL that makes the documents: `key`, `article`, the columns, and `words` if they are kept
    columns: dict[str, str]  # of the table, in order, with their types; `key` and `article` stand before them
    searched: tuple[str, ...]  # those of type tsvector
    changes: tuple[Change, ...]
    says: str = "the article says"  # for the report on documents that differ
    keeps_words: bool = False  # for who mistypes one

    @property
    def all_columns(self) -> str:
        return ", ".join(["key", "article", *self.columns])

    def parts(self) -> Iterator[Part]:
        yield from SHARED
        yield from self.tables()
        yield from self.hooks()

    def tables(self) -> Iterator[Part]:
        """Yield what holds the documents."""
        name, columns = (
            f"{self.name}_document",
            "".join(f", {each} {kind}" for each, kind in self.columns.items()),
        )
        yield Part(
            "TABLE",
            name,
            f"CREATE TABLE {name} (key bigint PRIMARY KEY, article bigint NOT NULL UNIQUE{columns})",
        )
        for column in self.searched:
            # Without fastupdate a search never has to look through what was written last.
            sql = f"CREATE INDEX {name}_{column} ON {name} USING gin ({column}) WITH (fastupdate = off)"
            yield Part("INDEX", f"{name}_{column}", sql)
        if self.keeps_words:
            word = f"{self.name}_word"
            yield Part("TABLE", word, f'CREATE TABLE {word} (word text COLLATE "C" NOT NULL)')
            yield Part("INDEX", f"{word}_word", f"CREATE INDEX {word}_word ON {word} (word)")

    def hooks(self) -> Iterator[Part]:
        """Yield what keeps the documents, and would hinder a migration: views and triggers."""
        view = f"{self.name}_source"
        yield Part("VIEW", view, f"CREATE VIEW {view} AS {self.source.strip()}")
        if self.keeps_words:
            # However few words there were when it was planned, each is looked for in the index.
            traits = (OURS, "SET enable_seqscan = off")
            yield function(f"{self.name}_remember", "words text", "void", self._remembering(), *traits)
        yield function(f"{self.name}_refresh", "articles bigint[]", "void", self._refreshing(), OURS)
        for change in self.changes:
            yield from self._triggers_of(change)
        name = f"{self.name}_emptied"
        yield function(name, "", "trigger", self._emptying(), OURS)
        yield Part(
            "TRIGGER",
            name,
            f"CREATE TRIGGER {name} AFTER TRUNCATE ON articles_article EXECUTE FUNCTION {name}()",
            " ON articles_article",
        )

    def _triggers_of(self, change):
        name = f"{self.name}_{change.table}"
        old, new = (
            f"({', '.join(f'{row}.{column}' for column in change.columns)})" for row in ("old", "new")
        )
        articles = " UNION ".join(
            f"({chosen if chosen.startswith('SELECT') else f'SELECT {chosen}'})"
            for chosen in (change.articles.format(row=row) for row in ("old", "new"))
        )
        yield function(
            name,
            "",
            "trigger",
            f"""
            BEGIN
              IF TG_OP <> 'UPDATE' OR {old} IS DISTINCT FROM {new} THEN
                PERFORM {self.name}_refresh(ARRAY({articles}));
              END IF;
              RETURN NULL;
            END
            """,
            OURS,
        )
        events = (
            f"{'INSERT OR DELETE OR ' if change.comes_and_goes else ''}UPDATE OF {', '.join(change.columns)}"
        )
        yield Part(
            "TRIGGER",
            name,
            f"CREATE TRIGGER {name} AFTER {events} ON {change.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
            f" ON {change.table}",
        )

    def _refreshing(self):
        """Two transactions on one article: the second waits for the first, and then sees what it wrote."""
        columns = self.all_columns
        values = ", ".join(f"made.{column}" for column in columns.split(", "))
        return f"""
        DECLARE made record;
        BEGIN
          PERFORM 1 FROM articles_article WHERE id = ANY (articles) ORDER BY id FOR NO KEY UPDATE;
          DELETE FROM {self.name}_document WHERE article = ANY (articles);
          FOR made IN SELECT * FROM {self.name}_source WHERE article = ANY (articles) LOOP
            INSERT INTO {self.name}_document ({columns}) VALUES ({values});
            {f"PERFORM {self.name}_remember(made.words);" if self.keeps_words else ""}
          END LOOP;
        END
        """

    def _remembering(self):
        return f"""
        BEGIN
          INSERT INTO {self.name}_word SELECT DISTINCT said FROM unnest(string_to_array(words, ' ')) AS said
          WHERE length(said) > 2 AND (SELECT word FROM {self.name}_word WHERE word = said LIMIT 1) IS NULL;
        END
        """

    def _emptying(self):
        tables = f"{self.name}_document{f', {self.name}_word' if self.keeps_words else ''}"
        return f"BEGIN TRUNCATE {tables}; RETURN NULL; END"


READERS = Index(
    name="search",
    source=READERS_SOURCE,
    columns={
        "expires": "bigint",
        "title_sort": 'text COLLATE "C" NOT NULL',
        "facets": "text NOT NULL",
        "headline": "tsvector NOT NULL",
        "tsv": "tsvector NOT NULL",
    },
    searched=("headline", "tsv"),
    changes=CHANGES,
    keeps_words=True,
)
