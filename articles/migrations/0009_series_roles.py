"""Series are a library like authors: everybody sees it, editors and librarians keep it."""

from django.db import migrations

from ._rights import EVERY_ROLE, giving, rights

ROLES = dict.fromkeys(EVERY_ROLE, rights("view", "series")) | {
    "Editors": rights("view add change", "series"),
    "Librarians": rights("view add change delete", "series"),
}


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_front_roles")]

    operations = [giving(ROLES)]
