"""Who the people of a case are, said to each agency from the day it first knew anything of them. Pure.

Agencies tell a review what they recorded, not their own lists of people; the standards need to know a mother from a child. So a
review's own account of who is who stands in, and a birth is known to nobody before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sightline.checks.matching import merged
from sightline.record.entry import Entry, Record, Told
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.pregnancy import Birth
from sightline.record.kinds.words import Agency, Person
from sightline.record.times import Moment, Span


def introduced(record: Record, who: Iterable[Particulars]) -> Record:
    """This will add to a record who its people are, as each agency could know it: nothing of it is an entry of the time."""
    said: dict[Person, list[Particulars]] = {}
    for one in who:
        said.setdefault(one.person, []).append(one)
    made = [row for all in said.values() if (last := merged(all)) for row in _of(record, last)]
    entries: list[Entry[Any]] = sorted(
        (*record.entries, *(entry for entry, _ in made)), key=lambda e: (e.noted.key, e.id)
    )
    told = sorted((*record.told, *(row for _, row in made)), key=lambda row: (row.told.key, row.id))
    return replace(record, entries=tuple(entries), told=tuple(told))


def _of(record: Record, who: Particulars) -> Iterator[tuple[Entry[Particulars], Told]]:
    births = _first_known(record, who.person, births=True)
    for agency, moment in _first_known(record, who.person).items():
        before = who.role == "unborn" or bool(who.role == "child" and who.dob and moment.day < who.dob)
        then = replace(who, role="unborn", dob=None) if before else who
        yield _entry(record, agency, then, moment, "who")
        if before and who.dob and agency in births:
            born, on = Particulars(person=who.person, dob=who.dob), _not_before(births[agency], who.dob)
            yield _entry(record, agency, born, on, "born")


def _not_before(moment: Moment, day: dt.date) -> Moment:
    return moment if moment.day >= day else Moment(day)


def _first_known(record: Record, person: Person, *, births: bool = False) -> Mapping[Agency, Moment]:
    """The agencies that know anything of a person (or of the birth), with the moment from which they first did."""
    noted = {
        entry.id: entry.noted
        for entry in record.entries
        if person in entry.people and (not births or isinstance(entry.body, Birth))
    }
    first: dict[Agency, Moment] = {}
    for row in record.told:
        if row.entry in noted and record.teams[row.knower].type != "community":
            moment = max(row.told, noted[row.entry])
            first[row.knower] = min(moment, first.get(row.knower, moment))
    return first


def _entry(
    record: Record, agency: Agency, who: Particulars, moment: Moment, what: str
) -> tuple[Entry[Particulars], Told]:
    id = f"{what} {who.person} {agency}"
    entry = Entry(id, agency, who, (who.person,), Span(moment.day), moment)
    return entry, Told(f"{id} known", id, agency, moment, "recorded", agency)
