from tests.factories import make_article, make_category, make_draft

from .case import DeskCase


class CategoryTests(DeskCase):
    roles = ("Editors", "Librarians")

    def setUp(self):
        super().setUp()
        self.town = make_category("Town", position=2)
        self.schools = make_category("Schools", parent=self.town)
        self.sea = make_category("Sea", position=1)

    def test_are_listed_as_the_tree_is_read(self):
        page = self.open("category").content.decode()
        places = [page.index(f">{name}</a></th>") for name in ("Sea", "Town", "Town › Schools")]
        self.assertEqual(places, sorted(places))

    def test_are_chosen_by_their_path(self):
        page = self.open("article", "change", make_draft().pk)
        self.assertContains(page, f'<option value="{self.schools.pk}">Town › Schools</option>', html=True)
        self.assertContains(page, f'name="also_in" value="{self.schools.pk}"')

    def test_a_category_cannot_stand_below_itself(self):
        fields = {"name": "Town", "parent": self.schools.pk, "position": 0}
        page = self.send("category", "change", self.town.pk, **fields)
        self.assertContains(page, "“Town” cannot stand below itself.")

    def test_a_category_in_use_is_kept_and_what_needs_it_is_named(self):
        make_article(headline="Rockets", category=self.town)
        page = self.open("category", "delete", self.town.pk)
        for name in ("Rockets", "Schools"):
            self.assertContains(page, f">{name}</a>")

    def test_the_list_is_there_before_any_category(self):
        for category in (self.schools, self.town, self.sea):
            category.delete()
        self.assertEqual(self.open("category").status_code, 200)
