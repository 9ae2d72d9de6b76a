"""A case file into the record: the same again is nothing, different is a correction, missing is a report.

All of it is kept, or none. Only the owner's role runs this: a file is whole, and many agencies' at once.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from sightline.people import models as people_rows
from sightline.record import models as rows
from sightline.record.acting import as_owner, here
from sightline.record.entry import Entry, Record, Told
from sightline.record.interchange.again import Changes, Index, compare, content_hash
from sightline.record.interchange.casefile import CaseFile
from sightline.record.interchange.split import split
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.registry import Body
from sightline.record.kinds.shape import shapes
from sightline.record.persons import refer
from sightline.record.times import Moment
from sightline.record.writing import Draft, Telling, keep, put, settle

_NOBODY = UUID(int=0)
_BINDING = ("restriction", "dispute", "disposal")


@dataclass
class _Ours:
    """What a file's names stand for here: `teams`, `areas`, `entries` by file id; `persons` by (agency, person)."""

    teams: dict[str, people_rows.Team] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    entries: dict[str, UUID] = field(default_factory=dict)
    persons: dict[tuple[str, str], str] = field(default_factory=dict)


def import_record(
    case: CaseFile, *, source: str, by: str, at: Moment, teams: Mapping[str, people_rows.Team] | None = None
) -> Changes:
    """This will add what a file holds that this source did not give before, and report what it no longer holds.

    `teams` maps the file's agencies to teams there are; the others are made, and found again by the next file of the
    source. `by` says who ran it, `at` when: a correction that a changed file brings is noted then, because nobody here
    knew it before. Raises ValueError for an agency of the file that no team of its type is found for, and for a file of
    format 2 that holds less than the whole, or what would have to bind or hide something here.
    """
    _sound(case)
    record = split(case)
    with as_owner(), transaction.atomic(using="owner"):
        with here().cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import {source}"])
        changes = compare(_index(source, case.case), record)
        if not (changes.new or changes.changed or changes.told):
            return changes
        ours = _names(source, record, teams or {})
        _persons(source, record, ours)
        _add(source, record, changes, ours, by, at)
        settle()
    return changes


def _sound(case: CaseFile) -> None:
    for entry in case.entries:
        if entry.corrects or entry.kind in _BINDING:
            raise ValueError(
                f"{entry.id}: a correction, restriction, dispute or disposal is not taken from a file"
            )
    if case.elsewhere:
        raise ValueError(f"the file names entries that it does not hold: {', '.join(case.elsewhere)}")


def _index(source: str, case: str) -> Index:
    """What was imported before: the latest content of each part of the file, and every telling, in the file's words."""
    held = rows.Imported.objects.filter(source=source, case=case).order_by("turn")
    entries = {_joined(one.file_id, one.part): one.digest for one in held}
    named = dict(rows.ImportedName.objects.filter(source=source, what="team").values_list("ours", "file_id"))
    told = rows.ImportedTelling.objects.filter(source=source, case=case).select_related("told")
    keys = {
        (
            one.file_id.partition(":")[0],
            named[one.told.knower_id],
            str(one.told.told_day),
            one.told.how,
            named.get(one.told.by_id or _NOBODY, ""),
        )
        for one in told
    }
    return Index(entries, frozenset(keys))


def _joined(file_id: str, part: str) -> str:
    return f"{file_id}/{part}" if part else file_id


def _names(source: str, record: Record, given: Mapping[str, people_rows.Team]) -> _Ours:
    """Teams and areas that the source named before, those given, and new ones for the rest, each in an organisation."""
    held = rows.ImportedName.objects.filter(source=source)
    before = {(one.what, one.file_id): one.ours for one in held}
    ours = _Ours()
    for place, name in record.areas.items():
        area = before.get(("area", place)) or people_rows.Area.objects.create(name=name).pk
        ours.areas[place] = str(area)
    for id, team in record.teams.items():
        found = given.get(id) or people_rows.Team.objects.filter(pk=before.get(("team", id), _NOBODY)).first()
        if found is not None and found.type != team.type:
            raise ValueError(f"{id} is of type {team.type}, and the team given for it of type {found.type}")
        ours.teams[id] = found or people_rows.Team.objects.create(
            organisation=people_rows.Organisation.objects.create(name=team.name),
            type=team.type,
            name=team.name,
            area_id=ours.areas.get(team.area or ""),
            decision_maker=team.decision_maker,
        )
    now = {("area", id): UUID(area) for id, area in ours.areas.items()}
    now |= {("team", id): team.pk for id, team in ours.teams.items()}
    put(
        rows.ImportedName(source=source, what=what, file_id=id, ours=pk)
        for (what, id), pk in now.items()
        if (what, id) not in before
    )
    return ours


def _persons(source: str, record: Record, ours: _Ours) -> None:
    """One person to each agency that wrote of them before being told of them; to the others, the one they were told of.

    The particulars that a file's people become say nothing of who wrote first: every agency has some.
    """
    teams = {team.pk: id for id, team in ours.teams.items()}
    held = rows.ImportedPerson.objects.filter(source=source, case=record.case)
    before = {(teams[one.team_id], one.file_id): str(one.person_id) for one in held}
    ours.persons = dict(before)
    made: list[people_rows.Person] = []

    def begin(agency: str, person: str) -> str:
        if (agency, person) not in ours.persons:
            made.append(people_rows.Person(team=ours.teams[agency]))
            ours.persons[agency, person] = str(made[-1].pk)
        return ours.persons[agency, person]

    told: dict[tuple[str, str], str] = {}
    entries = {entry.id: entry for entry in record.entries}
    for _, told_to, id in sorted(_meetings(record)):
        entry = entries[id]
        for person in _mentioned(entry):
            if told_to:
                known = ours.persons.get((entry.author, person)) or told.get((entry.author, person), "")
                told.setdefault((told_to, person), known or begin(entry.author, person))
            elif not isinstance(entry.body, Particulars) and (entry.author, person) not in told:
                begin(entry.author, person)
    for entry in record.entries:
        for person in _mentioned(entry):
            if (entry.author, person) not in ours.persons:
                ours.persons[entry.author, person] = told.get((entry.author, person)) or begin(
                    entry.author, person
                )
    put(made)
    _keep_persons(source, record.case, ours, before)


