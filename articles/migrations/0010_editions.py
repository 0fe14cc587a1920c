import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import articles.models.fields
import articles.models.live


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_series_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    articles.models.fields.SlugField(
                        blank=True,
                        help_text="The last part of the address. Left empty, it is made for you. If you change it later, the old address leads to the new one.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                ("title", articles.models.fields.LineField(max_length=120)),
                (
                    "date",
                    models.DateField(
                        default=django.utils.timezone.localdate, help_text="Stands under the title."
                    ),
                ),
                (
                    "introduction",
                    articles.models.fields.PlainTextField(
                        blank=True, help_text="A few sentences before the stories. Often empty."
                    ),
                ),
                (
                    "published_at",
                    articles.models.fields.WholeSecondField(
                        blank=True,
                        help_text="Readers see the edition from this second. Left empty, nobody does.",
                        null=True,
                        verbose_name="published",
                    ),
                ),
                ("pdf", models.CharField(blank=True, editable=False, max_length=100)),
                (
                    "pdf_made_at",
                    articles.models.fields.WholeSecondField(blank=True, editable=False, null=True),
                ),
                ("pdf_pages", models.PositiveIntegerField(default=0, editable=False)),
                ("pdf_bytes", models.PositiveIntegerField(default=0, editable=False)),
                ("pdf_holds", models.JSONField(blank=True, default=dict, editable=False)),
            ],
            options={
                "ordering": ["-date", "-id"],
            },
        ),
        migrations.CreateModel(
            name="EditionStory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "edition stories",
                "ordering": ["position", "id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="formeraddress",
            name="former_address_leads_to_one_thing",
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("slug", ""), _negated=True),
                    models.Q(("slug__contains", "/"), _negated=True),
                    models.Q(("slug__contains", "."), _negated=True),
                    models.Q(("slug__contains", " "), _negated=True),
                    models.Q(("slug__contains", "?"), _negated=True),
                    models.Q(("slug__contains", "#"), _negated=True),
                    models.Q(("slug__contains", "\\"), _negated=True),
                ),
                name="edition_has_a_sound_slug",
                violation_error_message="A slug has letters, digits and hyphens.",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="edition_has_a_title"
            ),
        ),
        migrations.AddField(
            model_name="formeraddress",
            name="edition",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="articles.edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="formeraddress",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("article__isnull", False),
                        ("author__isnull", True),
                        ("category__isnull", True),
                        ("edition__isnull", True),
                        ("series__isnull", True),
                        ("tag__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", True),
                        ("category__isnull", False),
                        ("edition__isnull", True),
                        ("series__isnull", True),
                        ("tag__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", True),
                        ("category__isnull", True),
                        ("edition__isnull", True),
                        ("series__isnull", True),
                        ("tag__isnull", False),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", False),
                        ("category__isnull", True),
                        ("edition__isnull", True),
                        ("series__isnull", True),
                        ("tag__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", True),
                        ("category__isnull", True),
                        ("edition__isnull", True),
                        ("series__isnull", False),
                        ("tag__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", True),
                        ("category__isnull", True),
                        ("edition__isnull", False),
                        ("series__isnull", True),
                        ("tag__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="former_address_leads_to_one_thing",
                violation_error_message="Choose exactly one story, category, tag, author, series or edition.",
            ),
        ),
        migrations.AddField(
            model_name="editionstory",
            name="article",
            field=models.ForeignKey(
                limit_choices_to=articles.models.live.live_when,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="edition_lines",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="editionstory",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="articles.edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="editionstory",
            constraint=models.UniqueConstraint(
                fields=("edition", "article"), name="story_stands_once_in_an_edition"
            ),
        ),
    ]
