"""The tables of the record. Rows are only ever added: the guards are in migrations/guards.sql, the reasons in docs/adr.

`actions` writes here and `store` reads; nothing else does. The pure shapes of the same things are in `entry`.
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Func, Q

from sightline.people.models import Person, Post, Team

HOWS = ("recorded", "shared", "attended", "passed_on", "emergency", "review", "other")
PRECISIONS = ("day", "month", "year", "unknown")
RECEIPTS = ("delivered", "opened", "acknowledged")


def _id() -> models.UUIDField[str | uuid.UUID, uuid.UUID]:
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


def _ref(
    to: type[models.Model] | str, *, null: bool = False, index: bool = True
) -> models.ForeignKey[models.Model, models.Model]:
    return models.ForeignKey(to, models.PROTECT, null=null, blank=null, db_index=index, related_name="+")


def _stored() -> models.DateTimeField[object, object]:
    return models.DateTimeField(db_default=TransactionNow(), editable=False)


OF_REVIEWS = (
    "review_group", "review_participant", "review_session", "review_attendance", "review_contribution", "review_note",
    "review_two_accounts", "review_finding", "review_finding_agreed", "review_recommendation", "review_recommendation_reply",
    "review_follow_through", "review_loop_session", "review_measure_told", "review_recommendation_closed", "review_closed",
)  # fmt: skip
"""Kinds that are read by their kind (by_kind): few among all that is written down, and asked for each minute."""


class Entry(models.Model):
    """The envelope of one thing written down. What it says is in its payload; who knows of it, in its tellings.

    `people` are those it is about; `concerns` those it is found under: them, and whom its body asks about or treats.
    """

    id = _id()
    author = _ref(Team)
    organisation = _ref("sightline.Organisation", index=False)
    post = _ref(Post, null=True, index=False)
    kind = models.TextField()
    version = models.SmallIntegerField()
    people = ArrayField(models.UUIDField())
    concerns = ArrayField(models.UUIDField())
    occurred_start = models.DateField(null=True)
    occurred_until = models.DateField(null=True)
    occurred_precision = models.TextField()
    noted_day = models.DateField()
    noted_time = models.TimeField(null=True)
    noted_ordinal = models.IntegerField(default=0)
    corrects = _ref("self", null=True)
    payload_hash = models.CharField(max_length=64)
    stored = _stored()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(occurred_precision__in=PRECISIONS), name="entry_precision"),
            models.CheckConstraint(
                condition=Q(occurred_start=None, occurred_precision="unknown")
                | (Q(occurred_start__isnull=False) & ~Q(occurred_precision="unknown")),
                name="entry_unknown_day",
            ),
            models.CheckConstraint(
                condition=Q(occurred_until=None)
                | Q(occurred_start=None)
                | Q(occurred_until__gte=F("occurred_start")),
                name="entry_ends_after_start",
            ),
        ]
        indexes = [
            models.Index("noted_day", "id", condition=Q(kind="escalation"), name="entry_challenges"),
            models.Index("kind", condition=Q(kind__in=OF_REVIEWS), name="entry_of_reviews"),
        ]


class Payload(models.Model):
    """What an entry says, as written. `salt` goes when it is disposed of, so its hash tells nothing afterwards."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="payload")
    summary = models.TextField(default="")
    body = models.JSONField()
    salt = models.UUIDField(default=uuid.uuid4, editable=False)


class EntryPerson(models.Model):
    """The entries found under a person: `entry.concerns` the other way round, written by the database."""

    pk = models.CompositePrimaryKey("person", "entry")
    person = _ref(Person, index=False)
    entry = _ref(Entry, index=False)


