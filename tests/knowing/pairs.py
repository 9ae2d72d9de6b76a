"""Made-up records in pairs: the same for team A (its tellings, and what they are of), and different in whatever it does not know."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models

from sightline.people.models import Organisation, Person, Post, Team
from sightline.record import models as rows

DAY = dt.date(2025, 1, 1)
A, B, C = "A", "B", "C"


class Made:
    """One record: rows by table in the order of loading. Ids come of a seed, so both of a pair call a thing by one name."""

    def __init__(self, seed: int) -> None:
        self.ids = random.Random(seed)
        self.rows: list[models.Model] = []
        self.teams = {name: Team(id=self.id(), type="gp", name=name) for name in (A, B, C)}
        for team in self.teams.values():
            team.organisation = Organisation(id=self.id(), name=team.name)
        self.posts = {
            name: Post(id=self.id(), team=team, name=name, role="worker", starts=DAY)
            for name, team in self.teams.items()
        }

    def id(self) -> UUID:
        """This will give the next id of the seed's row of ids."""
        return UUID(int=self.ids.getrandbits(128), version=4)

    def load(self) -> None:
        """This will add everything, as the owner."""
        Organisation.objects.bulk_create(team.organisation for team in self.teams.values())
        Team.objects.bulk_create(self.teams.values())
        Post.objects.bulk_create(self.posts.values())
        kinds = dict.fromkeys(type(row) for row in self.rows)
        for kind in kinds:
            kind._default_manager.bulk_create(row for row in self.rows if type(row) is kind)


