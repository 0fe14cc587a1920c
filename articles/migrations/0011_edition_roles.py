"""Those who arrange the front page make editions."""

from django.db import migrations

from ._rights import giving, rights

ROLES = dict.fromkeys(("Editors", "Publishers"), rights("view add change delete", "edition"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_editions")]

    operations = [giving(ROLES)]
