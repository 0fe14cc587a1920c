"""What stands in SQLite's schema for the desk's search: every story, as its row and as its newest revision have it.

Tables of their own, so that no question of readers can come upon what is not public.
"""

from .documents import DESK_CHANGES
from .sqlite_tables import FILED, Index

EVERY = f'"{FILED}x"'  # A word of all documents, for who types only words that are not wanted.


def _revised(name):
    """Return SQL for a text of the newest revision, "" where there is none."""
    return f"coalesce(json_extract(r.content, '$.{name}'), '')"


TITLE = f"""
a.kicker || char(10) || a.headline || char(10) || {_revised("kicker")} || char(10) || {_revised("headline")}
"""
# The row's body again would make most documents twice as long.
TEXTS = f"""
a.standfirst || char(10) || a.dateline_place || char(10) || a.slug || char(10)
  || {_revised("standfirst")} || char(10) || {_revised("dateline_place")} || char(10) || {_revised("slug")}
  || char(10) || coalesce(nullif(a.photo_caption, ''), photo.caption, '')
  || char(10) || coalesce(nullif(a.photo_credit, ''), photo.credit, '')
  || char(10) || coalesce(nullif({_revised("photo_caption")}, ''), revised.caption, '')
  || char(10) || coalesce(nullif({_revised("photo_credit")}, ''), revised.credit, '')
  || char(10) || coalesce((SELECT group_concat(name, char(10)) FROM (
    SELECT name FROM articles_author WHERE id IN (
      SELECT author_id FROM articles_byline WHERE article_id = a.id
      UNION SELECT CASE type WHEN 'object' THEN json_extract(value, '$.author') END
      FROM json_each(r.content, '$.bylines')) ORDER BY id)), '')
  || char(10) || coalesce((SELECT group_concat(name, char(10)) FROM (
    SELECT name FROM articles_tag WHERE id IN (
      SELECT tag_id FROM articles_tagging WHERE content_object_id = a.id
      UNION SELECT value FROM json_each(r.content, '$.tags')) ORDER BY id)), '')
  || char(10) || coalesce((SELECT group_concat(words, char(10)) FROM (
    SELECT outlet || char(10) || title AS words FROM articles_source WHERE article_id = a.id
    UNION SELECT CASE type WHEN 'object'
      THEN json_extract(value, '$.outlet') || char(10) || json_extract(value, '$.title') END
    FROM json_each(r.content, '$.sources') ORDER BY 1)), '')
  || char(10) || search_plain(a.body)
  || char(10) || search_plain(coalesce(nullif(json_extract(r.content, '$.body'), a.body), '') || '')
"""
SOURCE = f"""
SELECT
  a.id AS key,
  a.id AS article,
  search_fold({TITLE}) AS title,
  '{FILED}x ' || search_fold({TEXTS}) AS text,
  search_joined({TITLE} || char(10) || {TEXTS}) AS variants
FROM articles_article AS a
LEFT JOIN articles_revision AS r
  ON r.id = (SELECT max(newest.id) FROM articles_revision AS newest WHERE newest.article_id = a.id)
LEFT JOIN articles_photo AS photo ON photo.id = a.photo_id
LEFT JOIN articles_photo AS revised ON revised.id = json_extract(r.content, '$.photo')
"""
DESK = Index(
    name="desk",
    source=SOURCE,
    columns={"title": "TEXT NOT NULL", "text": "TEXT NOT NULL", "variants": "TEXT NOT NULL"},
    searched=("title", "text", "variants"),
    weights=(10.0, 1.0, 1.0),
    changes=DESK_CHANGES,
    says="the article and its newest revision say",
)
