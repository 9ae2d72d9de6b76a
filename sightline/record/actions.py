"""Everything that can be done to the record, and the only code that does it. Each verb is one transaction.

`by` is the post that acts (its team is the author), `at` the moment it is written down, `key` the caller's own key: the
same key and content again gives the same result and adds nothing; another content under it is a Conflict.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast
from uuid import UUID

from django.db.models import Q

from sightline.people.models import Person, Post, Team
from sightline.record import models as rows
from sightline.record.acting import here
from sightline.record.kinds.particulars import BornOf, Dispute, SamePerson
from sightline.record.kinds.particulars import Disposal as DisposalSaid
from sightline.record.kinds.particulars import Restriction as RestrictionSaid
from sightline.record.kinds.words import EntryRef
from sightline.record.kinds.words import Person as PersonRef
from sightline.record.times import Moment, Span
from sightline.record.writing import (
    Conflict,
    Draft,
    NotKnown,
    Refused,
    Tell,
    Telling,
    corrections,
    keep,
    nothing_newer,
    once,
    one_act,
    put,
    seen,
    told_then,
    write,
)

__all__ = [
    "Conflict", "NotKnown", "Refused", "Tell", "acknowledge", "born_of", "correct", "deliver", "dispose", "dispute",
    "group", "lift", "look", "meet", "open", "open_case", "record", "restrict", "same_person", "show", "tell", "tell_all",
]  # fmt: skip

Reason = Literal[
    "mis_sent", "wrong_person", "sealed_address", "adoption", "court_order", "emergency_over", "review_over"
]  # fmt: skip
Seen = UUID | Literal["nothing"]


def meet(*, by: Post, at: Moment, key: str) -> UUID:
    """This will begin a person in the team's own record: an id, of whom entries can then say something."""
    id = uuid.uuid4()
    with one_act(by, at):
        if done := once(by, key, "meet", [id]):
            return done[0]
        put([Person(id=id, team=by.team)])
    return id


def record(
    *,
    by: Post,
    at: Moment,
    key: str,
    body: Any,
    people: Sequence[UUID],
    occurred: Span,
    summary: str = "",
    knew: Moment | None = None,
    tell: Sequence[Tell] = (),
    looked: str | None = None,
    expects: Seen | None = None,
) -> UUID:
    """This will write one entry, with whom it is told in the same breath, and give its id.

    `knew` is when the author came to know, where that was before it was written. `looked` is the purpose of a look at
    it that goes with writing it. `expects` is the last entry about these people that the author had seen ("nothing":
    none); Conflict names what came since. Raises NotKnown for a person that the team does not know.
    """
    draft = Draft(by.team, body, tuple(people), occurred, at, by, summary)
    with one_act(by, at):
        if done := once(
            by,
            key,
            "record",
            [draft.id],
            body=body,
            people=people,
            occurred=occurred,
            summary=summary,
            tell=told_then(tell, at),
        ):
            return done[0]
        if expects is not None:
            nothing_newer(by.team, people, expects)
        write(draft, key, tell, knew)
        if looked is not None:
            made = rows.Look(
                team=by.team, post=by, purpose=looked, at_day=at.day, at_time=at.time, entry_id=draft.id
            )
            put([made])
    return draft.id


def correct(
    *,
    by: Post,
    at: Moment,
    key: str,
    entry: UUID,
    body: Any,
    summary: str = "",
    people: Sequence[UUID] | None = None,
    occurred: Span | None = None,
    tell: Sequence[Tell] = (),
    withhold: Mapping[UUID, str] | None = None,
    expects: Seen | None = None,
) -> UUID:
    """This will write what puts an entry of the team's own right; the old one stays.

    The database tells it, in the same transaction, to everybody who was told the old one, save those that `withhold`
    names with a reason. `people` and `occurred` are the old entry's where they are not given.
    """
    held = dict(withhold or {})
    id = uuid.uuid4()
    with one_act(by, at):
        said = {str(team): why for team, why in held.items()}
        if done := once(
            by,
            key,
            "correct",
            [id],
            entry=entry,
            body=body,
            people=people,
            summary=summary,
            tell=told_then(tell, at),
            held=said,
        ):
            return done[0]
        old = seen(entry)
        who = tuple(old.people if people is None else people)
        if expects is not None:
            nothing_newer(by.team, who, expects)
        span = occurred or Span(old.occurred_start, old.occurred_until, old.occurred_precision)  # type: ignore[arg-type]
        write(Draft(by.team, body, who, span, at, by, summary, corrects=entry, id=id), key, tell)
        put([rows.Withheld(entry_id=id, knower_id=to, reason=why) for to, why in held.items()])
    return id


