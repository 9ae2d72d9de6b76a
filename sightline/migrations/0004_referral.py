"""The contacts of front doors, and drafts. See referral.sql."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add who answers for a front door, and what is being written and is not sent."""

    dependencies = [("sightline", "0003_queue")]
    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("sector", models.TextField()),
                ("name", models.TextField()),
                ("role", models.TextField()),
                ("telephone", models.TextField()),
                ("hours", models.TextField()),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="sightline.team",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("journey", models.TextField()),
                ("answers", models.JSONField(default=dict)),
                ("revision", models.IntegerField(default=0)),
                ("updated", models.DateTimeField()),
                ("sent", models.UUIDField(null=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sightline.post"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sightline.team"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(Path(__file__).with_name("referral.sql").read_text(encoding="utf-8")),
    ]
