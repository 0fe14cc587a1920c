"""What stands in PostgreSQL's schema for the desk's search: sqlite_desk_tables.py in its dialect."""

from .documents import DESK_CHANGES
from .postgresql_functions import FILED
from .postgresql_tables import Index

ALL = f"x{FILED}"
EVERY = f"'''{ALL}'''"  # A word of all documents, for who types only words that are not wanted.
# Stories of neighbouring ids share a word, so that the newest are found without the others.
BLOCK_BITS = 12


def _revised(name):
    """Return SQL for a text of the newest revision, "" where there is none."""
    return f"coalesce(r.content ->> '{name}', '')"


def _ids(path):
    """Return SQL for the ids at a place of the newest revision's content."""
    numbers = f"""jsonb_path_query(r.content, '{path} ? (@.type() == "number")')"""
    return f"SELECT number::bigint FROM {numbers} AS found (number)"


SOURCE = rf"""
SELECT
  a.id AS key,
  a.id AS article,
  array_to_tsvector(ARRAY['{ALL}', 'b' || (a.id >> {BLOCK_BITS}) || '{FILED}'])
    || search_vector(texts.title, '', '', texts.text, texts.variants) AS tsv
FROM articles_article AS a
LEFT JOIN articles_revision AS r
  ON r.id = (SELECT max(newest.id) FROM articles_revision AS newest WHERE newest.article_id = a.id)
LEFT JOIN articles_photo AS photo ON photo.id = a.photo_id
LEFT JOIN articles_photo AS revised ON revised.id = ({_ids("$.photo")} LIMIT 1)
CROSS JOIN LATERAL (
  SELECT
    concat_ws(E'\n', a.kicker, a.headline, {_revised("kicker")}, {_revised("headline")}) AS title,
    concat_ws(E'\n',
      a.standfirst, a.dateline_place, a.slug,
      {_revised("standfirst")}, {_revised("dateline_place")}, {_revised("slug")},
      coalesce(nullif(a.photo_caption, ''), photo.caption),
      coalesce(nullif(a.photo_credit, ''), photo.credit),
      coalesce(nullif({_revised("photo_caption")}, ''), revised.caption),
      coalesce(nullif({_revised("photo_credit")}, ''), revised.credit),
      (SELECT string_agg(name, E'\n' ORDER BY id) FROM articles_author WHERE id IN (
        SELECT author_id FROM articles_byline WHERE article_id = a.id UNION {_ids("$.bylines[*].author")})),
      (SELECT string_agg(name, E'\n' ORDER BY id) FROM articles_tag WHERE id IN (
        SELECT tag_id FROM articles_tagging WHERE content_object_id = a.id UNION {_ids("$.tags[*]")})),
      (SELECT string_agg(words, E'\n' ORDER BY words COLLATE "C") FROM (
        SELECT outlet || E'\n' || title AS words FROM articles_source WHERE article_id = a.id
        UNION SELECT (source ->> 'outlet') || E'\n' || (source ->> 'title')
        FROM jsonb_path_query(r.content, '$.sources[*]') AS found (source)) AS sources),
      search_plain(a.body),
      search_plain(coalesce(nullif(r.content ->> 'body', a.body), ''))) AS text
  OFFSET 0
) AS said
CROSS JOIN LATERAL (
  SELECT
    search_fold(said.title) AS title,
    search_fold(said.text) AS text,
    search_joined(said.title || E'\n' || said.text) AS variants
  OFFSET 0
) AS texts
"""
DESK = Index(
    name="desk",
    source=SOURCE,
    columns={"tsv": "tsvector NOT NULL"},
    searched=("tsv",),
    changes=DESK_CHANGES,
    says="the article and its newest revision say",
)
# From the newest ids on, and more of them at a time the further it goes.
WALK = f"""
SELECT article, {{is_hit}} FROM (
  SELECT string_agg('''b' || block || '{FILED}''', ' | ')::tsquery AS blocks
  FROM generate_series((SELECT max(key) >> {BLOCK_BITS} FROM desk_document), 0, -1)
    WITH ORDINALITY AS each (block, place)
  GROUP BY floor(sqrt(place - 1)) ORDER BY floor(sqrt(place - 1))
) AS walk CROSS JOIN LATERAL (
  SELECT article, tsv FROM desk_document WHERE {{words}} ORDER BY key DESC
) AS document LIMIT %(cap)s
"""
