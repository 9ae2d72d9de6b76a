"""How rows of the record are added: the part that every action, and the import, has in common."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, cast
from uuid import UUID

from django.db import Error, models
from django.db.models.expressions import DatabaseDefault
from django.utils.crypto import salted_hmac

from sightline.people.models import Post, Team
from sightline.record import models as rows
from sightline.record.acting import Role, acting_for, here, run, run_many
from sightline.record.entry import How
from sightline.record.kinds.payload import encode
from sightline.record.kinds.registry import Body
from sightline.record.kinds.shape import shapes
from sightline.record.times import Moment, Span


class Refused(Exception):
    """This post may not do that: it has ended, or has not begun."""


class NotKnown(Exception):
    """The team knows of no such thing. Whether anybody else does is not said."""


class Conflict(Exception):
    """Somebody was there first: a newer entry than the author had seen (`newer`), or a key used for something else."""

    def __init__(self, words: str, newer: Sequence[UUID] = ()) -> None:
        super().__init__(words)
        self.newer = tuple(newer)


@dataclass(frozen=True, slots=True)
class Tell:
    """Whom to tell, when they came to know in the world, and how."""

    to: Team
    when: Moment
    how: How = "shared"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry about to be kept; `body` is of one of the registered kinds."""

    author: Team
    body: Any
    people: tuple[UUID, ...]
    occurred: Span
    noted: Moment
    post: Post | None = None
    summary: str = ""
    corrects: UUID | None = None
    id: UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True, slots=True)
class Telling:
    """A telling about to be kept (`by` None: not stated, which only an import can say)."""

    entry: UUID
    to: UUID
    when: Moment
    how: How
    by: UUID | None
    idem: str | None = None
    id: UUID = field(default_factory=uuid.uuid4)


@contextmanager
def one_act(by: Post, at: Moment, *, role: Role = "sightline_web") -> Iterator[None]:
    """This will act for the post's team in one transaction, and settle what the database does by itself before it ends.

    Raises Refused when the post is not held on that day, and NotKnown when the database refuses a row that names
    something the team does not know.
    """
    if not by.held_on(at.day):
        raise Refused(f"{by} did not hold this post on {at.day}")
    try:
        with acting_for(by.team, role=role):
            yield
            settle()
    except Error as error:
        if getattr(error.__cause__, "sqlstate", None) == "42501":
            raise NotKnown("there is nothing here by that id") from error
        raise


def settle() -> None:
    """This will run what waits for the end: foreign keys, and telling a correction onward."""
    with here().cursor() as cursor:
        cursor.execute("set constraints all immediate; set constraints all deferred")


def once(by: Post, key: str, what: str, result: Sequence[UUID], **content: Any) -> list[UUID] | None:
    """This will take a team's key for one act, or give the result of the same act done before under it.

    Two at once: the second waits here for the first to end. Raises Conflict where the key was used for something else.
    """
    text = json.dumps([what, str(by.pk), content], sort_keys=True, default=_plain)
    digest = salted_hmac("sightline.record.once", text, algorithm="sha256").hexdigest()
    taken = run(
        "insert into sightline_idempotency (id, team_id, key, digest, result) values (%s, %s, %s, %s, %s)"
        " on conflict (team_id, key) do nothing",
        [uuid.uuid4(), by.team_id, key, digest, list(result)],
    )
    if taken.rowcount == 1:
        return None
    before = rows.Idempotency.objects.get(team=by.team_id, key=key)
    if before.digest != digest:
        raise Conflict(f"the key {key} was used for something else")
    return list(before.result)


def told_then(tell: Sequence[Tell], at: Moment) -> list[Any]:
    """This will give tellings as the content of an act: what is told as it is written has no moment of its own.

    Otherwise the same form, sent again by a second click some seconds later, would be another act.
    """
    return [[one.to, one.how] if one.when == at else one for one in tell]


def _plain(value: Any) -> Any:
    if isinstance(value, Moment | Span):
        return [
            str(part)
            for part in (
                value.key if isinstance(value, Moment) else (value.start, value.until, value.precision)
            )
        ]
    if isinstance(value, Tell):
        return [str(value.to.pk), value.when, value.how]
    if isinstance(value, Team | Post):
        return str(value.pk)
    if hasattr(value, "KIND"):
        return [value.KIND, value.VERSION, encode(value)]
    if isinstance(value, UUID | dt.date | dt.datetime):
        return str(value)
    raise TypeError(f"{value!r} cannot be part of an act's content")


def keep(drafts: Iterable[Draft], tellings: Iterable[Telling]) -> None:
    """This will add entries with their payloads, and tellings, in as few statements as there are tables."""
    envelopes, payloads = [], []
    for draft in drafts:
        body, salt = encode(draft.body), uuid.uuid4()
        envelopes.append(_envelope(draft, payload_hash(salt, draft.summary, body)))
        payloads.append(rows.Payload(entry_id=draft.id, summary=draft.summary, body=body, salt=salt))
    put(envelopes)
    put(payloads)
    told = [
        rows.Told(
            id=row.id, knower_id=row.to, entry_id=row.entry, by_id=row.by, how=row.how, idem=row.idem,
            told_day=row.when.day, told_time=row.when.time, told_ordinal=row.when.ordinal,
        )
        for row in tellings
    ]  # fmt: skip
    put(told)


