"""What is searched: the particulars that one agency may see of people, made plain, and the keys that they are found by.

A projection: every row can be made again from the record. Each row is one knower's own, so no count, rarity or wait in a search
depends on what another agency holds. Written by the database and by the owner, read by row security (migrations/finding.sql).
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sightline.people.models import Team


class Findable(models.Model):
    """One record of a person as a knower has it. The id is no number in a row: none counts what others add."""

    id = models.BigIntegerField(primary_key=True)
    knower = models.ForeignKey(Team, models.CASCADE, db_index=False, related_name="+")
    entry_id = models.UUIDField(null=True, db_index=True)
    person_id = models.UUIDField(default=uuid.uuid4)
    recorded = models.DateField(null=True)
    given = models.TextField()
    middle = models.TextField()
    surname = models.TextField()
    sex = models.TextField()
    born = models.DateField(null=True)
    known = models.TextField()
    nhs = models.TextField()
    phone = models.TextField()
    units = models.TextField()
    street = models.TextField()
    postcode = models.TextField()
    keys = ArrayField(models.BigIntegerField())

    class Meta:
        indexes = (models.Index("knower", "person_id", name="findable_person"),)


class FindKey(models.Model):
    """A key that a findable record is looked up by, the knower first."""

    pk = models.CompositePrimaryKey("knower", "key", "findable_id")
    knower = models.ForeignKey(Team, models.CASCADE, db_index=False, related_name="+", db_constraint=False)
    key = models.BigIntegerField()
    findable_id = models.BigIntegerField()


class FindName(models.Model):
    """How many of a knower's findable records have a name: how rare it is there. `kind` is given, surname or all."""

    pk = models.CompositePrimaryKey("knower", "kind", "name")
    knower = models.ForeignKey(Team, models.CASCADE, db_index=False, related_name="+", db_constraint=False)
    kind = models.TextField()
    name = models.TextField()
    held = models.IntegerField()


class FindLack(models.Model):
    """An entry that says who somebody is, told to a knower, that its index does not hold yet."""

    pk = models.CompositePrimaryKey("knower", "entry_id")
    knower = models.ForeignKey(Team, models.CASCADE, db_index=False, related_name="+", db_constraint=False)
    entry_id = models.UUIDField()
