"""What is counted of a team's work: a projection of the record. See measured.sql."""

import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


def _ref(to: str) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=f"sightline.{to}"
    )


class Migration(migrations.Migration):
    """This will add the thin rows that measures count, and what keeps them level with the record."""

    dependencies = [("sightline", "0012_decide_again")]
    operations = [
        migrations.CreateModel(
            name="Measured",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("told_to", models.UUIDField()),
                ("kind", models.TextField()),
                ("author", models.UUIDField()),
                ("day", models.DateField()),
                ("about", models.UUIDField(null=True)),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                ),
                ("word", models.TextField(null=True)),
                ("more", models.TextField(null=True)),
                ("corrects", models.UUIDField(null=True)),
                ("team", _ref("team")),
                ("entry", _ref("entry")),
            ],
        ),
        migrations.AddConstraint(
            "Measured", models.UniqueConstraint("team", "entry", "told_to", name="measured_team_entry")
        ),
        migrations.AddIndex("Measured", models.Index("team", "day", name="measured_day")),
        migrations.AddIndex("Measured", models.Index("entry", name="measured_entry")),
        migrations.RunSQL(Path(__file__).with_name("measured.sql").read_text(encoding="utf-8")),
    ]
