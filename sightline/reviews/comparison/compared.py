"""Two cases laid side by side: each step of both on one clock, what was called for and missing, what each shows well."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.particulars import WHO_IT_IS
from sightline.record.kinds.words import Person
from sightline.reviews.comparison.case import Case
from sightline.reviews.comparison.ended import How, ended
from sightline.reviews.comparison.intervals import Interval, between
from sightline.reviews.comparison.matching import Shown
from sightline.reviews.comparison.steps import Done, Missing, Step, missing, start, steps, taken
from sightline.reviews.comparison.strengths import shows, strengths
from sightline.standards.replay import Raise
from sightline.standards.standard import standards

_PART_OF = ("check", "decision", "of", "escalation")
"""The fields by which an answer, an outcome, an ending or a receipt names the entry that it is a part of."""


@dataclass(frozen=True, slots=True)
class Said:
    """A standard that spoke in a case, and how it ended."""

    raised: Raise
    ended: How


@dataclass(slots=True)
class Day:
    """What a case holds of one day of its clock."""

    entries: list[Entry[Any]] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    spoke: list[Said] = field(default_factory=list)
    ended: list[Said] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: where its clock starts, the child, when each step was first taken, and its days by their place."""

    case: Case
    start: Done
    child: Person | None
    first: Mapping[str, Done]
    missing: tuple[Missing, ...]
    said: tuple[Said, ...]
    strong: Mapping[str, tuple[Shown, ...]]
    days: Mapping[int, Day]

    def day(self, place: int) -> dt.date:
        """This will give the day that stands at a place of the clock."""
        return self.start.day + dt.timedelta(days=place)

    def interval(self, done: Done | None) -> Interval | None:
        """This will measure from the start to a step; None where it was not taken or a day is not known."""
        return between(self.start.at, done.at) if done and done.at and self.start.at else None


@dataclass(frozen=True, slots=True)
class Line:
    """One step in both cases, with the time from the start; `done` None: the case has no record of it."""

    step: Step
    done: tuple[Done | None, Done | None]
    intervals: tuple[Interval | None, Interval | None]


@dataclass(frozen=True, slots=True)
class Strong:
    """One sort of good practice, with the entries that show it in each case."""

    shown: Shown
    entries: tuple[tuple[Entry[Any], ...], tuple[Entry[Any], ...]]


@dataclass(frozen=True, slots=True)
class Spoke:
    """One standard, with each time that it spoke in each case."""

    title: str
    said: tuple[tuple[Said, ...], tuple[Said, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two cases on one clock. `main` is the line that the aligning event leads to."""

    align: Step
    sides: tuple[Side, Side]
    lines: tuple[Line, ...]
    main: Line
    strong: tuple[Strong, ...]
    spoke: tuple[Spoke, ...]

    def only_in(self, which: int) -> tuple[Line, ...]:
        """This will give the steps that one case (0 or 1) has and the other has no record of."""
        return tuple(line for line in self.lines if line.done[which] and not line.done[1 - which])


def compare(one: Case, other: Case, align: Step) -> Comparison:
    """This will lay two cases side by side. Raises NotThere where one of them has no such event."""
    sides = (_side(one, align), _side(other, align))
    lines = [_line(sides, step) for step in steps().values()]
    main = next(line for line in lines if line.step.name == (align.leads_to or align.name))
    return Comparison(
        align,
        sides,
        tuple(line for line in lines if any(line.done)),
        main,
        tuple(found for each in strengths() if any((found := _strong(sides, each)).entries)),
        tuple(_spoke(sides)),
    )


def _side(case: Case, align: Step) -> Side:
    begun, child = start(case, align)
    first = {step.name: times[0] for step in steps().values() if (times := taken(case, step, child))}
    lacking = tuple(missing(case, child))
    said = tuple(Said(raised, ended(case, raised, lacking)) for raised in case.raises)
    entries = list(_read(case))
    strong = {entry.id: found for entry in entries if (found := shows(entry, case.known))}
    return Side(
        case,
        begun,
        child,
        {**first, align.name: begun},
        lacking,
        said,
        strong,
        _days(begun.day, entries, lacking, said),
    )


def _days(
    begun: dt.date, entries: Iterable[Entry[Any]], lacking: Iterable[Missing], said: Iterable[Said]
) -> Mapping[int, Day]:
    days: dict[int, Day] = defaultdict(Day)
    for entry in entries:
        days[(entry.day - begun).days].entries.append(entry)
    for one in lacking:
        days[(one.raised.raised - begun).days].missing.append(one)
    for spoke in said:
        days[(spoke.raised.raised - begun).days].spoke.append(spoke)
        if spoke.raised.closed is not None:
            days[(spoke.raised.closed - begun).days].ended.append(spoke)
    return dict(days)


def _read(case: Case) -> Iterable[Entry[Any]]:
    """The entries that are read down the clock; a part that came with its whole, on its day, is read with it."""
    wholes = {entry.id: entry for entry in case.known.all()}
    for entry in sorted(wholes.values(), key=lambda entry: (entry.day, entry.noted.key)):
        names = (getattr(entry.body, part, None) for part in _PART_OF)
        whole = next((wholes[name] for name in names if isinstance(name, str) and name in wholes), None)
        if entry.kind not in WHO_IT_IS and (whole is None or whole.day != entry.day) and _in_words(entry):
            yield entry


def _in_words(entry: Entry[Any]) -> bool:
    """A standing fact that a file lists with a person has no day of its own."""
    return bool(entry.summary) or entry.kind != "background"


def _line(sides: tuple[Side, Side], step: Step) -> Line:
    done = (sides[0].first.get(step.name), sides[1].first.get(step.name))
    return Line(step, done, (sides[0].interval(done[0]), sides[1].interval(done[1])))


def _strong(sides: tuple[Side, Side], sign: Shown) -> Strong:
    found = [
        tuple(
            entry
            for id, signs in side.strong.items()
            if sign in signs and (entry := side.case.known.entry(id))
        )
        for side in sides
    ]
    return Strong(sign, (found[0], found[1]))


def _spoke(sides: tuple[Side, Side]) -> Iterable[Spoke]:
    for standard in standards():
        found = [tuple(one for one in side.said if one.raised.kind == standard.kind) for side in sides]
        if any(found):
            yield Spoke(standard.title, (found[0], found[1]))
