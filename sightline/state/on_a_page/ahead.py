"""What happens next, and by when? Days that the record names; what is reckoned from a limit is handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Allocation, Appointment, Check, Referral, Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Medical
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.state import board
from sightline.state import people as persons
from sightline.state.decisions import answer_to
from sightline.state.on_a_page.decided import superseded

What = Literal["decision", "check", "challenge", "discussion", "next_step", "appointment", "planned", "birth"]
_PLANNED = (Meeting, StrategyDiscussion, Appointment, Visit, Medical)
_CLOCKS: tuple[What, ...] = ("decision", "check", "challenge", "discussion")


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is to be done by the end of a day, and the entry that says so."""

    what: What
    day: dt.date
    entry: Entry[Any]

    @property
    def clock(self) -> bool:
        """Whether an answer is owed: then a day that has passed still counts."""
        return self.what in _CLOCKS


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is owed and late, what is to come, and days that have passed with nothing known to have come of them."""

    late: tuple[Due, ...]
    coming: tuple[Due, ...]
    passed: tuple[Due, ...]

    @property
    def clocks(self) -> tuple[Due, ...]:
        """What stands beside the actions: the late, then the first to come."""
        return (*self.late, *self.coming)


def ahead(
    known: Knowledge, people: Sequence[Person], on: dt.date, limits: Iterable[Due] = (), most: int = 6
) -> Ahead:
    """This will give what is due, the soonest first. `limits` are added: they are a ladder's or a standard's, not an entry's."""
    found = [
        *_decisions(known), *_checks(known, on), *limits, *_next_steps(known, on),
        *_appointments(known), *_planned(known, on), *_births(known, people, on),
    ]  # fmt: skip
    found.sort(key=lambda due: (due.day, due.what, due.entry.id))
    late = [due for due in found if due.day < on and due.clock]
    passed = [due for due in found if due.day < on and not due.clock]
    coming = [due for due in found if due.day >= on]
    return Ahead(tuple(late[:most]), tuple(coming[:most]), tuple(passed[::-1][:2]))


def _decisions(known: Knowledge) -> Iterator[Due]:
    for entry in known.entries(Referral):
        given = [e.body.decide_by for e in known.naming(entry.id, Allocation) if e.body.decide_by]
        by = given[-1] if given else entry.body.decide_by
        if by and answer_to(known, entry) is None:
            yield Due("decision", by, entry)


def _checks(known: Knowledge, on: dt.date) -> Iterator[Due]:
    for entry in known.entries(Check):
        if entry.body.answer_by is None or entry.body.asked in (None, entry.author):
            continue
        about = entry.body.of_people or entry.people
        states = {board.stands(known, entry, person, on).state for person in about}
        if states & {"waiting", "no_answer"}:
            yield Due("check", entry.body.answer_by, entry)


def _next_steps(known: Knowledge, on: dt.date) -> Iterator[Due]:
    for entry in known.entries(Decision):
        if entry.body.next_on and not superseded(known, entry, on):
            yield Due("next_step", entry.body.next_on, entry)


def _appointments(known: Knowledge) -> Iterator[Due]:
    """The next one that was booked, unless one of its day or later is known."""
    kept = known.entries(Appointment)
    for entry in kept:
        next_on = entry.body.next_on
        if next_on and not any(
            one.day >= next_on and set(one.people) & set(entry.people) for one in reversed(kept)
        ):
            yield Due("appointment", next_on, entry)


def _planned(known: Knowledge, on: dt.date) -> Iterator[Due]:
    for kind in _PLANNED:
        for entry in known.entries(kind, since=on + dt.timedelta(days=1)):
            if entry.occurred.start is not None:
                yield Due("planned", entry.occurred.start, entry)


def _births(known: Knowledge, people: Sequence[Person], on: dt.date) -> Iterator[Due]:
    for person in people:
        due = persons.due(known, person)
        if due and persons.unborn_on(known, person, on):
            said = [entry for entry in known.entries(Particulars, person) if entry.body.edd == due]
            yield Due("birth", due, said[-1])