def pair(seed: int) -> tuple[Made, Made]:
    """This will make two records that agree on all that A was told or told others, and on nothing else."""
    one, other = Made(seed), Made(seed)
    shared = random.Random(seed)
    persons = [one.id() for _ in range(5)]
    entries = [
        (
            one.id(),
            shared.choice((A, B, B, C)),
            shared.sample(persons, shared.randint(1, 2)),
            shared.random() < 0.5,
        )
        for _ in range(14)
    ]
    other.ids.setstate(one.ids.getstate())
    known = [entry for entry in entries if entry[1] == A or entry[3]]
    hidden = [entry for entry in entries if entry not in known]
    met = {person for _, _, people, _ in known for person in people}
    owner = {person: shared.choice((A, B, C)) for person in persons}
    tie = {person: shared.choice(persons) for person in persons}
    for n, made in enumerate((one, other)):
        own = random.Random(f"{seed}/{n}")
        for person in persons:
            team = owner[person] if owner[person] == A else own.choice((B, C))
            made.rows.append(Person(id=person, team=made.teams[team]))
            if person in met or owner[person] == A:
                made.rows.append(rows.Tie(person_id=person, tie=tie[person]))
            elif own.random() < 0.7:
                made.rows.append(rows.Tie(person_id=person, tie=own.choice(persons)))
        strangers = [UUID(int=own.getrandbits(128)) for _ in range(n + 1)]
        made.rows += [Person(id=person, team=made.teams[own.choice((B, C))]) for person in strangers]
        made.rows += [rows.Tie(person_id=person, tie=own.choice(persons)) for person in strangers]
        made.rows += _known(made, known, random.Random(seed), own)
        made.rows += _hidden(
            made, hidden if n == 0 else hidden[: len(hidden) // 2], persons + strangers, known, own
        )
    return one, other


def _known(
    made: Made, entries: Iterable[Any], same: random.Random, own: random.Random
) -> Iterable[models.Model]:
    for id, author, people, _ in entries:
        yield from _entry(made, id, author, people, same, f"known {same.random()}")
        if author == A:
            yield _told(made, UUID(int=same.getrandbits(128)), id, A, A, "recorded", same)
        if author != A or same.random() < 0.5:
            knower, by = (A, author) if author != A else (B, A)
            telling = UUID(int=same.getrandbits(128))
            yield _told(made, telling, id, knower, by, "shared", same)
            yield _receipt(made, UUID(int=same.getrandbits(128)), telling, knower)
        if same.random() < 0.2:
            yield _restriction(made, UUID(int=same.getrandbits(128)), id, A)
        # What A does not know of entries that it knows.
        if own.random() < 0.6:
            telling = UUID(int=own.getrandbits(128))
            yield _told(made, telling, id, C, B, own.choice(("shared", "passed_on")), own)
            yield _receipt(made, UUID(int=own.getrandbits(128)), telling, C)
            yield rows.ToldShown(
                id=UUID(int=own.getrandbits(128)), told_id=telling, knower=made.teams[B], by=made.teams[C]
            )
        if own.random() < 0.3:
            yield _restriction(made, UUID(int=own.getrandbits(128)), id, own.choice((B, C)))
        if own.random() < 0.5:
            yield _look(made, UUID(int=own.getrandbits(128)), B, id)


def _hidden(
    made: Made, entries: Iterable[Any], persons: list[UUID], known: list[Any], own: random.Random
) -> Iterable[models.Model]:
    old = [id for id, author, _, _ in known if author in (B, C)]
    for id, _, _, _ in (
        *entries,
        *((UUID(int=own.getrandbits(128)), "", [], False) for _ in range(own.randint(1, 3))),
    ):
        author, to = own.choice(((B, C), (C, B)))
        corrects = own.choice([*old, None]) if old else None
        yield from _entry(
            made, id, author, own.sample(persons, own.randint(1, 3)), own, f"hidden {own.random()}", corrects
        )
        telling = UUID(int=own.getrandbits(128))
        yield _told(made, UUID(int=own.getrandbits(128)), id, author, author, "recorded", own)
        yield _told(made, telling, id, to, author, "shared", own)
        yield _receipt(made, UUID(int=own.getrandbits(128)), telling, to)
        bound = _restriction(made, UUID(int=own.getrandbits(128)), id, own.choice((B, C)))
        yield bound
        yield rows.Lifting(id=UUID(int=own.getrandbits(128)), restriction=bound, because_id=id)
        yield _look(made, UUID(int=own.getrandbits(128)), author, id)
        yield rows.Withheld(
            id=UUID(int=own.getrandbits(128)), entry_id=id, knower=made.teams[to], reason=str(own.random())
        )
        yield rows.Disposal(
            id=UUID(int=own.getrandbits(128)), entry_id=id, because_id=id, made_by=made.teams[author]
        )
        case = rows.Case(id=UUID(int=own.getrandbits(128)), team=made.teams[author], title=str(own.random()))
        yield case
        yield rows.CasePerson(id=UUID(int=own.getrandbits(128)), case=case, person_id=own.choice(persons))
        key = {"key": str(own.random()), "digest": "", "result": [id]}
        yield rows.Idempotency(id=UUID(int=own.getrandbits(128)), team=made.teams[author], **key)


def _entry(
    made: Made,
    id: UUID,
    author: str,
    people: list[UUID],
    by: random.Random,
    summary: str,
    corrects: UUID | None = None,
) -> Iterable[models.Model]:
    day = DAY + dt.timedelta(days=by.randint(0, 20))
    yield rows.Entry(
        id=id, author=made.teams[author], organisation=made.teams[author].organisation, post=made.posts[author], kind="concern",
        version=1, people=people, concerns=people, occurred_start=day, occurred_precision="day", noted_day=day,
        noted_ordinal=by.randint(0, 99), corrects_id=corrects, payload_hash="",
    )  # fmt: skip
    yield rows.Payload(entry_id=id, summary=summary, body={}, salt=UUID(int=by.getrandbits(128)))


def _told(made: Made, id: UUID, entry: UUID, knower: str, by: str, how: str, of: random.Random) -> rows.Told:
    day = DAY + dt.timedelta(days=of.randint(0, 25))
    return rows.Told(
        id=id, entry_id=entry, knower=made.teams[knower], by=made.teams[by], how=how, told_day=day
    )


def _receipt(made: Made, id: UUID, telling: UUID, knower: str) -> rows.Receipt:
    return rows.Receipt(
        id=id, telling_id=telling, team=made.teams[knower], post=made.posts[knower], what="opened", at_day=DAY
    )


def _restriction(made: Made, id: UUID, entry: UUID, binds: str) -> rows.Restriction:
    return rows.Restriction(
        id=id, because_id=entry, made_by=made.teams[B], entry_id=entry, knower=made.teams[binds], spares=[]
    )


def _look(made: Made, id: UUID, team: str, entry: UUID) -> rows.Look:
    return rows.Look(id=id, team=made.teams[team], post=made.posts[team], entry_id=entry, at_day=DAY)
