"""Organisations, their teams, the posts that people hold in them; and persons, as each agency's record first knew them.

Organisations, areas, teams, posts and the contacts of front doors are the published directory: every agency reads it. Only
the owner writes it, save that an organisation's administrator appoints people to posts and ends them, and says who
answers at its front doors; nothing of it is ever changed. A draft is nobody's record yet: its own team's, and changed as
somebody writes.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q


class Organisation(models.Model):
    """A data controller, and the group of its teams."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.TextField()

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A place that teams serve and that children live in or move to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.TextField()

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A knower: a team with a record of its own. Two teams of one organisation do not share a record.

    A learning review is one too, `within` the partnership that opened it; whoever takes part in it is one within the review.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    type = models.TextField()
    name = models.TextField()
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)
    decision_maker = models.BooleanField(default=False)
    within = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class Account(AbstractBaseUser):
    """Somebody who can sign in. How they do is settled elsewhere; posts say what they may act as."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[BaseUserManager[Account]] = BaseUserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def save(self, *args: Any, **more: Any) -> None:
        """This will write of an account that is there only what may change: the web may not write its address."""
        if not self._state.adding and more.get("update_fields") is None:
            more["update_fields"] = ("password", "last_login")
        super().save(*args, **more)


class Post(models.Model):
    """A person in a role in a team, from a day to a day. `name` is how colleagues see who holds it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="posts")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="posts")
    name = models.TextField()
    role = models.TextField()
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    appointed_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    stored = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=models.F("starts")), name="post_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"

    def held_on(self, day: dt.date) -> bool:
        """This will say whether the post was held on a day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


class PostEnd(models.Model):
    """That a post ends, on whose word and why. The database writes `last_day` into the post; what was known stays known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="endings")
    last_day = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    stored = models.DateTimeField(db_default=TransactionNow(), editable=False)


class Kept(models.Model):
    """What somebody was typing when their session ended: sealed, their own post's alone, and gone once it is used."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    until = models.DateTimeField(db_index=True)


class Person(models.Model):
    """Somebody that an agency's record is about: an id and nothing else, because all that is known of them is entries.

    `team` is whose record first wrote of them. Only that team may read the column: to others it would say who did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, db_index=True)


class Contact(models.Model):
    """Who answers for a front door to one sector: health, education, police or other. Published, so that anybody can ring.

    Never changed: the latest of a team and sector stands (people/contacts.py), and `withdrawn` says that nobody does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="contacts")
    sector = models.TextField()
    name = models.TextField()
    role = models.TextField()
    telephone = models.TextField()
    hours = models.TextField()
    withdrawn = models.BooleanField(db_default=False)
    by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    stored = models.DateTimeField(db_default=TransactionNow(), editable=False)

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class Draft(models.Model):
    """What somebody has written and not sent: not the record, so it may be changed. Once `sent`, its answers are emptied.

    `revision` goes up with each save, so that a page that has become stale is found out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    journey = models.TextField()
    answers = models.JSONField(default=dict)
    revision = models.IntegerField(default=0)
    updated = models.DateTimeField()
    sent = models.UUIDField(null=True)
