import django.core.validators
from django.db import migrations, models

import articles.models.fields
import articles.models.photo

NEW_FIELDS = {"photo_caption": "", "photo_alt_text": "", "photo_credit": ""}


def widen_revisions(apps, schema_editor):
    """Give each revision's content the fields of an article that are new."""
    Revision = apps.get_model("articles", "Revision")
    for revision in Revision.objects.only("content").iterator(chunk_size=200):
        revision.content |= NEW_FIELDS
        revision.save(update_fields=["content"])


def narrow_revisions(apps, schema_editor):
    Revision = apps.get_model("articles", "Revision")
    for revision in Revision.objects.only("content").iterator(chunk_size=200):
        revision.content = {name: value for name, value in revision.content.items() if name not in NEW_FIELDS}
        revision.save(update_fields=["content"])


def mark_public_uses(apps, schema_editor):
    """No body had a picture yet: what readers see of a photo is the lead photo of the row."""
    Use = apps.get_model("articles", "Use")
    public = ["published", "withdrawn"]
    leads = Use.objects.filter(article__photo=models.F("photo"), article__status__in=public)
    Use.objects.filter(pk__in=list(leads.values_list("pk", flat=True))).update(is_public=True)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="photo_alt_text",
            field=articles.models.fields.LineField(
                blank=True,
                help_text="In this story. Left empty, the photo’s own.",
                max_length=500,
                verbose_name="photo’s alternative text",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="photo_caption",
            field=articles.models.fields.PlainTextField(
                blank=True, help_text="In this story. Left empty, the photo’s own."
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="photo_credit",
            field=articles.models.fields.LineField(
                blank=True, help_text="In this story. Left empty, the photo’s own.", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="license",
            name="expires_at",
            field=articles.models.fields.WholeSecondField(
                blank=True,
                help_text="From this second readers see no picture under this licence. Most licences have no end.",
                null=True,
                verbose_name="ends",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="copyright_notice",
            field=articles.models.fields.LineField(
                blank=True,
                help_text="For example “© 2022 Mira Solan”. It stands in the picture’s files.",
                max_length=300,
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="creator",
            field=articles.models.fields.LineField(
                blank=True, help_text="The person who took or made it.", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="digital_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("digitalCapture", "Taken with a camera"),
                    ("computationalCapture", "Taken with a camera, several shots in one"),
                    ("digitalCreation", "Made by a person"),
                    ("compositeWithTrainedAlgorithmicMedia", "Edited with AI"),
                    ("compositeSynthetic", "Partly computer-generated"),
                    ("trainedAlgorithmicMedia", "AI-generated"),
                    ("algorithmicMedia", "Computer-generated"),
                ],
                help_text="Readers are told of a picture that a machine made or changed.",
                max_length=40,
                verbose_name="how it came about",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="expires_at",
            field=articles.models.fields.WholeSecondField(
                blank=True,
                help_text="From this second readers see a neutral figure in its place: until when you have the rights.",
                null=True,
                verbose_name="ends",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="focus_x",
            field=models.PositiveSmallIntegerField(
                default=50,
                help_text="In percent.",
                validators=[django.core.validators.MaxValueValidator(100)],
                verbose_name="focal point, from the left",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="focus_y",
            field=models.PositiveSmallIntegerField(
                default=50,
                help_text="In percent.",
                validators=[django.core.validators.MaxValueValidator(100)],
                verbose_name="focal point, from the top",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="rendered",
            field=models.CharField(blank=True, editable=False, max_length=12),
        ),
        migrations.AddField(
            model_name="photo",
            name="sha256",
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="use",
            name="is_public",
            field=models.BooleanField(default=False, help_text="Readers see it in the story."),
        ),
        migrations.AlterField(
            model_name="photo",
            name="credit",
            field=articles.models.fields.LineField(
                blank=True,
                help_text="As readers see it, for example “Israel Defense Forces”.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="photo",
            name="file",
            field=models.FileField(
                blank=True,
                help_text="JPEG, PNG or WebP. Without a file the story shows caption and credit alone.",
                max_length=200,
                upload_to=articles.models.photo.photo_path,
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("focus_x__lte", 100), ("focus_y__lte", 100)),
                name="photo_has_its_focal_point_within",
                violation_error_message="A focal point lies within the picture: 0 to 100 percent.",
            ),
        ),
        migrations.RunPython(widen_revisions, narrow_revisions),
        migrations.RunPython(mark_public_uses, migrations.RunPython.noop),
    ]
