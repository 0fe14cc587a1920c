from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITORS = "Editors"
EVERYTHING = ("view", "add", "change", "delete")
RIGHTS = {
    **dict.fromkeys(
        (
            "article",
            "author",
            "byline",
            "category",
            "formeraddress",
            "givinglink",
            "license",
            "photo",
            "source",
            "tag",
            "tagging",
        ),
        EVERYTHING,
    ),
    "masthead": ("view", "add", "change"),
    "importedtext": ("view",),
}


def create_editors(apps, schema_editor):
    """Make the group. Permissions are otherwise made only after the last migration, so that is done first."""
    database = schema_editor.connection.alias
    app = apps.get_app_config("articles")
    vars(app).setdefault("models_module", True)  # The app of a migration has none and would be passed over.
    create_permissions(app, apps=apps, using=database, verbosity=0)

    group, _ = apps.get_model("auth", "Group").objects.using(database).get_or_create(name=EDITORS)
    codenames = [f"{action}_{noun}" for noun, actions in RIGHTS.items() for action in actions]
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    group.permissions.add(*permissions.filter(content_type__app_label="articles", codename__in=codenames))


def remove_editors(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name=EDITORS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_editors, remove_editors)]
