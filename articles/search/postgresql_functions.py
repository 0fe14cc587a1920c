"""PostgreSQL's functions for search: texts become the words that are indexed, as words.py makes them.

They are made of its constants, and a test keeps both equal. All stands in the schema “public”, as the site's
tables do. A definition is compared by its hash, kept as a comment, as the server writes definitions in its own way.
"""

from dataclasses import dataclass
from hashlib import sha256

from ..figures import INLINE
from ..markup import TAG
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
