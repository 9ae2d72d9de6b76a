"""Signing in: posts that an administrator appoints to and ends, text kept through a time-out, and what the web may of it."""

import uuid
from pathlib import Path

import django.contrib.postgres.functions
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """This will add them. The grants name tables of Django's and allauth's, so these come first."""

    dependencies = [
        ("sightline", "0004_referral"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="appointed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sightline.post",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="stored",
            field=models.DateTimeField(
                db_default=django.contrib.postgres.functions.TransactionNow(), editable=False
            ),
        ),
        migrations.CreateModel(
            name="Kept",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("sealed", models.BinaryField()),
                ("until", models.DateTimeField(db_index=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sightline.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PostEnd",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("last_day", models.DateField()),
                ("reason", models.TextField()),
                (
                    "stored",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sightline.post"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endings",
                        to="sightline.post",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(Path(__file__).with_name("sign_in.sql").read_text(encoding="utf-8")),
    ]
