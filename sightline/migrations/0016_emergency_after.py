"""What comes after something was opened in an emergency: put right while it is open, nothing after. See emergency_after.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    """This will close the door of an emergency to what comes after its day."""

    dependencies = [("sightline", "0014_unopened")]
    operations = [
        migrations.RunSQL(Path(__file__).with_name("emergency_after.sql").read_text(encoding="utf-8")),
    ]
