"""The six roles as groups, and a log that the database itself keeps append-only."""

from django.contrib.auth.management import create_permissions
from django.db import migrations, models

APPS = ("articles", "auth")
LIBRARIES = ("photo", "author", "category", "tag", "license")


def rights(actions, *nouns):
    return {f"{action}_{noun}" for action in actions.split() for noun in nouns}


SEE_LIBRARIES = rights("view", *LIBRARIES)
ROLES = {
    "Contributors": SEE_LIBRARIES | {"add_article", "write_own_draft"},
    "Authors": SEE_LIBRARIES
    | rights("view add", "article")
    | rights("add", "photo", "tag")
    | {"write_own_article"},
    "Editors": SEE_LIBRARIES
    | rights("view add change delete", "article", "givinglink")
    | rights("add change", "photo", "author", "tag")
    | rights("view add change", "masthead")
    | rights("view", "importedtext")
    | {"review_article", "correct_article"},
    "Publishers": SEE_LIBRARIES
    | rights("view review publish withdraw correct", "article")
    | {"break_embargo"},
    "Librarians": rights("view add change delete", *LIBRARIES) | rights("view", "article", "importedtext"),
    "Administrators": SEE_LIBRARIES
    | rights("view", "article", "importedtext", "logline")
    | rights("view add change delete", "givinglink", "formeraddress")
    | rights("view add change", "masthead", "user"),
}
# What Editors held until one role became several.
EDITORS_BEFORE = (
    rights("view add change delete", "article", "byline", "source", "tagging", *LIBRARIES)
    | rights("view add change delete", "formeraddress", "givinglink")
    | rights("view add change", "masthead")
    | rights("view", "importedtext")
)


def create_roles(apps, schema_editor):
    """Make the groups, or give them their rights anew; the members of Editors become publishers as well."""
    database = schema_editor.connection.alias
    make_permissions(apps, database)
    groups = apps.get_model("auth", "Group").objects.using(database)
    publishers_are_new = not groups.filter(name="Publishers").exists()
    roles = {name: groups.get_or_create(name=name)[0] for name in ROLES}
    for name, codenames in ROLES.items():
        set_rights(apps, database, roles[name], codenames)
    if publishers_are_new:
        roles["Publishers"].user_set.add(*roles["Editors"].user_set.all())


def remove_roles(apps, schema_editor):
    database = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(database)
    groups.filter(name__in=set(ROLES) - {"Editors"}).delete()
    if editors := groups.filter(name="Editors").first():
        set_rights(apps, database, editors, EDITORS_BEFORE)


def make_permissions(apps, database):
    """Permissions are otherwise made only after the last migration."""
    for label in APPS:
        app = apps.get_app_config(label)
        # The app of a migration has no module of models and would be passed over.
        vars(app).setdefault("models_module", True)
        create_permissions(app, apps=apps, using=database, verbosity=0)


def set_rights(apps, database, group, codenames):
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    group.permissions.set(permissions.filter(content_type__app_label__in=APPS, codename__in=codenames))


# What a line says stays; a user or a story that is gone is taken out of it by Django.
CHANGED, DELETED = "A line of the log is never changed.", "A line of the log is never deleted."
TRIGGERS = {
    "log_keeps_its_words": ("UPDATE OF at, actor_name, act, subject, detail", "", CHANGED),
    "log_keeps_its_actor": ("UPDATE OF actor_id", "WHEN (NEW.actor_id IS NOT NULL)", CHANGED),
    "log_keeps_its_article": ("UPDATE OF article_id", "WHEN (NEW.article_id IS NOT NULL)", CHANGED),
    "log_keeps_its_lines": ("DELETE", "", DELETED),
}
SQLITE = "CREATE TRIGGER {name} BEFORE {event} ON articles_logline {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
POSTGRESQL = """
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END
    $$;
    CREATE TRIGGER {name} BEFORE {event} ON articles_logline FOR EACH ROW {when} EXECUTE FUNCTION {name}()
"""


def protect_log(apps, schema_editor):
    for name in TRIGGERS:
        make_trigger(schema_editor.connection, name)


def make_trigger(connection, name):
    event, when, message = TRIGGERS[name]
    template = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    with connection.cursor() as cursor:
        cursor.execute(template.format(name=name, event=event, when=when, message=message))


def release_log(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_revisions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AddIndex("LogLine", models.Index(fields=["at"], name="logline_at")),
        migrations.RunPython(create_roles, remove_roles),
        migrations.RunPython(protect_log, release_log),
    ]
