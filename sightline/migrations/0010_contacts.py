"""Who answers for a front door is added and never changed, by an administrator. See contacts.sql."""

from pathlib import Path

import django.contrib.postgres.functions
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """This will keep who answered from when to when, and let an administrator say who answers now."""

    dependencies = [("sightline", "0009_emergency")]
    operations = [
        migrations.AddField(
            "contact",
            "by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sightline.post",
            ),
        ),
        migrations.AddField(
            "contact",
            "stored",
            models.DateTimeField(
                db_default=django.contrib.postgres.functions.TransactionNow(), editable=False
            ),
        ),
        migrations.AddField("contact", "withdrawn", models.BooleanField(db_default=False)),
        migrations.RunSQL(Path(__file__).with_name("contacts.sql").read_text(encoding="utf-8")),
    ]
