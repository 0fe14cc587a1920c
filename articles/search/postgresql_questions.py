"""What PostgreSQL's index of words is asked, as SQL. Pure.

The index knows no places: it finds what holds all words of a phrase, and whether they follow each other has to be
read in the documents. So no more of these than a cap are looked at, and what is found is found among them.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from .postgresql_desk_tables import EVERY
from .postgresql_desk_tables import WALK as WALK_AT_DESK
from .postgresql_functions import FILED, MARK, SHORT, WORDS
from .query import Group, Query, Term
from .request import ID_BITS, OLDEST, RELEVANCE, TITLE, Search, keys
from .stem import unstemmed

TEXT, HEADLINE, BELOW = "text", "headline", "below"
WEIGHTS = "{0.1, 0.3, 0.4, 1}"  # of text, names, summary and title, for relevance: as in SQLite's index
BY_LENGTH = 1  # ts_rank divides by the logarithm of the length.
WANTED, UNWANTED, SINGLE = (
    f"to_tsquery('{WORDS}', %({words})s)" for words in ("wanted", "unwanted", "single")
)
# From the newest month on or from the oldest, and more of them at a time the further it goes: common words are
# found in the first, and rare ones without asking for each. Each document has to be read anyway, so that no index
# is to find the keys: “+ 0”.
WALK = f"""
SELECT document.* FROM (
  SELECT string_agg(to_char(month, '"''m"YYYYMM"{FILED}''"'), ' | ')::tsquery AS months
  FROM (
    SELECT date_trunc('month', to_timestamp(min(key) >> {ID_BITS}) AT TIME ZONE 'UTC') AS first,
      date_trunc('month', to_timestamp(max(key) >> {ID_BITS}) AT TIME ZONE 'UTC') AS last
    FROM search_document WHERE key BETWEEN %(first)s AND %(last)s
  ) AS there, generate_series({{start}}, {{end}}, {{step}}) WITH ORDINALITY AS months (month, place)
  GROUP BY floor(sqrt(place - 1)) ORDER BY floor(sqrt(place - 1))
) AS walk CROSS JOIN LATERAL (
  SELECT * FROM search_document
  WHERE {{words}} AND key + 0 BETWEEN %(first)s AND %(last)s AND (expires IS NULL OR expires > %(now)s)
  ORDER BY {{order}}
) AS document LIMIT %(cap)s
"""
BACKWARDS = {"start": "last", "end": "first", "step": "'-1 month'", "order": "key DESC"}
FORWARDS = {"start": "first", "end": "last", "step": "'1 month'", "order": "key"}
SORTED = {
    TITLE: "ORDER BY title_sort, key DESC",
    RELEVANCE: f"ORDER BY ts_rank('{WEIGHTS}', tsv, {WANTED}, {BY_LENGTH}) DESC, key DESC",
}
_short = re.compile(SHORT)


@dataclass(frozen=True)
class Question:
    looked_at: str  # SQL: from one end on the documents with all words, as many as the cap allows.
    is_hit: str  # SQL: which of them are found.
    values: dict

    @property
    def hits(self) -> str:
        return f"({self.looked_at}) AS looked_at WHERE {self.is_hit}"


def question(search: Search, now: datetime, cap: int, order: str, where: str = TEXT) -> Question:
    """Return what to ask for a search, from the oldest document on for that order, from the newest for others."""
    first, last = keys(search.filters, now)
    filed = " & ".join(f"({' | '.join(map(_filing, each))})" for each in search.filters.filings)
    values = _values(search.query, cap) | {
        "first": first,
        "last": last,
        "now": int(now.timestamp()),
        "filed": filed,
    }
    sought = ["walk.months", *(["%(filed)s::tsquery"] if filed else [])]
    words = " AND ".join(_words(values, where, sought))
    walk = WALK.format(words=words, **(FORWARDS if order == OLDEST else BACKWARDS))
    return Question(walk, " AND ".join(_hit(search.query, where)) or "TRUE", values)


def question_at_desk(query: Query, cap: int) -> Question:
    """Return what to ask for a search of editors."""
    values = _values(query, cap)
    sought = ["walk.blocks", *([] if query.wanted else [f"{EVERY}::tsquery"])]
    walk = WALK_AT_DESK.format(words=" AND ".join(_words(values, TEXT, sought)))
    return Question(walk, " AND ".join(_hit(query, TEXT)) or "TRUE", values)


def _values(query, cap):
    return {
        "cap": cap,
        "together": _all_of(query.wanted, " & "),
        "wanted": _all_of(query.wanted),
        "unwanted": _any_of(query.excluded),
        "single": _any_of(group for group in query.excluded if not _has_phrase([group])),
    }


def _words(values, where, sought):
    """Yield what the index can tell."""
    if values["wanted"]:
        sought.append(f"to_tsquery('{WORDS}', %(together)s)")
        yield f"numnode({WANTED}) > 0"  # An empty one holds for all: letters that the server does not know.
    if values["single"] and where != HEADLINE:
        sought.append(f"!!{SINGLE}")
    yield f"{'headline' if where == HEADLINE else 'tsv'} @@ ({' && '.join(sought)})"
    if values["single"] and where == HEADLINE:
        yield f"tsv @@ !!{SINGLE}"


def _hit(query, where):
    """Yield what has to be read in the documents."""
    if _has_phrase(query.wanted):
        yield f"{'headline' if where == HEADLINE else 'tsv'} @@ {WANTED}"
    if _has_phrase(query.excluded):
        yield f"NOT tsv @@ {UNWANTED}"
    if query.wanted and where == BELOW:
        yield f"NOT headline @@ {WANTED}"


def _has_phrase(groups):
    return any(len(term.words) > 1 for group in groups for term in group.terms)


def _all_of(groups, joint=" <-> "):
    """Return what holds a term of each group, as to_tsquery has it."""
    return " & ".join(_group(group, joint) for group in groups)


def _any_of(groups):
    return " | ".join(_group(group) for group in groups)


def _group(group: Group, joint=" <-> "):
    return f"({' | '.join(_term(term, joint) for term in group.terms)})"


def _term(term: Term, joint):
    """Return words that follow each other as to_tsquery has them; they are of letters and digits alone."""
    *words, last = term.words
    words.append(f"{unstemmed(last)}:*" if term.is_beginning else last)
    return f"({joint.join(f'{word}{MARK}' if _short.fullmatch(word) else word for word in words)})"


def _filing(name):
    return f"'{name}{FILED}'"
