"""The record in the database, read: the same Knowledge as a file gives, of what one team may see or what it knew.

Nothing here decides who sees what: the database does (migrations/guards.sql), and the pure core puts it in order.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sightline.people import models as people_rows
from sightline.record import persons
from sightline.record.acting import acting_for, run
from sightline.record.entry import Entry, Record, Team, Told
from sightline.record.kinds.particulars import Disposal
from sightline.record.kinds.payload import decode
from sightline.record.kinds.words import Agency, Area, EntryRef, KnowerType, Person
from sightline.record.knowledge import Knowledge, knowledge
from sightline.record.times import Moment, Precision, Span

ENTRY = (
    "e.id, e.author_id, e.kind, e.version, e.people, e.occurred_start, e.occurred_until, e.occurred_precision,"
    " e.noted_day, e.noted_time, e.noted_ordinal, e.corrects_id, p.summary, p.body"
)
FROM = "sightline_entry e left join sightline_payload p on p.entry_id = e.id"
_ABOUT = (
    "e.id = any (array(select x.entry_id from sightline_entryperson x where x.person_id = any (%s::uuid[])))"
)
_TELLING = "t.id, t.entry_id, t.knower_id, t.told_day, t.told_time, t.told_ordinal, t.how, t.by_id"
HAPPENED_ON = "coalesce(e.occurred_start, e.noted_day)"
"""The day that a list puts an entry on: the first that it can have happened, else the day it was written."""
SEEN = f"select {ENTRY} from {FROM} where {_ABOUT}"
SEEN_FOR = f"select {ENTRY} from {FROM} where e.id = any (%s::uuid[])"
SEEN_ALL = (
    f"select {ENTRY} from {FROM}"
    " where e.id in (select t.entry_id from sightline_told t where t.knower_id = sightline_me())"
)
SEEN_TELLINGS = (
    f"select {_TELLING} from sightline_told t where t.entry_id = any (%s::uuid[]) order by t.live, t.id"
)
KNOWN = "select * from sightline_known(%s::uuid[], %s)"
KNOWN_TELLINGS = "select * from sightline_known_tellings(%s::uuid[], %s)"
_TIED = (
    "select a.person_id::text, b.person_id::text from sightline_tie a join sightline_tie b"
    " on b.tie = a.tie and b.person_id <> a.person_id where a.person_id = any (%s::uuid[])"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list to go on from: the last row's key, opaque to whoever holds it."""

    key: tuple[Any, ...]


END = Place((dt.date.max, dt.date.max, "24:00", 2**31 - 1, str(UUID(int=2**128 - 1))))
"""After everything: the page before it is the last."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries of a list in its order, and the places to go on from and back from (None: that was all)."""

    entries: tuple[Entry[Any], ...]
    after: Place | None
    before: Place | None = None


@dataclass(frozen=True, slots=True)
class Only:
    """A condition on the entries `e` of a list, as SQL with its values."""

    sql: str = ""
    values: tuple[Any, ...] = ()


EVERY = Only()


def may_see(team: people_rows.Team, *, people: Sequence[UUID] | None = None) -> Knowledge:
    """This will give what a team may see today, of some people or of all, in the order in which it came to be there."""
    with acting_for(team):
        entries, tellings = _seen(people, None)
    first: dict[str, int] = {}
    for place, row in enumerate(tellings):
        if row.knower == str(team.pk):
            first.setdefault(row.entry, place)
    known = Knowledge(Agency(str(team.pk)), directory())
    for entry in sorted(entries, key=lambda entry: first.get(entry.id, -1)):
        known.learn(entry)
    for row in tellings:
        known.hear(row)
    return known


def knew(team: people_rows.Team, *, on: dt.date, people: Sequence[UUID] | None = None) -> Knowledge:
    """This will give what a team knew at the end of a day, restricted since or not: for a review or a replay."""
    with acting_for(team, looking_back=True):
        entries, tellings = _seen(people, on)
    ordered = tuple(sorted(entries, key=lambda entry: (entry.noted.key, entry.id)))
    me = Agency(str(team.pk))
    shown = frozenset((row.id, me) for row in tellings)  # the database gave no other
    return knowledge(Record("", directory(), {}, ordered, tuple(tellings), shown=shown), me, on)


def directory() -> dict[Agency, Team]:
    """This will give the published directory of teams."""
    rows = people_rows.Team.objects.values_list("id", "type", "name", "area_id", "decision_maker")
    return {
        Agency(str(id)): Team(
            Agency(str(id)), cast(KnowerType, type), name, Area(str(area)) if area else None, decides
        )
        for id, type, name, area, decides in rows
    }


def everything(people: Sequence[UUID]) -> tuple[list[Entry[Any]], list[Told]]:
    """This will give every agency's entries about some people, and every telling of them: inside `as_owner` only.

    Whoever is said to be the same as one of them, in anybody's record, is read as them.
    """
    return _seen(people, None)


def _seen(people: Sequence[UUID] | None, on: dt.date | None) -> tuple[list[Entry[Any]], list[Told]]:
    """Entries and tellings of the people asked for, and of all who are the same as they, under the ids asked for."""
    asked = None if people is None else {str(person) for person in people}
    tied: set[persons.Tie] = set()
    entries: list[Entry[Any]] = []
    while True:
        entries = _entries(asked, on)
        wanted = asked if asked is not None else {str(person) for entry in entries for person in entry.people}
        tied = persons.ties(entries) | _imported_ties(wanted)
        more = persons.reached(wanted, tied)
        more |= persons.expected(more, entries)
        if asked is None or more == asked:
            break
        asked = more
    names = persons.names([str(person) for person in people or ()], tied)
    tellings = _tellings([entry.id for entry in entries], on)
    return [persons.read_as(entry, names) for entry in entries], tellings