def _meetings(record: Record) -> Iterable[tuple[Any, str, str]]:
    """When each agency wrote an entry ("") or was told it, whichever it came to be in the record by."""
    noted = {entry.id: entry.noted for entry in record.entries}
    yield from ((moment.key, "", id) for id, moment in noted.items())
    yield from (
        (max(row.told, noted[row.entry]).key, row.knower, row.entry)
        for row in record.told
        if row.how != "recorded"
    )


def _keep_persons(source: str, case: str, ours: _Ours, before: Mapping[tuple[str, str], str]) -> None:
    new = {pair: person for pair, person in ours.persons.items() if pair not in before}
    put(
        rows.ImportedPerson(source=source, case=case, file_id=person, team=ours.teams[agency], person_id=id)
        for (agency, person), id in new.items()
    )
    tied = dict(
        rows.Tie.objects.filter(person__in=[UUID(id) for id in ours.persons.values()]).values_list(
            "person", "tie"
        )
    )
    of_file: dict[str, UUID] = {
        person: tied[UUID(id)] for (_, person), id in before.items() if UUID(id) in tied
    }
    ties = {
        id: of_file.setdefault(person, uuid.uuid4())
        for (_, person), id in new.items()
        if UUID(id) not in tied
    }
    put(rows.Tie(person_id=id, tie=tie) for id, tie in ties.items())


def _mentioned(entry: Entry[Any]) -> list[str]:
    found: list[str] = list(entry.people)
    for name, shape in shapes(cast(type[Body], type(entry.body))).items():
        value = getattr(entry.body, name)
        if shape.holds == "person" and value is not None:
            found.extend(value if shape.many else [value])
    return list(dict.fromkeys(found))


def _add(source: str, record: Record, changes: Changes, ours: _Ours, by: str, at: Moment) -> None:
    held = rows.Imported.objects.filter(source=source, case=record.case).order_by("turn")
    ours.entries = {_joined(one.file_id, one.part): one.entry_id for one in held}
    first = dict(ours.entries)
    turns = Counter(_joined(one.file_id, one.part) for one in held)
    fresh = {entry.id: uuid.uuid4() for entry in (*changes.new, *changes.changed)}
    ours.entries |= fresh
    anew, corrected = _known_anew(changes)
    drafts = [_draft(entry, ours, fresh[entry.id], entry.noted, None) for entry in (*changes.new, *anew)]
    drafts += [_draft(entry, ours, fresh[entry.id], at, first[entry.id]) for entry in corrected]
    # What a changed entry's old form was told of stays with that form; the database tells the correction onward.
    about = {**ours.entries, **{entry.id: first[entry.id] for entry in corrected}}
    tellings = [(row, _telling(row, ours, about[row.entry])) for row in changes.told]
    own = [
        Telling(fresh[one.id], ours.teams[one.author].pk, at, "recorded", ours.teams[one.author].pk)
        for one in corrected
    ]
    keep(drafts, [*(telling for _, telling in tellings), *own])
    put(
        [
            _imported(source, record.case, entry, turns[entry.id], fresh[entry.id], by)
            for entry in (*changes.new, *changes.changed)
        ]
    )
    put(
        [
            rows.ImportedTelling(told_id=one.id, source=source, case=record.case, file_id=row.id)
            for row, one in tellings
        ]
    )


def _telling(row: Told, ours: _Ours, entry: UUID) -> Telling:
    """A telling of the file's as the database keeps it."""
    by = ours.teams[row.by].pk if row.by else None
    return Telling(entry, ours.teams[row.knower].pk, row.told, row.how, by)


def _known_anew(changes: Changes) -> tuple[list[Entry[Any]], list[Entry[Any]]]:
    """Who a person is, known earlier than an earlier part of the file gave reason to think, and all that is put right.

    The first is no correction: nobody was wrong. It is one more entry of the agency's own, from the earlier day.
    """
    told = {row.entry for row in changes.told}
    anew = [entry for entry in changes.changed if entry.id.startswith("people/") and entry.id in told]
    return anew, [entry for entry in changes.changed if entry not in anew]


def _imported(source: str, case: str, entry: Entry[Any], turn: int, ours: UUID, by: str) -> rows.Imported:
    file_id, _, part = entry.id.partition("/")
    return rows.Imported(
        source=source,
        case=case,
        file_id=file_id,
        part=part,
        turn=turn,
        digest=content_hash(entry),
        entry_id=ours,
        by=by,
    )


def _draft(entry: Entry[Any], ours: _Ours, id: UUID, noted: Moment, corrects: UUID | None) -> Draft:
    people = {person: own for (agency, person), own in ours.persons.items() if agency == entry.author}
    body = refer(entry.body, "person", people)
    body = refer(body, "agency", {id: str(team.pk) for id, team in ours.teams.items()})
    body = refer(body, "area", ours.areas)
    entries = {id: str(pk) for id, pk in ours.entries.items()}
    body = refer(refer(body, "entry", entries), "decision", entries)
    who = tuple(UUID(people[person]) for person in entry.people)
    return Draft(
        ours.teams[entry.author], body, who, entry.occurred, noted, None, entry.summary, corrects, id,
    )  # fmt: skip
