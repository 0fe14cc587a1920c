"""Rights that roles were given after migration 0004: sets of codenames by the name of a group.

Django passes over this module, as its name begins with an underscore.
"""

from functools import partial
from importlib import import_module

from django.db import migrations

roles = import_module("articles.migrations.0004_roles")
rights = roles.rights
EVERY_ROLE = tuple(roles.ROLES)


def giving(given):
    """Return what a migration does, and undoes, that gives these rights."""
    return migrations.RunPython(partial(give, given), partial(take, given))


def give(given, apps, schema_editor):
    database = schema_editor.connection.alias
    roles.make_permissions(apps, database)
    for group, permissions in found(given, apps, database):
        group.permissions.add(*permissions)


def take(given, apps, schema_editor):
    for group, permissions in found(given, apps, schema_editor.connection.alias):
        group.permissions.remove(*permissions)


def found(given, apps, database):
    """Yield each group that is there, with those permissions that are its own."""
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    of_app = permissions.filter(content_type__app_label="articles")
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name__in=given):
        yield group, of_app.filter(codename__in=given[group.name])
