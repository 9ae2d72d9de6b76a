"""The index of each team's own people, kept with the record: see finding_live.sql and docs/adr/0016."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """This will note what each team's index lacks, from now on and of all that was recorded before."""

    dependencies = [("sightline", "0010_contacts")]
    operations = [
        migrations.CreateModel(
            name="FindLack",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "knower", "entry_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("entry_id", models.UUIDField()),
                (
                    "knower",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sightline.team",
                    ),
                ),
            ],
        ),
        migrations.AddIndex("Findable", models.Index("knower", "person_id", name="findable_person")),
        # A look at neither an entry nor a case is a search of all the team's people.
        migrations.RemoveConstraint("Look", "look_at_one_thing"),
        migrations.AddConstraint(
            "Look",
            models.CheckConstraint(
                condition=models.Q(entry=None) | models.Q(case=None), name="look_at_one_thing"
            ),
        ),
        migrations.RunSQL(Path(__file__).with_name("finding_live.sql").read_text(encoding="utf-8")),
    ]
