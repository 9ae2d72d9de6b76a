"""Opening another team's record in an emergency, for a day. See emergency.sql and docs/adr/0021."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add the restriction that yields, and the one way in which a record is opened in an emergency."""

    dependencies = [("sightline", "0008_notification")]
    operations = [
        migrations.AddField("restriction", "yields", models.BooleanField(db_default=False)),
        migrations.RunSQL(Path(__file__).with_name("emergency.sql").read_text(encoding="utf-8")),
    ]
