import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import articles.models.fields
import articles.models.masthead

NEW_FIELDS = {"series": None, "part": None, "related": []}


def widen_revisions(apps, schema_editor):
    """Give each revision's content what is new in an article."""
    Revision = apps.get_model("articles", "Revision")
    for revision in Revision.objects.only("content").iterator(chunk_size=200):
        revision.content |= NEW_FIELDS
        revision.save(update_fields=["content"])


def narrow_revisions(apps, schema_editor):
    Revision = apps.get_model("articles", "Revision")
    for revision in Revision.objects.only("content").iterator(chunk_size=200):
        revision.content = {name: value for name, value in revision.content.items() if name not in NEW_FIELDS}
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_pictures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Front",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "starts_at",
                    articles.models.fields.WholeSecondField(
                        default=django.utils.timezone.now, help_text="Readers see it from this second."
                    ),
                ),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "saved_by_name",
                    articles.models.fields.LineField(blank=True, editable=False, max_length=150),
                ),
            ],
            options={
                "verbose_name": "front page",
                "verbose_name_plural": "front page",
                "ordering": ["-starts_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="RelatedStory",
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
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Series",
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
                ("name", articles.models.fields.LineField(max_length=120)),
                (
                    "description",
                    articles.models.fields.PlainTextField(
                        blank=True, help_text="One or two sentences under the name on its page."
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "series",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[("lead", "Lead"), ("top", "Top stories"), ("section", "Section")],
                        max_length=7,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "until",
                    articles.models.fields.WholeSecondField(
                        blank=True,
                        help_text="The story stands here until this second. Left empty, until you change it.",
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": ["place", "category", "position"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="formeraddress",
            name="former_address_leads_to_one_thing",
        ),
        migrations.RemoveConstraint(
            model_name="use",
            name="use_is_of_one_thing",
        ),
        migrations.AddField(
            model_name="article",
            name="part",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Its place in the series. Left empty, it stands by its date.", null=True
            ),
        ),
        migrations.AddField(
            model_name="masthead",
            name="logo",
            field=models.FileField(
                blank=True,
                help_text="Stands in the place of the name: PNG or WebP, best without a ground and at least 200 pixels high.",
                upload_to=articles.models.masthead.logo_path,
            ),
        ),
        migrations.AddField(
            model_name="masthead",
            name="logo_dark",
            field=models.FileField(
                blank=True,
                help_text="The same logo for a dark ground. Left empty, the first one stands there as well.",
                upload_to=articles.models.masthead.logo_path,
                verbose_name="logo in the dark",
            ),
        ),
        migrations.AddField(
            model_name="masthead",
            name="palette",
            field=models.CharField(
                choices=[
                    ("bottle", "Bottle green"),
                    ("madder", "Madder red"),
                    ("ink", "Ink blue"),
                    ("walnut", "Walnut"),
                    ("plum", "Plum"),
                    ("slate", "Slate"),
                ],
                default="bottle",
                help_text="The one colour of the pages, in the light and in the dark.",
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="front",
            name="saved_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="relatedstory",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="related_stories",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="relatedstory",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
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
                name="series_has_a_sound_slug",
                violation_error_message="A slug has letters, digits and hyphens.",
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="series_has_a_name"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="articles.series",
            ),
        ),
        migrations.AddField(
            model_name="formeraddress",
            name="series",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to="articles.series"
            ),
        ),
        migrations.AddField(
            model_name="use",
            name="series",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="articles.series",
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
                        ("series__isnull", True),
                        ("tag__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", True),
                        ("category__isnull", False),
                        ("series__isnull", True),
                        ("tag__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", True),
                        ("category__isnull", True),
                        ("series__isnull", True),
                        ("tag__isnull", False),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", False),
                        ("category__isnull", True),
                        ("series__isnull", True),
                        ("tag__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("author__isnull", True),
                        ("category__isnull", True),
                        ("series__isnull", False),
                        ("tag__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="former_address_leads_to_one_thing",
                violation_error_message="Choose exactly one story, category, tag, author or series.",
            ),
        ),
        migrations.AddConstraint(
            model_name="use",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("author__isnull", True),
                        ("category__isnull", True),
                        ("photo__isnull", False),
                        ("series__isnull", True),
                        ("tag__isnull", True),
                    ),
                    models.Q(
                        ("author__isnull", True),
                        ("category__isnull", False),
                        ("photo__isnull", True),
                        ("series__isnull", True),
                        ("tag__isnull", True),
                    ),
                    models.Q(
                        ("author__isnull", False),
                        ("category__isnull", True),
                        ("photo__isnull", True),
                        ("series__isnull", True),
                        ("tag__isnull", True),
                    ),
                    models.Q(
                        ("author__isnull", True),
                        ("category__isnull", True),
                        ("photo__isnull", True),
                        ("series__isnull", True),
                        ("tag__isnull", False),
                    ),
                    models.Q(
                        ("author__isnull", True),
                        ("category__isnull", True),
                        ("photo__isnull", True),
                        ("series__isnull", False),
                        ("tag__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="use_is_of_one_thing",
            ),
        ),
        migrations.AddField(
            model_name="slot",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="slot",
            name="category",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.category",
            ),
        ),
        migrations.AddField(
            model_name="slot",
            name="front",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="articles.front"
            ),
        ),
        migrations.AddConstraint(
            model_name="relatedstory",
            constraint=models.UniqueConstraint(fields=("article", "other"), name="story_is_related_once"),
        ),
        migrations.AddConstraint(
            model_name="relatedstory",
            constraint=models.CheckConstraint(
                condition=models.Q(("article", models.F("other")), _negated=True),
                name="story_is_not_related_to_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(
                fields=("front", "article"),
                name="story_stands_once_on_a_front_page",
                violation_error_message="A story stands only once on the front page.",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("category__isnull", False), ("place", "section")),
                    models.Q(models.Q(("place", "section"), _negated=True), ("category", None)),
                    _connector="OR",
                ),
                name="slot_of_a_section_names_it",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("series__isnull", False), ("status", "published")),
                fields=["series", "part", "published_at", "id", "expires_at", "status"],
                name="article_published_in_series",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("status", "withdrawn")),
                fields=["published_at", "id"],
                name="article_withdrawn",
            ),
        ),
        migrations.RunPython(widen_revisions, narrow_revisions),
    ]