def put(objects: Iterable[models.Model]) -> None:
    """This will add rows of one table, asking nothing back: what the database fills in is not always its author's."""
    made = list(objects)
    if not made:
        return
    meta, at = made[0]._meta, here()
    fields = [
        field
        for field in meta.concrete_fields
        if not field.generated and not isinstance(getattr(made[0], field.attname), DatabaseDefault)
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    sql = f"insert into {meta.db_table} ({columns}) values ({', '.join(['%s'] * len(fields))})"
    run_many(
        sql, [[field.get_db_prep_save(getattr(one, field.attname), at) for field in fields] for one in made]
    )


def _envelope(draft: Draft, hash: str) -> rows.Entry:
    return rows.Entry(
        id=draft.id, author=draft.author, organisation_id=draft.author.organisation_id, post=draft.post,
        kind=draft.body.KIND, version=draft.body.VERSION, people=list(dict.fromkeys(draft.people)),
        concerns=_concerns(draft),
        occurred_start=draft.occurred.start, occurred_until=draft.occurred.until,
        occurred_precision=draft.occurred.precision, noted_day=draft.noted.day, noted_time=draft.noted.time,
        noted_ordinal=draft.noted.ordinal, corrects_id=draft.corrects, payload_hash=hash,
    )  # fmt: skip


def _concerns(draft: Draft) -> list[str]:
    found = [str(one) for one in draft.people]
    for name, shape in shapes(cast(type[Body], type(draft.body))).items():
        value = getattr(draft.body, name)
        if shape.holds == "person" and value is not None:
            found.extend(value if shape.many else [value])
    return list(dict.fromkeys(found))


def payload_hash(salt: UUID, summary: str, body: Mapping[str, Any]) -> str:
    """This will give the hash that an envelope keeps of its payload (SHA-256 of salt, summary and body, as JSON)."""
    text = json.dumps([str(salt), summary, body], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def write(draft: Draft, key: str, tell: Sequence[Tell] = (), knew: Moment | None = None) -> None:
    """This will add one entry as its author's, and tell the others."""
    team = draft.author.pk
    own = Telling(draft.id, team, knew or draft.noted, "recorded", team, key)
    keep([draft], [own, *(Telling(draft.id, one.to.pk, one.when, one.how, team, key) for one in tell)])


def seen(entry: UUID) -> rows.Entry:
    """This will give the envelope of an entry that the team may see. Raises NotKnown for hidden and made up."""
    found = rows.Entry.objects.filter(pk=entry).first()
    if found is None:
        raise NotKnown("there is nothing here by that id")
    return found


def people_of(entry: str) -> list[UUID]:
    """This will give whom an entry was written about, under the ids that its own author and all it was told to have.

    A team reads a person whom it has tied to one of its own under a single id, which may be one that others were never
    told of: what answers an entry and is told on is written about these. Raises NotKnown for hidden and made up.
    """
    return list(seen(UUID(entry)).people)


def corrections(entry: UUID) -> list[UUID]:
    """This will give the corrections of an entry, and theirs, that the team may see."""
    found: list[UUID] = []
    latest = [entry]
    while latest:
        latest = list(
            rows.Entry.objects.filter(corrects__in=latest).exclude(pk__in=found).values_list("pk", flat=True)
        )
        found.extend(latest)
    return found


def nothing_newer(team: Team, people: Sequence[UUID], expects: UUID | Literal["nothing"]) -> None:
    """This will raise Conflict if the team was told of anything about these people after the entry it `expects`.

    Writers of one team about one person who say what they had seen wait for each other here. The lock is the team's
    own, so its waiting says nothing of other agencies.
    """
    after = "true"
    values: list[Any] = [[str(person) for person in people]]
    with here().cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s || one, 0)) from unnest(%s::text[]) one",
            [str(team.pk), sorted({str(person) for person in people})],
        )
        if expects != "nothing":
            cursor.execute(
                "select min(stored) from sightline_told where entry_id = %s and knower_id = %s",
                [expects, team.pk],
            )
            (since,) = cursor.fetchone() or (None,)
            if since is None:
                raise NotKnown("there is nothing here by that id")
            after, values = "t.stored > %s and t.entry_id <> %s", [*values, since, expects]
        cursor.execute(
            "select distinct t.entry_id from sightline_entryperson p join sightline_told t on t.entry_id = p.entry_id"
            f" where p.person_id = any (%s::uuid[]) and t.knower_id = %s and {after}",
            [values[0], team.pk, *values[1:]],
        )
        newer = [row[0] for row in cursor.fetchall()]
    if newer:
        raise Conflict("there is something newer about them than its author had seen", newer)


def came_of(by: Post, key: str) -> list[UUID]:
    """This will give what came of a team's key, in the transaction there is. Raises NotKnown where it was not used."""
    found = rows.Idempotency.objects.filter(team=by.team_id, key=key).first()
    if found is None:
        raise NotKnown("there is nothing here by that key")
    return list(found.result)