class Told(models.Model):
    """A knower came to know one whole entry. `live` is the later of when it was told and when that was stored."""

    id = _id()
    knower = _ref(Team, index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="tellings")
    by = _ref(Team, null=True, index=False)
    how = models.TextField()
    told_day = models.DateField()
    told_time = models.TimeField(null=True)
    told_ordinal = models.IntegerField(default=0)
    idem = models.TextField(null=True)
    stored = _stored()
    live = models.GeneratedField(
        expression=Func(
            F("stored"), F("told_day"), F("told_time"),
            template="greatest(stored, (told_day + coalesce(told_time, '00:00'::time)) at time zone 'Europe/London')",
        ),
        output_field=models.DateTimeField(),
        db_persist=True,
    )  # fmt: skip

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(how__in=HOWS), name="told_how")]
        indexes = [
            models.Index("knower", "entry", name="told_knower_entry"),
            models.Index("knower", "live", "id", name="told_knower_live"),
            models.Index("by", "live", "id", name="told_by_live"),
        ]


class ToldShown(models.Model):
    """A telling that its teller or its told has shown to another knower: a learning review, most of all."""

    id = _id()
    told = models.ForeignKey(Told, models.PROTECT, related_name="shown")
    knower = _ref(Team, index=False)
    by = _ref(Team, index=False)
    stored = _stored()


class Withheld(models.Model):
    """Somebody told of an entry whom its author does not tell of the correction, and why. The author's own to read."""

    id = _id()
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="withheld")
    knower = _ref(Team, index=False)
    reason = models.TextField()


class Restriction(models.Model):
    """An entry may not be seen, from `starts` to `ends`, by `knower`; or, none named, by all whom it does not spare.

    One that `yields` closes what an emergency opened: not to somebody who has it otherwise, or by one of the last day.
    """

    id = _id()
    because = models.ForeignKey(Entry, models.PROTECT, related_name="restrictions")
    made_by = _ref(Team, index=False)
    entry = _ref(Entry)
    knower = _ref(Team, null=True, index=False)
    spares = ArrayField(models.UUIDField(), default=list)
    starts = models.DateTimeField(db_default=TransactionNow())
    ends = models.DateTimeField(null=True)
    yields = models.BooleanField(db_default=False)
    stored = _stored()


class Lifting(models.Model):
    """A restriction is over, because of the entry that says so."""

    id = _id()
    restriction = _ref(Restriction)
    because = _ref(Entry, index=False)
    stored = _stored()


class Disposal(models.Model):
    """The payload of an entry was deleted, because of the entry that says under which authority."""

    id = _id()
    entry = _ref(Entry)
    because = _ref(Entry, index=False)
    made_by = _ref(Team, index=False)
    stored = _stored()


class Receipt(models.Model):
    """A post of the told team had a telling delivered, opened it, or acknowledged it. Being told is not reading."""

    id = _id()
    telling = models.ForeignKey(Told, models.PROTECT, related_name="receipts")
    team = _ref(Team, index=False)
    post = _ref(Post, index=False)
    what = models.TextField()
    at_day = models.DateField()
    at_time = models.TimeField(null=True)
    stored = _stored()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(what__in=RECEIPTS), name="receipt_what")]


class Case(models.Model):
    """One knower's own grouping of people. Nobody else's entry hangs on it."""

    id = _id()
    team = _ref(Team)
    title = models.TextField()
    stored = _stored()


class CasePerson(models.Model):
    """A person joins or leaves a team's grouping; the latest row of each person stands."""

    id = _id()
    case = _ref(Case)
    person = _ref(Person, index=False)
    joins = models.BooleanField(default=True)
    stored = _stored()


class Look(models.Model):
    """A post opened an entry or a case, or (neither) searched all its team's people: who looked, when, and what for."""

    id = _id()
    team = _ref(Team)
    post = _ref(Post, index=False)
    entry = _ref(Entry, null=True, index=False)
    case = _ref(Case, null=True, index=False)
    purpose = models.TextField(default="")
    at_day = models.DateField()
    at_time = models.TimeField(null=True)
    stored = _stored()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(entry=None) | Q(case=None), name="look_at_one_thing"),
        ]


class Idempotency(models.Model):
    """What a team's key was used for, and what came of it. The digest is keyed, so it tells nothing of the content."""

    id = _id()
    team = _ref(Team, index=False)
    key = models.TextField()
    digest = models.CharField(max_length=64)
    result = ArrayField(models.UUIDField())
    stored = _stored()

    class Meta:
        constraints = [models.UniqueConstraint("team", "key", name="idempotency_team_key")]


