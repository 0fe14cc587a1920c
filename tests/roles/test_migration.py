from functools import partial
from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import TestCase

from articles.migrations import _rights as later_rights
from articles.publishing.rights import ROLES

from . import matrix

migration = import_module("articles.migrations.0004_roles")
LATER = [
    import_module(f"articles.migrations.{name}").ROLES
    for name in ("0008_front_roles", "0009_series_roles", "0011_edition_roles")
]


class RolesTests(TestCase):
    def run_again(self, *steps):
        editor = connection.schema_editor()
        for step in steps:
            step(apps, editor)

    def test_there_are_six_and_all_lists_of_them_agree(self):
        self.assertEqual(set(Group.objects.values_list("name", flat=True)), set(matrix.ROLES))
        self.assertEqual(tuple(ROLES), matrix.ROLES)

    def test_every_right_that_is_given_exists(self):
        for name, codenames in migration.ROLES.items():
            held = Group.objects.get(name=name).permissions.values_list("codename", flat=True)
            self.assertEqual(set(held), codenames.union(*(given.get(name, set()) for given in LATER)))

    def test_later_rights_are_taken_back_and_given_again(self):
        for given in LATER:
            for step, difference in ((later_rights.take, -1), (later_rights.give, 1)):
                before = Group.objects.get(name="Editors").permissions.count()
                self.run_again(partial(step, given))
                after = Group.objects.get(name="Editors").permissions.count()
                self.assertEqual(after - before, difference * len(given["Editors"]))

    def test_the_first_editors_become_publishers_as_well(self):
        self.run_again(migration.remove_roles)
        editor = User.objects.create_user("yael")
        editor.groups.add(Group.objects.get(name="Editors"))
        self.run_again(migration.create_roles)
        self.assertEqual({group.name for group in editor.groups.all()}, {"Editors", "Publishers"})

    def test_a_second_run_makes_no_editor_a_publisher(self):
        editor = User.objects.create_user("yael")
        editor.groups.add(Group.objects.get(name="Editors"))
        self.run_again(migration.create_roles)
        self.assertEqual({group.name for group in editor.groups.all()}, {"Editors"})

    def test_taken_back_it_leaves_the_editors_that_were(self):
        self.run_again(migration.remove_roles)
        self.assertEqual(Group.objects.get().permissions.count(), 48)

    def test_an_emptied_database_gets_them_back(self):
        Group.objects.all().delete()
        Permission.objects.all().delete()
        self.run_again(migration.create_roles)
        self.assertEqual(Group.objects.count(), 6)
        self.assertEqual(Group.objects.get(name="Publishers").permissions.count(), 11)
