"""That a team was to be made aware of something, and that an e-mail of it was handed over: rows that are only added."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import TransactionNow
from django.db import models

from sightline.people.models import Account, Team


class Notification(models.Model):
    """A team was to be made aware of an item, for a reason that came to be at `due`; a sweep of the moment `at` found it.

    `item` is the telling that arrived or is unread, else the entry whose clock ran out. The same is never there twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, db_index=False, related_name="+")
    reason = models.TextField()
    item = models.UUIDField()
    due = models.DateTimeField()
    at = models.DateTimeField(db_index=True)
    stored = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("team", "reason", "item", "due", name="notification_once"),
        ]


class Mailed(models.Model):
    """A mail server took an e-mail to somebody that stood for this notification among others; or refused it for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notification = models.ForeignKey(Notification, models.PROTECT, db_index=False, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, db_index=False, related_name="+")
    taken = models.BooleanField()
    stored = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint("notification", "account", name="mailed_once")]
