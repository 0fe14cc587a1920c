"""Who may do what with a story. The roles that hold these permissions are made by migrations/0004_roles.py.

| act | permission | held by |
|---|---|---|
| begin a story | add_article | contributor, author, editor |
| write an own draft | write_own_draft | contributor |
| write an own story, public or not | write_own_article | author |
| write any story, restore, name a revision | change_article | editor |
| see every story | view_article | author, editor, publisher, librarian, administrator |
| send an own draft to review | whoever may write it | |
| say that it is ready, send it back | review_article | editor, publisher |
| publish, schedule, take the time back | publish_article | publisher |
| withdraw, take back | withdraw_article | publisher |
| publish before the embargo ends | break_embargo | administrator |
| add a correction | correct_article | editor, publisher |
| delete what was never public | delete_article; an own draft: whoever may write it | editor |
"""

from ..models import Article

APP = "articles"


def is_own(user, article: Article) -> bool:
    return article.created_by_id is not None and article.created_by_id == user.pk


def may_see(user, article: Article) -> bool:
    """Whether the desk shows this story to `user`."""
    return user.has_perm(f"{APP}.view_article") or is_own(user, article)


def may_write(user, article: Article) -> bool:
    """Whether `user` may save revisions of this story."""
    if user.has_perm(f"{APP}.change_article"):
        return True
    if not is_own(user, article):
        return False
    if user.has_perm(f"{APP}.write_own_article"):
        return True
    return user.has_perm(f"{APP}.write_own_draft") and article.status == Article.Status.DRAFT


def may_delete(user, article: Article) -> bool:
    """Whether `user` may delete this story; that it was never public is another question."""
    return user.has_perm(f"{APP}.delete_article") or (
        article.status == Article.Status.DRAFT and is_own(user, article) and may_write(user, article)
    )


def may(user, act: str) -> bool:
    """Whether `user` holds one of the permissions on acts: “review_article”, “publish_article” …"""
    return user.has_perm(f"{APP}.{act}")


def visible_to(user, articles):
    """Those of `articles` that the desk shows to `user`."""
    return articles if may(user, "view_article") else articles.filter(created_by=user)
