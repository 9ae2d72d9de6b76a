"""Row security on what is searched, and what keeps it level with the record: see finding.sql and docs/adr/0016."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    """This will let each team see what is its own to search, and nothing of anybody else's."""

    dependencies = [("sightline", "0006_finding")]
    operations = [migrations.RunSQL(Path(__file__).with_name("finding.sql").read_text(encoding="utf-8"))]