def same_as(people: set[str]) -> set[str]:
    """The people together with all who are the same as they, and who they were before birth, as seen here."""
    while True:
        said = [
            entry_of(row)
            for row in fetch(SEEN + " and e.kind in ('same_person', 'born_of')", [sorted(people)])
        ]
        more = persons.reached(people, persons.ties(said) | _imported_ties(people))
        more |= persons.expected(more, said)
        if more == people:
            return people
        people = more


def _entries(people: set[str] | None, on: dt.date | None) -> list[Entry[Any]]:
    about = None if people is None else sorted(people)
    if on is not None:
        return [entry_of(row) for row in fetch(KNOWN, [about, on])]
    return [entry_of(row) for row in (fetch(SEEN_ALL, []) if about is None else fetch(SEEN, [about]))]


def _tellings(entries: list[str], on: dt.date | None) -> list[Told]:
    rows = fetch(SEEN_TELLINGS, [entries]) if on is None else fetch(KNOWN_TELLINGS, [entries, on])
    return [told_of(row) for row in rows]


def _imported_ties(people: set[str]) -> set[persons.Tie]:
    return {(min(pair), max(pair)) for pair in fetch(_TIED, [sorted(people)])} if people else set()


def fetch(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """This will run one reading statement in the transaction there is, and give its rows."""
    return cast("list[tuple[Any, ...]]", run(sql, values).fetchall())


def entry_of(row: tuple[Any, ...]) -> Entry[Any]:
    """This will make an entry of a row. One whose payload was disposed of says that, and keeps its envelope."""
    (
        id,
        author,
        kind,
        version,
        people,
        start,
        until,
        precision,
        day,
        time,
        ordinal,
        corrects,
        summary,
        body,
    ) = row
    said = (
        Disposal(entry=EntryRef(str(id)), authority="")
        if body is None
        else decode(kind, version, _json(body))
    )
    return Entry(
        id=str(id),
        author=Agency(str(author)),
        body=said,
        people=tuple(Person(str(person)) for person in people),
        occurred=Span(start, until, cast(Precision, precision)),
        noted=Moment(day, ordinal, time),
        summary=summary or "",
        corrects=str(corrects) if corrects else None,
    )


def told_of(row: tuple[Any, ...]) -> Told:
    """This will make a telling of a row."""
    (id, entry, knower, day, time, ordinal, how, by) = row
    moment = Moment(day, ordinal, time)
    return Told(str(id), str(entry), Agency(str(knower)), moment, how, Agency(str(by)) if by else None)


def _json(body: Any) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", json.loads(body) if isinstance(body, str | bytes) else body)


_HAPPENED_PARTS = (
    HAPPENED_ON, "e.noted_day", "coalesce(e.noted_time, '24:00')", "e.noted_ordinal", "e.id",
)  # fmt: skip
_HAPPENED = ", ".join(_HAPPENED_PARTS)


def chronology(
    team: people_rows.Team,
    *,
    people: Sequence[UUID],
    after: Place | None = None,
    before: Place | None = None,
    limit: int = 50,
    only: Only = EVERY,
) -> Page:
    """This will give one page of what a team may see of some people, in the order in which it happened.

    It goes on `after` a place, or back from the one `before` which it ends. `only` narrows what is listed.
    """
    place, beyond, turn = (before, "<", " desc") if before else (after, ">", "")
    key = ", ".join(f"{part}{turn}" for part in _HAPPENED_PARTS)
    where = f" and ({_HAPPENED}) {beyond} (%s, %s, %s, %s, %s)" if place else ""
    with acting_for(team):
        asked = sorted(same_as(set(map(str, people))))
        values = [asked, *only.values, *(place.key if place else ()), limit + 1]
        rows = fetch(f"{SEEN}{only.sql}{where} order by {key} limit %s", values)
    entries = [entry_of(row) for row in rows[:limit]]
    more = len(rows) > limit
    if before:
        entries.reverse()
    first, last = (_place(entries[0]), _place(entries[-1])) if entries else (None, None)
    return Page(
        tuple(entries), last if more or before else None, first if (more if before else after) else None
    )


def _place(entry: Entry[Any]) -> Place:
    return Place((entry.day, entry.noted.day, entry.noted.time or "24:00", entry.noted.ordinal, entry.id))


def arrivals(
    team: people_rows.Team, *, before: Place | None = None, limit: int = 50
) -> tuple[list[Told], Place | None]:
    """This will give one page of what came in to a team, latest first: the tellings of others to it."""
    beyond = " and (t.live, t.id) < (%s, %s)" if before else ""
    sql = (
        f"select {_TELLING}, t.live from sightline_told t where t.knower_id = %s and t.how <> 'recorded'{beyond}"
        " order by t.live desc, t.id desc limit %s"
    )
    with acting_for(team):
        rows = fetch(sql, [team.pk, *(before.key if before else ()), limit + 1])
    last = rows[limit - 1] if len(rows) > limit else None
    return [told_of(row[:-1]) for row in rows[:limit]], Place((last[-1], last[0])) if last else None
