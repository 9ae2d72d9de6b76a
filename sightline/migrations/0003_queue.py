"""The queue: a projection of who has been asked to decide. See queue.sql."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add the queue and what keeps it."""

    dependencies = [("sightline", "0002_guards")]
    operations = [
        migrations.CreateModel(
            name="Awaiting",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("since", models.DateTimeField()),
                ("decide_by", models.DateField()),
                ("priority", models.TextField(null=True)),
                ("to_post", models.TextField(null=True)),
                ("decided", models.DateTimeField(null=True)),
                (
                    "referral",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sightline.entry",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sightline.team",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "Awaiting", models.UniqueConstraint("team", "referral", name="awaiting_team_referral")
        ),
        migrations.AddIndex(
            "Awaiting",
            models.Index(
                "team", "decide_by", "since", "id", condition=models.Q(decided=None), name="awaiting_open"
            ),
        ),
        migrations.RunSQL(Path(__file__).with_name("queue.sql").read_text(encoding="utf-8")),
    ]
