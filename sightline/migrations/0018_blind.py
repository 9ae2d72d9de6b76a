"""What is said within a learning review stays within it, each account before the others'. See blind.sql."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    """This will have the database refuse a telling out of a review, and of an answer to who has not given theirs."""

    dependencies = [("sightline", "0017_reviews")]
    operations = [migrations.RunSQL(Path(__file__).with_name("blind.sql").read_text(encoding="utf-8"))]