def tell(*, by: Post, at: Moment, key: str, entry: UUID, to: Sequence[Tell]) -> list[UUID]:
    """This will tell others an entry that the team may see, and what it may see of the entry's corrections with it."""
    told = [Telling(entry, one.to.pk, one.when, one.how, by.team_id, key) for one in to]
    with one_act(by, at):
        if done := once(by, key, "tell", [row.id for row in told], entry=entry, to=told_then(to, at)):
            return done
        also = [
            Telling(later, row.to, row.when, row.how, row.by, key)
            for later in corrections(entry)
            for row in told
        ]
        keep([], [*told, *also])
    return [row.id for row in told]


def tell_all(*, by: Post, at: Moment, key: str, entries: Sequence[UUID], to: Tell) -> None:
    """This will tell another many entries that the team may see, with the corrections of each and every telling of them that
    the team made or received: what a learning review asked for."""
    with one_act(by, at):
        if once(by, key, "tell_all", [], entries=list(entries), to=told_then([to], at)) is not None:
            return
        every = list(dict.fromkeys([*entries, *(later for one in entries for later in corrections(one))]))
        mine = rows.Told.objects.filter(entry__in=every).filter(Q(knower=by.team) | Q(by=by.team))
        known = list(mine.exclude(knower=to.to).values_list("id", flat=True))
        keep([], [Telling(one, to.to.pk, to.when, to.how, by.team_id, key) for one in every])
        put([rows.ToldShown(told_id=one, knower=to.to, by=by.team) for one in known])


def restrict(
    *,
    by: Post,
    at: Moment,
    key: str,
    entries: Sequence[UUID],
    reason: Reason,
    authority: str,
    binds: Sequence[Team] | None = None,
    spares: Sequence[Team] = (),
    ends: dt.datetime | None = None,
) -> UUID:
    """This will keep entries from being seen from now on by the teams it `binds`, or by all whom it does not spare.

    What they knew they knew. They are told of the restriction by the database, each by whoever had told it the entry.
    """
    id = uuid.uuid4()
    said = RestrictionSaid(
        entries=tuple(EntryRef(str(one)) for one in entries), reason=reason, authority=authority
    )
    with one_act(by, at):
        if done := once(
            by, key, "restrict", [id], body=said, binds=binds and list(binds), spares=list(spares), ends=ends
        ):
            return done[0]
        people = [person for entry in entries for person in seen(entry).people]
        write(Draft(by.team, said, tuple(people), Span(at.day), at, by, id=id), key)
        bound = [None] if binds is None else [team.pk for team in binds]
        let = [team.pk for team in spares]
        made = [
            rows.Restriction(
                because_id=id, made_by=by.team, entry_id=entry, knower_id=knower, spares=let, ends=ends
            )
            for entry in entries
            for knower in bound
        ]
        put(made)
    return id


def lift(*, by: Post, at: Moment, key: str, restriction: UUID, authority: str) -> UUID:
    """This will end a restriction that the team made (`restriction` is the entry that made it)."""
    id = uuid.uuid4()
    with one_act(by, at):
        if done := once(by, key, "lift", [id], restriction=restriction, authority=authority):
            return done[0]
        made = list(rows.Restriction.objects.filter(because=restriction, yields=False))
        if not made:
            raise NotKnown("there is nothing here by that id")
        old = rows.Entry.objects.get(pk=restriction)
        entries = tuple(EntryRef(str(one)) for one in dict.fromkeys(row.entry_id for row in made))
        reason = rows.Payload.objects.get(pk=restriction).body["reason"]
        said = RestrictionSaid(entries=entries, reason=reason, authority=authority, lifted=True)
        write(Draft(by.team, said, tuple(old.people), Span(at.day), at, by, id=id), key)
        put([rows.Lifting(restriction=row, because_id=id) for row in made])
    return id


def dispute(
    *,
    by: Post,
    at: Moment,
    key: str,
    telling: UUID,
    says: Literal["not_told", "told_later", "told_something_else"],
    told_on: dt.date | None = None,
) -> UUID:
    """This will say that the team was not told as somebody says it was, and tell that to the teller."""
    id = uuid.uuid4()
    said = Dispute(telling=str(telling), says=says, told_on=told_on)
    with one_act(by, at):
        if done := once(by, key, "dispute", [id], body=said):
            return done[0]
        row = rows.Told.objects.select_related("by").filter(pk=telling, knower=by.team).first()
        if row is None:
            raise NotKnown("there is nothing here by that id")
        people = tuple(seen(row.entry_id).people)
        write(
            Draft(by.team, said, people, Span(at.day), at, by, id=id),
            key,
            [Tell(cast(Team, row.by), at)] if row.by else [],
        )
    return id


