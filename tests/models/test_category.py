from django.core.exceptions import ValidationError
from django.test import TestCase

from articles.models import Category
from tests.factories import make_article, make_category


class TreeTests(TestCase):
    def setUp(self):
        self.town = make_category("Town", position=1)
        self.world = make_category("World", position=2)
        self.council = make_category("Council", parent=self.town)
        self.budget = make_category("Budget", parent=self.council)

    def test_is_read_in_one_query(self):
        with self.assertNumQueries(1):
            tree = Category.objects.tree()
            self.assertEqual(tree.roots, [self.town, self.world])
            self.assertEqual(tree.subtree(self.town), [self.town, self.council, self.budget])
            self.assertEqual(tree.path(self.budget.pk), [self.town, self.council, self.budget])

    def test_has_at_most_three_levels(self):
        with self.assertRaisesMessage(ValidationError, "“Taxes” would stand deeper than 3 levels"):
            Category(name="Taxes", parent=self.budget).full_clean()

    def test_a_branch_cannot_move_too_deep(self):
        self.town.parent = self.world
        with self.assertRaisesMessage(ValidationError, "would stand deeper than 3 levels"):
            self.town.full_clean()

    def test_a_cycle_made_by_a_bulk_write_hangs_nothing(self):
        Category.objects.filter(pk=self.town.pk).update(parent=self.budget)
        tree = Category.objects.tree()
        self.assertLessEqual(len(tree.path(self.budget.pk)), 3)
        self.assertEqual(len(tree.subtree(self.town)), 3)
        make_article(category=self.budget)
        for address in ("/", "/category/town/", "/news/"):
            self.assertEqual(self.client.get(address).status_code, 200)

    def test_saving_looks_at_the_tree_as_it_is_now(self):
        self.town.parent = self.budget
        with self.assertRaisesMessage(ValidationError, "cannot stand below itself"):
            self.town.save()

    def test_nothing_stands_below_itself(self):
        self.town.parent = self.budget
        with self.assertRaisesMessage(ValidationError, "“Town” cannot stand below itself"):
            self.town.full_clean()
