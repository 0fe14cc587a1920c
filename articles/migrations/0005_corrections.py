import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import articles.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="withdrawn_at",
            field=articles.models.fields.WholeSecondField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "Correction"),
                            ("clarification", "Clarification"),
                            ("update", "Update"),
                            ("note", "Editor’s note"),
                            ("retraction", "Retraction"),
                        ],
                        default="correction",
                        help_text="A correction mends what was wrong, a clarification what misled, an update adds what is new. A retraction stands above the headline.",
                        max_length=13,
                    ),
                ),
                (
                    "text",
                    articles.models.fields.PlainTextField(
                        help_text="Say what was wrong and what is right: “An earlier version gave the number as 394. It is 349.”"
                    ),
                ),
                (
                    "at",
                    articles.models.fields.WholeSecondField(
                        default=django.utils.timezone.now, editable=False, verbose_name="time"
                    ),
                ),
                (
                    "written_by_name",
                    articles.models.fields.LineField(
                        blank=True, editable=False, max_length=150, verbose_name="written by"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="articles.article",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        error_messages={
                            "unique": "A later one supersedes this one already. Choose that one."
                        },
                        help_text="An earlier one of this story, in whose place readers see this one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="articles.correction",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="correction_has_a_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["correction", "clarification", "update", "note", "retraction"])
                        ),
                        name="correction_has_a_known_kind",
                    ),
                ],
            },
        ),
    ]