def same_person(
    *,
    by: Post,
    at: Moment,
    key: str,
    persons: tuple[UUID, UUID],
    same: bool = True,
    tell: Sequence[Tell] = (),
) -> UUID:
    """This will say that two persons are one, or (`same` false) that they are not after all."""
    one, other = persons
    said = SamePerson(persons=(PersonRef(str(one)), PersonRef(str(other))), same=same)
    return record(by=by, at=at, key=key, body=said, people=persons, occurred=Span(at.day), tell=tell)


def born_of(
    *,
    by: Post,
    at: Moment,
    key: str,
    expected: UUID,
    children: Sequence[UUID],
    occurred: Span,
    tell: Sequence[Tell] = (),
) -> UUID:
    """This will say which children an expected baby became: none, one or more. Who they are is met first."""
    said = BornOf(
        expected=PersonRef(str(expected)), children=tuple(PersonRef(str(child)) for child in children)
    )
    return record(
        by=by, at=at, key=key, body=said, people=[expected, *children], occurred=occurred, tell=tell
    )


def dispose(*, by: Post, at: Moment, key: str, entry: UUID, authority: str) -> UUID:
    """This will delete what an entry of the team's own says, leaving an entry that says so, told to all who knew."""
    id = uuid.uuid4()
    said = DisposalSaid(entry=EntryRef(str(entry)), authority=authority)
    with one_act(by, at, role="sightline_disposal"):
        if done := once(by, key, "dispose", [id], body=said):
            return done[0]
        write(Draft(by.team, said, tuple(seen(entry).people), Span(at.day), at, by, id=id), key)
        put([rows.Disposal(entry_id=entry, because_id=id, made_by=by.team)])
        with here().cursor() as cursor:
            cursor.execute("delete from sightline_payload where entry_id = %s", [entry])
            if cursor.rowcount != 1:
                raise NotKnown("there is nothing here by that id")
    return id


def deliver(*, by: Post, at: Moment, key: str, telling: UUID) -> UUID:
    """This will say that a telling reached the team."""
    return _receipt(by, at, key, telling, "delivered")


def open(*, by: Post, at: Moment, key: str, telling: UUID) -> UUID:
    """This will say that the post opened what the team was told."""
    return _receipt(by, at, key, telling, "opened")


def acknowledge(*, by: Post, at: Moment, key: str, telling: UUID) -> UUID:
    """This will say that the post accepts what the team was told as told."""
    return _receipt(by, at, key, telling, "acknowledged")


def _receipt(by: Post, at: Moment, key: str, telling: UUID, what: str) -> UUID:
    id = uuid.uuid4()
    with one_act(by, at):
        if done := once(by, key, what, [id], telling=telling):
            return done[0]
        made = rows.Receipt(
            id=id, telling_id=telling, team=by.team, post=by, what=what, at_day=at.day, at_time=at.time
        )
        put([made])
    return id


def show(*, by: Post, at: Moment, key: str, tellings: Sequence[UUID], to: Team) -> list[UUID]:
    """This will show tellings that the team made or received to another knower: a learning review, most of all."""
    made = [rows.ToldShown(told_id=telling, knower=to, by=by.team) for telling in tellings]
    with one_act(by, at):
        if done := once(by, key, "show", [row.id for row in made], tellings=list(tellings), to=to):
            return done
        put(made)
    return [row.id for row in made]


def look(
    *, by: Post, at: Moment, key: str, purpose: str, entry: UUID | None = None, case: UUID | None = None
) -> UUID:
    """This will keep that the post looked at an entry or at a case, or searched all its team's people; and what for."""
    made = rows.Look(
        team=by.team, post=by, purpose=purpose, at_day=at.day, at_time=at.time, entry_id=entry, case_id=case
    )
    with one_act(by, at):
        if done := once(by, key, "look", [made.pk], entry=entry, case=case, purpose=purpose):
            return done[0]
        put([made])
    return made.pk


def open_case(*, by: Post, at: Moment, key: str, title: str, people: Sequence[UUID] = ()) -> UUID:
    """This will begin a grouping of people of the team's own."""
    made = rows.Case(team=by.team, title=title)
    with one_act(by, at):
        if done := once(by, key, "open_case", [made.pk], title=title, people=list(people)):
            return done[0]
        put([made])
        put([rows.CasePerson(case=made, person_id=person) for person in people])
    return made.pk


def group(*, by: Post, at: Moment, key: str, case: UUID, person: UUID, joins: bool = True) -> UUID:
    """This will put a person into one of the team's groupings, or take them out of it."""
    made = rows.CasePerson(case_id=case, person_id=person, joins=joins)
    with one_act(by, at):
        if done := once(by, key, "group", [made.pk], case=case, person=person, joins=joins):
            return done[0]
        put([made])
    return made.pk
