"""What both engines know of a document: which changes of which rows it follows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A change of a table's rows, and which articles' documents it touches."""

    table: str
    columns: tuple[str, ...]  # A change of these; with `comes_and_goes` the coming and going of rows as well.
    articles: str  # SQL with {row}, which is “new” or “old”
    comes_and_goes: bool = True


CHANGES = (
    Change(
        "articles_article",
        (
            *("id", "kicker", "headline", "standfirst", "dateline_place", "body", "kind", "status"),
            *("published_at", "expires_at", "category_id", "photo_id", "photo_caption", "photo_credit"),
        ),
        "{row}.id",
    ),
    Change("articles_article_also_in", ("article_id", "category_id"), "{row}.article_id"),
    Change("articles_byline", ("article_id", "author_id"), "{row}.article_id"),
    Change("articles_tagging", ("content_object_id", "tag_id"), "{row}.content_object_id"),
    Change("articles_source", ("article_id", "outlet", "title", "position"), "{row}.article_id"),
    Change(
        "articles_author",
        ("name",),
        "SELECT article_id FROM articles_byline WHERE author_id = {row}.id",
        comes_and_goes=False,
    ),
    Change(
        "articles_tag",
        ("name",),
        "SELECT content_object_id FROM articles_tagging WHERE tag_id = {row}.id",
        comes_and_goes=False,
    ),
    Change(
        "articles_photo",
        ("caption", "credit"),
        "SELECT id FROM articles_article WHERE photo_id = {row}.id",
        comes_and_goes=False,
    ),
)
# Of the desk, whose documents say what the row and the newest revision say, whatever readers see.
DESK_CHANGES = (
    Change(
        "articles_article",
        (
            *("id", "kicker", "headline", "slug", "standfirst", "dateline_place", "body"),
            *("photo_id", "photo_caption", "photo_credit"),
        ),
        "{row}.id",
    ),
    # Only the newest one counts: a story that is deleted takes its many revisions along.
    Change(
        "articles_revision",
        ("id", "article_id", "content"),
        "SELECT {row}.article_id WHERE NOT EXISTS (SELECT 1 FROM articles_revision AS newer "
        "WHERE newer.article_id = {row}.article_id AND newer.id > {row}.id)",
    ),
    Change("articles_byline", ("article_id", "author_id"), "{row}.article_id"),
    Change("articles_tagging", ("content_object_id", "tag_id"), "{row}.content_object_id"),
    Change("articles_source", ("article_id", "outlet", "title"), "{row}.article_id"),
    # What a revision uses is known by its uses.
    Change(
        "articles_author",
        ("name",),
        "SELECT article_id FROM articles_byline WHERE author_id = {row}.id "
        "UNION SELECT article_id FROM articles_use WHERE author_id = {row}.id",
        comes_and_goes=False,
    ),
    Change(
        "articles_tag",
        ("name",),
        "SELECT content_object_id FROM articles_tagging WHERE tag_id = {row}.id "
        "UNION SELECT article_id FROM articles_use WHERE tag_id = {row}.id",
        comes_and_goes=False,
    ),
    Change(
        "articles_photo",
        ("caption", "credit"),
        "SELECT id FROM articles_article WHERE photo_id = {row}.id "
        "UNION SELECT article_id FROM articles_use WHERE photo_id = {row}.id",
        comes_and_goes=False,
    ),
)
