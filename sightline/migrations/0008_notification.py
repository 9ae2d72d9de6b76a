"""Notifications, what became of e-mails, the clocks that ask for an answer, and the worker's role. See notification.sql."""

from __future__ import annotations

import uuid
from pathlib import Path

import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _ref(to: str) -> models.ForeignKey[models.Model, models.Model]:
    return models.ForeignKey(to, django.db.models.deletion.PROTECT, db_index=False, related_name="+")


def _id() -> models.UUIDField[uuid.UUID, uuid.UUID]:
    return models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


def _stored() -> models.DateTimeField[object, object]:
    return models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), editable=False)


class Migration(migrations.Migration):
    """This will add them. The grants name procrastinate's tables, so these come first."""

    dependencies = [
        ("sightline", "0007_finding_guards"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        migrations.CreateModel(
            "Clock",
            [
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="sightline.entry",
                    ),
                ),
                ("team", _ref("sightline.team")),
                ("due", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            "Notification",
            [
                ("id", _id()),
                ("team", _ref("sightline.team")),
                ("reason", models.TextField()),
                ("item", models.UUIDField()),
                ("due", models.DateTimeField()),
                ("at", models.DateTimeField(db_index=True)),
                ("stored", _stored()),
            ],
        ),
        migrations.CreateModel(
            "Mailed",
            [
                ("id", _id()),
                ("notification", _ref("sightline.notification")),
                ("account", _ref(settings.AUTH_USER_MODEL)),
                ("taken", models.BooleanField()),
                ("stored", _stored()),
            ],
        ),
        migrations.AddIndex(
            "Entry",
            models.Index("noted_day", "id", condition=models.Q(kind="escalation"), name="entry_challenges"),
        ),
        migrations.AddIndex("Told", models.Index("by", "live", "id", name="told_by_live")),
        migrations.AddIndex("Clock", models.Index("team", "due", name="clock_team_due")),
        migrations.AddConstraint(
            "Notification",
            models.UniqueConstraint("team", "reason", "item", "due", name="notification_once"),
        ),
        migrations.AddConstraint(
            "Mailed", models.UniqueConstraint("notification", "account", name="mailed_once")
        ),
        migrations.RunSQL(Path(__file__).with_name("notification.sql").read_text(encoding="utf-8")),
    ]
