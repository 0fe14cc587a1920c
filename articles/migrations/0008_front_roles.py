"""Editors and publishers may arrange the front page."""

from django.db import migrations

from ._rights import giving, rights

ROLES = dict.fromkeys(("Editors", "Publishers"), rights("view add change", "front"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_paper")]

    operations = [giving(ROLES)]
