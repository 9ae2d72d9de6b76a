"""Row security, grants, the triggers that refuse change, and telling onward: see guards.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    """This will put the guards on. Once released, guards.sql stays as it is and a change is a migration of its own."""

    dependencies = [("sightline", "0001_initial")]
    operations = [migrations.RunSQL(Path(__file__).with_name("guards.sql").read_text(encoding="utf-8"))]