class Tie(models.Model):
    """Persons of several agencies with the same `tie` were one person in an imported file."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    tie = models.UUIDField(db_index=True)


class Imported(models.Model):
    """Which entry came of which part of which file: the owner's table, for importing again and for handing back.

    `turn` counts the contents that one part has had: 0, then 1 for the first correction.
    """

    id = _id()
    source = models.TextField()
    case = models.TextField()
    file_id = models.TextField()
    part = models.TextField()
    turn = models.SmallIntegerField(default=0)
    digest = models.CharField(max_length=64)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="imported")
    by = models.TextField()
    stored = _stored()

    class Meta:
        indexes = [models.Index("source", "case", "file_id", "part", name="imported_file_id")]


class ImportedTelling(models.Model):
    """Which telling came of which place in which file."""

    told = models.OneToOneField(Told, models.PROTECT, primary_key=True, related_name="imported")
    source = models.TextField()
    case = models.TextField()
    file_id = models.TextField()

    class Meta:
        indexes = [models.Index("source", "case", name="imported_telling_file")]


class ImportedName(models.Model):
    """Which team or area a source's own name for it stands for; two sources' names are two names."""

    id = _id()
    source = models.TextField()
    what = models.TextField()
    file_id = models.TextField()
    ours = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint("source", "what", "file_id", name="imported_name")]


class ImportedPerson(models.Model):
    """Which person a file's person is in the words of one agency."""

    id = _id()
    source = models.TextField()
    case = models.TextField()
    file_id = models.TextField()
    team = _ref(Team, index=False)
    person = _ref(Person)

    class Meta:
        constraints = [models.UniqueConstraint("source", "case", "file_id", "team", name="imported_person")]


class Awaiting(models.Model):
    """A referral made to a team that asks for a decision, as its queue lists it: a projection of the entries, kept by the
    database (migrations/queue_kept.sql) and the same as one made anew from them."""

    id = _id()
    team = _ref(Team, index=False)
    referral = _ref(Entry, index=False)
    since = models.DateTimeField()
    decide_by = models.DateField()
    priority = models.TextField(null=True)
    to_post = models.TextField(null=True)
    decided = models.DateTimeField(null=True)
    again = models.BooleanField(db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint("team", "referral", name="awaiting_team_referral")]
        indexes = [
            models.Index("team", "decide_by", "since", "id", condition=Q(decided=None), name="awaiting_open"),
        ]


class Unopened(models.Model):
    """A telling to a team that nobody of it has opened: a projection of tellings and receipts, kept by the database
    (migrations/unopened.sql) and the same as one made anew from them."""

    telling = models.OneToOneField(Told, models.PROTECT, primary_key=True, related_name="+")
    team = _ref(Team, index=False)
    live = models.DateTimeField()

    class Meta:
        indexes = [models.Index("team", "live", "telling", name="unopened_team_live")]


class Clock(models.Model):
    """An entry that asks for an answer by a day, under the team that asks: a projection of the entries, kept by the database
    (migrations/notification.sql) and the same as one made anew from them. Whether it was answered is not said here."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="+")
    team = _ref(Team, index=False)
    due = models.DateField()

    class Meta:
        indexes = [models.Index("team", "due", name="clock_team_due")]


class Measured(models.Model):
    """One thing that is counted of a team's work: a projection of entries and tellings, kept by the database alone
    (migrations/measured.sql). `team` is whose row it is and `told_to` who was told: itself, or whom it told its decision."""

    id = _id()
    team = _ref(Team, index=False)
    entry = _ref(Entry, index=False)
    told_to = models.UUIDField()
    kind = models.TextField()
    author = models.UUIDField()
    day = models.DateField()
    about = models.UUIDField(null=True)
    people = ArrayField(models.UUIDField())
    word = models.TextField(null=True)
    more = models.TextField(null=True)
    corrects = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("team", "entry", "told_to", name="measured_team_entry")]
        indexes = [
            models.Index("team", "day", name="measured_day"),
            models.Index("entry", name="measured_entry"),
        ]
