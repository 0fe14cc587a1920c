"""Who may do what with a story. The groups that hold these permissions are made by migrations/0004_roles.py.

| act | permission | held by |
|---|---|---|
| begin a story | add_article | contributors, authors, editors |
| see an own story | add_article | contributors, authors, editors |
| see every story | view_article | authors, editors, publishers, librarians, administrators |
| write an own draft | write_own_draft | contributors |
| write an own story, public or not | write_own_article | authors |
| write any story, restore, name a revision | change_article | editors |
| send a draft to review | whoever may write it | |
| say that a story is ready, send it back | review_article | editors, publishers |
| publish, schedule, take the time back | publish_article | publishers |
| withdraw, take back | withdraw_article | publishers |
| publish before the embargo ends | publish_article and break_embargo | publishers, who say so expressly |
| add a correction | correct_article | editors, publishers |
| delete what was never public | delete_article; an own draft: whoever may write it | editors |

Saving never changes what readers see, so who may write a public story still needs a publisher.
"""

from ..models import Article

APP = "articles"

# The roles that administrators give, by the names of their groups.
ROLES = {
    "Contributors": "write drafts, see their own alone",
    "Authors": "write their own stories, see all",
    "Editors": "write every story, review, correct; front page, editions, pictures, authors, tags, series, masthead, "
    "giving",
    "Publishers": "publish, schedule, withdraw, break an embargo, correct, arrange the front page, make editions",
    "Librarians": "keep pictures, licences, authors, categories, tags and series",
    "Administrators": "keep people, masthead, giving links and former addresses, read the log",
}


def is_own(user, article: Article) -> bool:
    return article.created_by_id is not None and article.created_by_id == user.pk


def may_see(user, article: Article) -> bool:
    """Whether the desk shows this story to `user`."""
    return may(user, "view_article") or (may(user, "add_article") and is_own(user, article))


def may_write(user, article: Article) -> bool:
    """Whether `user` may save revisions of this story."""
    if may(user, "change_article"):
        return True
    if not is_own(user, article):
        return False
    is_draft = article.status == Article.Status.DRAFT
    return may(user, "write_own_article") or (is_draft and may(user, "write_own_draft"))


def may_delete(user, article: Article) -> bool:
    """Whether `user` may delete this story; that it was never public is another question."""
    return may(user, "delete_article") or (
        article.status == Article.Status.DRAFT and is_own(user, article) and may_write(user, article)
    )


def may(user, act: str) -> bool:
    """Whether `user` holds one of the permissions on acts: “review_article”, “publish_article” …"""
    return user.has_perm(f"{APP}.{act}")


def visible_to(user, articles):
    """Those of `articles` that the desk shows to `user`."""
    if may(user, "view_article"):
        return articles
    return articles.filter(created_by=user) if may(user, "add_article") else articles.none()
