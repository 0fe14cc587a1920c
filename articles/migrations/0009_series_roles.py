"""Series are a library like authors: everybody sees it, editors and librarians keep it."""

from importlib import import_module

from django.db import migrations

roles = import_module("articles.migrations.0004_roles")

ROLES = dict.fromkeys(roles.ROLES, roles.rights("view", "series")) | {
    "Editors": roles.rights("view add change", "series"),
    "Librarians": roles.rights("view add change delete", "series"),
}


def give_rights(apps, schema_editor):
    database = schema_editor.connection.alias
    roles.make_permissions(apps, database)
    for group, permissions in found(apps, database):
        group.permissions.add(*permissions)


def take_rights(apps, schema_editor):
    for group, permissions in found(apps, schema_editor.connection.alias):
        group.permissions.remove(*permissions)


def found(apps, database):
    """Yield each group that is there, with its permissions of ROLES."""
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    of_app = permissions.filter(content_type__app_label="articles")
    for group in apps.get_model("auth", "Group").objects.using(database).filter(name__in=ROLES):
        yield group, of_app.filter(codename__in=ROLES[group.name])


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_front_roles")]

    operations = [migrations.RunPython(give_rights, take_rights)]
