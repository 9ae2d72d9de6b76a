"""A contact whose decision a challenge changed waits again: what keeps the queue. See queue_kept.sql."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will let a queue say that a contact is to be decided again, and make it anew from the record."""

    dependencies = [("sightline", "0011_finding_live")]
    operations = [
        migrations.AddField("Awaiting", "again", models.BooleanField(db_default=False)),
        migrations.RunSQL(Path(__file__).with_name("queue_kept.sql").read_text(encoding="utf-8")),
        migrations.RunSQL("select sightline_requeue()"),
    ]
