"""What came to each team and nobody of it has opened, so that no page counts through all that ever came. See unopened.sql."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add the projection, what keeps it, and what the record already holds."""

    dependencies = [("sightline", "0013_measured")]
    operations = [
        migrations.CreateModel(
            name="Unopened",
            fields=[
                (
                    "telling",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="sightline.told",
                    ),
                ),
                ("live", models.DateTimeField()),
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
            options={
                "indexes": [models.Index("team", "live", "telling", name="unopened_team_live")],
            },
        ),
        migrations.RunSQL(Path(__file__).with_name("unopened.sql").read_text(encoding="utf-8")),
    ]
