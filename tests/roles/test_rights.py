"""The rules of articles/publishing/rights.py, role by role and story by story."""

from django.contrib.auth.models import User
from django.test import TestCase

from articles.models import Article
from articles.publishing.rights import may, may_delete, may_see, may_write, visible_to
from tests.admin.case import make_colleague
from tests.factories import make_article, make_draft

from . import matrix

PERMISSIONS = {
    matrix.BEGIN: "add_article",
    matrix.REVIEW: "review_article",
    matrix.PUBLISH: "publish_article",
    matrix.BREAK_EMBARGO: "break_embargo",
    matrix.WITHDRAW: "withdraw_article",
    matrix.CORRECT: "correct_article",
}
RULES = {matrix.SEE: may_see, matrix.WRITE: may_write, matrix.DELETE: may_delete}


class RightsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.other = make_colleague("other", *matrix.ROLES)

    def stories(self, user):
        """Yield whether a story is the user's own, whether it is a draft, and the story."""
        for author in (user, self.other):
            for make in (make_draft, make_article):
                yield author == user, make == make_draft, make(created_by=author)

    def test_acts_are_for_those_whom_the_matrix_names(self):
        for role in matrix.ROLES:
            user = make_colleague(role.lower(), role)
            for action, permission in PERMISSIONS.items():
                with self.subTest(role=role, action=action):
                    self.assertEqual(may(user, permission), role in matrix.holders(action))

    def test_a_story_is_seen_written_and_deleted_as_the_matrix_says(self):
        for role in matrix.ROLES:
            user = make_colleague(role.lower(), role)
            for is_own, is_draft, story in self.stories(user):
                for action, rule in RULES.items():
                    with self.subTest(role=role, action=action, own=is_own, draft=is_draft):
                        expected = matrix.fits(action, role, is_own=is_own, is_draft=is_draft)
                        self.assertEqual(rule(user, story), expected)
                is_listed = visible_to(user, Article.objects.filter(pk=story.pk)).exists()
                self.assertEqual(is_listed, may_see(user, story))

    def test_who_lost_every_role_sees_and_writes_nothing_not_even_their_own(self):
        user = User.objects.create_user("gone", is_staff=True)
        for _, _, story in self.stories(user):
            self.assertFalse(may_see(user, story) or may_write(user, story) or may_delete(user, story))
            self.assertFalse(visible_to(user, Article.objects.all()).exists())

    def test_a_story_without_author_is_nobodys_own(self):
        contributor = make_colleague("ann", "Contributors")
        self.assertFalse(may_see(contributor, make_draft()))
