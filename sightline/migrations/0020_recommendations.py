"""What comes of a recommendation is told to the review that made it. See recommendations.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    """This will let those whom a recommendation was told to tell the review what came of it."""

    dependencies = [("sightline", "0018_blind")]
    operations = [
        migrations.RunSQL(Path(__file__).with_name("recommendations.sql").read_text(encoding="utf-8"))
    ]
