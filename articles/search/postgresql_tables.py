"""What stands in PostgreSQL's schema for search: functions, tables, views, triggers.

As in SQLite, a view says what a document is, and triggers copy it into a table whenever a row that it is made of
changes. A document holds no text, but the tsvector of its words. Texts are folded by functions made of the
constants of words.py: a test keeps both equal. All of it stands in the schema “public”, as the site's tables do.

A definition is compared by its hash, kept as a comment, as the server writes definitions anew in its own way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from ..figures import INLINE
from ..markup import TAG
from .documents import CHANGES, Change
from .words import JOINT, JOINTS, LETTERS, LONGEST, POSSESSIVE, THIN_SPACE, TYPOGRAPHIC, UNHEARD, UNSPACED

# The text search configuration: Porter's stems, as SQLite has them, and no stop words.
WORDS = "public.newsroom"
# What the server's parser makes of letters and digits; “1e5” is a float to it.
TOKENS = "asciiword, word, numword, float, sfloat, int, uint"
# Ends what no reader can type, as words.py takes it for a space: how a story is filed, and the ends of its texts.
FILED = "!"
# A tsvector is less than 1 MB long. One of so many bytes of folded text is: at worst it holds words of one letter,
# each with four bytes for its place.
SAFE = 300_000
# Of the server's, so that neither its own nor the database's locale matters.
ANY_SCRIPT = 'COLLATE "und-x-icu"'
# What Japanese puts beside a letter: normalization would put them together where words.py does not.
VOICED = "\u3099\u309a\uff9e\uff9f"


@dataclass(frozen=True)
class Part:
    """Something in the schema."""

    kind: str
    name: str
    sql: str
    signature: str = ""  # A function's arguments, or a trigger's table.

    @property
    def mark(self) -> str:
        return sha256(self.sql.encode()).hexdigest()

    @property
    def definition(self) -> str:
        """Return the SQL that makes it, or makes it anew, with its mark."""
        before = f"DROP {self.kind} IF EXISTS {self.name} CASCADE; " if self.kind.startswith("TEXT") else ""
        return f"{before}{self.sql}; COMMENT ON {self.kind} {self.name}{self.signature} IS '{self.mark}'"


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def function(name: str, arguments: str, returns: str, body: str, *traits: str) -> Part:
    sql = (
        f"CREATE OR REPLACE FUNCTION {name}({arguments}) RETURNS {returns} LANGUAGE plpgsql "
        f"{' '.join(traits)} AS $function${body}$function$"
    )
    types = ", ".join(argument.split()[-1] for argument in arguments.split(", ") if argument)
    return Part("FUNCTION", name, sql, f"({types})")


def _exchange(pairs):
    """Return SQL arguments for translate()."""
    return f"{literal(''.join(old for old, _ in pairs))}, {literal(''.join(new for _, new in pairs))}"


def _replace_letters():
    text = "said"
    for letter, letters in LETTERS.items():
        if len(letters) > 1:
            text = f"replace({text}, {literal(letter)}, {literal(letters)})"
    return f"translate({text}, {_exchange([pair for pair in LETTERS.items() if len(pair[1]) == 1])})"


_ENDS = "".join(JOINTS)
# Of regular expressions, as searches for what is rare: translate() would compare each character with each of its own.
_END = "'\".,-"  # in brackets
_GAP = literal(f"[^[:alnum:] {_END}]")
_GAP_IN_ASCII = literal(f"[^a-zA-Z0-9 {_END}]")
_BETWEEN = literal(f"[ {_END}]{{2,}}|[{_END}]")
_RUN = literal(f"([^ ]*[^ {_END}][{_END}][^ {_END}][^ ]*)")  # with what may be a joint
_COMPOUND = literal(f"([^ _{_END}]*_[^ {_END}]*)")
_JOINTS = [(each, joint) for joint, all_of_them in JOINTS.items() for each in all_of_them if each != joint]
_JOINTS_IN_ASCII = [pair for pair in _JOINTS if pair[0].isascii()]
_BLOCK = TAG.pattern
_INLINE = _BLOCK.replace("([a-z0-9]+)", f"(?:{'|'.join(sorted(INLINE))})")
OURS = "SET search_path = public"  # Whoever calls, and whatever is on their path.
PURE = ("IMMUTABLE", "STRICT", "PARALLEL SAFE", OURS)
FOLDED = f"""
DECLARE said text := left($1, {LONGEST});
BEGIN
  IF octet_length(said) > length(said) THEN
    said := regexp_replace(normalize(said, NFC), {literal(THIN_SPACE)}, ',', 'g');
    said := translate(said, {_exchange(TYPOGRAPHIC)});
  END IF;
  IF octet_length(said) > length(said) THEN
    said := normalize(translate(said, '{VOICED}', '{" " * len(VOICED)}'), NFKD);
    said := lower(regexp_replace(said, '[{UNHEARD}]', '', 'g') {ANY_SCRIPT});
    said := translate({_replace_letters()}, {_exchange(_JOINTS)});
    said := regexp_replace(normalize(said, NFC), {_GAP} {ANY_SCRIPT}, ' ', 'g');
    said := regexp_replace(said, '([{UNSPACED}])', ' \\1 ', 'g');
  ELSE
    said := lower(translate(said, {_exchange(_JOINTS_IN_ASCII)}) COLLATE "C");
    said := regexp_replace(said COLLATE "C", {_GAP_IN_ASCII}, ' ', 'g');
  END IF;
  IF strpos(said, '''s') > 0 THEN
    said := regexp_replace(said, {literal(POSSESSIVE)}, '  ', 'g');
  END IF;
  RETURN said;
END
"""
FOLD = f"""
BEGIN
  RETURN btrim(regexp_replace(search_folded($1), {_BETWEEN}, ' ', 'g'));
END
"""
JOINED = f"""
BEGIN
  RETURN coalesce((
    SELECT string_agg(replace(compound[1], '_', ''), ' ')
    FROM regexp_matches((
      SELECT regexp_replace(string_agg(run[1], ' '), {literal(JOINT)}, '_', 'g')
      FROM regexp_matches(search_folded($1), {_RUN}, 'g') AS run
    ), {_COMPOUND}, 'g') AS compound), '');
END
"""
PLAIN = rf"""
DECLARE said text := regexp_replace(replace($1, E'\n', ' '), {literal(_INLINE)}, '', 'g');
BEGIN
  said := regexp_replace(said, {literal(_BLOCK)}, E'\n', 'g');
  IF strpos(said, '&') > 0 THEN
    said := replace(replace(replace(said, '&lt;', '<'), '&gt;', '>'), '&nbsp;', U&'\00A0');
    said := replace(replace(said, '&quot;', '"'), '&amp;', '&');
  END IF;
  RETURN btrim(regexp_replace(said {ANY_SCRIPT}, '\s*\n\s*', E'\n', 'g'), E' \n' || U&'\00A0');
END
"""
# The server's stemmer would take the end of “us” and the whole of “s”, which SQLite's leaves; a letter behind them
# hinders it, which words.py exchanges.
SHORT, MARK = "[^ ]?[sy]", "ß"
# By its name as text, so that no session goes on with a configuration that was made anew meanwhile.
LEXEMES = f"""
BEGIN
  RETURN to_tsvector('{WORDS}'::text::regconfig, regexp_replace($1, '(?<![^ ])({SHORT})(?![^ ])', '\\1{MARK}', 'g'));
END
"""
# Between two texts stands what no phrase can cross. Words made of parts have no places: they follow no other.
VECTOR = f"""
BEGIN
  RETURN setweight(search_lexemes(title), 'A') || '{FILED}:1'::tsvector
    || setweight(search_lexemes(summary), 'B') || '{FILED}:1'::tsvector
    || setweight(search_lexemes(names), 'C') || '{FILED}:1'::tsvector
    || search_lexemes(body) || strip(search_lexemes(variants));
END
"""
# No text, however odd, may keep a story from being saved: what is too much for a tsvector is not searched.
VECTOR_OF_ANY = f"""
BEGIN
  IF octet_length(title) + octet_length(summary) + octet_length(names) + octet_length(body)
    + octet_length(variants) <= {SAFE}
  THEN
    RETURN search_vector_of_few(title, summary, names, body, variants);
  END IF;
  LOOP
    BEGIN
      RETURN search_vector_of_few(title, summary, names, body, variants);
    EXCEPTION WHEN program_limit_exceeded THEN
      body := left(body, length(body) / 2);
      variants := left(variants, length(variants) / 2);
      names := left(names, greatest(length(names) / 2, 1000));
      summary := left(summary, greatest(length(summary) / 2, 1000));
    END;
  END LOOP;
END
"""
_TEXTS = "title text, summary text, names text, body text, variants text"
# What the views of all indexes call.
SHARED = (
    Part(
        "TEXT SEARCH DICTIONARY",
        "newsroom_stems",
        "CREATE TEXT SEARCH DICTIONARY newsroom_stems (TEMPLATE = snowball, LANGUAGE = porter)",
    ),
    Part(
        "TEXT SEARCH CONFIGURATION",
        "newsroom",
        "CREATE TEXT SEARCH CONFIGURATION newsroom (PARSER = default); "
        f"ALTER TEXT SEARCH CONFIGURATION newsroom ADD MAPPING FOR {TOKENS} WITH newsroom_stems",
    ),
    function("search_folded", "text", "text", FOLDED, *PURE),
    function("search_fold", "text", "text", FOLD, *PURE),
    function("search_joined", "text", "text", JOINED, *PURE),
    function("search_plain", "text", "text", PLAIN, *PURE),
    function("search_lexemes", "text", "tsvector", LEXEMES, *PURE),
    function("search_vector_of_few", _TEXTS, "tsvector", VECTOR, *PURE),
    # Where it has to try, it cannot be one of several workers.
    function("search_vector", _TEXTS, "tsvector", VECTOR_OF_ANY, "IMMUTABLE", "STRICT", OURS),
)

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
