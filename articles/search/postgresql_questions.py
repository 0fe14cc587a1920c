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
# found in the first. But the index goes through each story of a month to find words that few of them hold together;
# so, where the first SOME months hold few, all the others are asked at once, without their names. Each document has
# to be read anyway, so that no index is to find the keys: “+ 0”.
SOME = 16
FEW = 0.2  # of the cap
DOCUMENTS = """
CROSS JOIN LATERAL (
  SELECT * FROM search_document
  WHERE {words} AND key + 0 BETWEEN %(first)s AND %(last)s AND (expires IS NULL OR expires > %(now)s) {beyond}
  ORDER BY {order}
) AS document
"""
WALK = f"""
WITH month AS MATERIALIZED (
  SELECT to_char(month, '"''m"YYYYMM"{FILED}''"') AS name, place, floor(sqrt(place - 1)) AS step
  FROM (
    SELECT date_trunc('month', to_timestamp(min(key) >> {ID_BITS}) AT TIME ZONE 'UTC') AS first,
      date_trunc('month', to_timestamp(max(key) >> {ID_BITS}) AT TIME ZONE 'UTC') AS last
    FROM search_document WHERE key BETWEEN %(first)s AND %(last)s
  ) AS there, generate_series({{start}}, {{end}}, {{direction}}) WITH ORDINALITY AS months (month, place)
), near AS MATERIALIZED (
  SELECT {{columns}} FROM (
    SELECT string_agg(name, ' | ')::tsquery AS months FROM month WHERE place <= {SOME} GROUP BY step ORDER BY step
  ) AS walk {{near}}
)
SELECT * FROM near UNION ALL SELECT {{columns}} FROM (
  SELECT (CASE WHEN are_few THEN '' ELSE string_agg(name, ' | ') END)::tsquery AS months
  FROM month, (SELECT count(*) < {FEW} * %(cap)s AS are_few FROM near) AS found WHERE place > {SOME}
  GROUP BY are_few, (CASE WHEN are_few THEN 0 ELSE step END) ORDER BY (CASE WHEN are_few THEN 0 ELSE step END)
) AS walk {{far}}
LIMIT %(cap)s
"""
BACKWARDS = {"start": "last", "end": "first", "direction": "'-1 month'"}
FORWARDS = {"start": "first", "end": "last", "direction": "'1 month'"}
OLDER = "AND key + 0 < coalesce((SELECT min(key) FROM near), %(last)s + 1)"
NEWER = "AND key + 0 > coalesce((SELECT max(key) FROM near), %(first)s - 1)"
# What is asked for, and how all that is looked at is sorted by it.
SORTED = {
    TITLE: ("title_sort", "ORDER BY asked, key DESC"),
    RELEVANCE: (f"ts_rank('{WEIGHTS}', tsv, {WANTED}, {BY_LENGTH})", "ORDER BY asked DESC, key DESC"),
}
_short = re.compile(SHORT)


@dataclass(frozen=True)
class Question:
    """SQL of rows with the columns `article` and `is_hit`: what is looked at, and what of it is found."""

    looked_at: str
    values: dict

    @property
    def hits(self) -> str:
        return f"({self.looked_at}) AS looked_at WHERE is_hit"


def question(
    search: Search, now: datetime, cap: int, order: str, where: str = TEXT, column: str = "NULL"
) -> Question:
    """Return what to ask for a search, from the oldest document on for that order, from the newest for others.

    Its rows have the `key` as well, and what is `asked` for of the document.
    """
    first, last = keys(search.filters, now)
    filed = " & ".join(f"({' | '.join(map(_filing, each))})" for each in search.filters.filings)
    values = _values(search.query, cap) | {
        "first": first,
        "last": last,
        "now": int(now.timestamp()),
        "filed": filed,
    }
    sought = ["walk.months"]
    if filed:
        sought.append("%(filed)s::tsquery")
    elif not search.query.wanted:
        sought.append(f"{EVERY}::tsquery")
    words = " AND ".join(_words(values, where, sought))
    is_forwards = order == OLDEST
    documents = [
        DOCUMENTS.format(words=words, beyond=beyond, order="key" if is_forwards else "key DESC")
        for beyond in ("", NEWER if is_forwards else OLDER)
    ]
    return Question(
        WALK.format(
            columns=f"key, article, {_is_hit(search.query, where)}, {column} AS asked",
            near=documents[0],
            far=documents[1],
            **(FORWARDS if is_forwards else BACKWARDS),
        ),
        values,
    )


def question_at_desk(query: Query, cap: int) -> Question:
    """Return what to ask for a search of editors."""
    values = _values(query, cap)
    sought = ["walk.blocks", *([] if query.wanted else [f"{EVERY}::tsquery"])]
    words = " AND ".join(_words(values, TEXT, sought))
    return Question(WALK_AT_DESK.format(words=words, is_hit=_is_hit(query, TEXT)), values)


def _values(query, cap):
    return {
        "cap": cap,
        "together": _all_of(query.wanted, " & "),
        "wanted": _all_of(query.wanted),
        "unwanted": _any_of(query.excluded),
        "single": _any_of(group for group in query.excluded if not _has_phrase([group])),
    }


def _words(values, where, sought):
    """Yield what an index can tell; that of headlines does not know what stands elsewhere."""
    if values["wanted"]:
        sought.append(f"to_tsquery('{WORDS}', %(together)s)")
        yield f"numnode({WANTED}) > 0"  # An empty one holds for all: letters that the server does not know.
    if values["single"]:
        sought.append(f"!!{SINGLE}")
    yield f"{'headline' if where == HEADLINE and not values['single'] else 'tsv'} @@ ({' && '.join(sought)})"


def _is_hit(query, where):
    """Return what has to be read in the documents."""
    conditions = []
    if _has_phrase(query.wanted) or (where == HEADLINE and query.excluded):
        conditions.append(f"{'headline' if where == HEADLINE else 'tsv'} @@ {WANTED}")
    if _has_phrase(query.excluded):
        conditions.append(f"NOT tsv @@ {UNWANTED}")
    if query.wanted and where == BELOW:
        conditions.append(f"NOT headline @@ {WANTED}")
    return f"{' AND '.join(conditions) or 'TRUE'} AS is_hit"


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
