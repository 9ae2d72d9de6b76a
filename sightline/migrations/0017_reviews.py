"""A learning review is a knower, within the partnership that opened it. See reviews.sql."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """This will let a partnership open a review, and a review have people take part, each a knower of their own."""

    dependencies = [("sightline", "0016_emergency_after")]
    operations = [
        migrations.AddField(
            "Team",
            "within",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sightline.team",
            ),
        ),
        migrations.RemoveConstraint("Told", "told_how"),
        migrations.AddConstraint(
            "Told",
            models.CheckConstraint(
                condition=models.Q(
                    how__in=("recorded", "shared", "attended", "passed_on", "emergency", "review", "other")
                ),
                name="told_how",
            ),
        ),
        migrations.RunSQL(Path(__file__).with_name("reviews.sql").read_text(encoding="utf-8")),
    ]
