"""Whether a review asked for an entry is found by its requests first. See review_asked.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    """This will make the answer to a review take as long as its requests, and not as long as everything that was written."""

    dependencies = [("sightline", "0020_recommendations")]
    operations = [migrations.RunSQL(Path(__file__).with_name("review_asked.sql").read_text(encoding="utf-8"))]
