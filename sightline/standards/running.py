"""What a timescale is: what starts it, by when it is due, and what a clock of one is asked with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Visit
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after, working_days_after
from sightline.standards.standard import Edition, cited

Numbers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Due:
    """A clock that runs and that nothing recorded has stopped: since when, to what day, for whom, on which entries."""

    since: dt.date
    by: dt.date
    about: tuple[Person, ...]
    evidence: tuple[str, ...]


def notes_on(known: Knowledge, child: Person, since: dt.date) -> list[Entry[Any]]:
    """This will give what anybody wrote down about a child from a day on, whose words may tell of something else."""
    kinds = (Observation, Concern, Meeting, Visit, Appointment)
    return [entry for kind in kinds for entry in known.entries(kind, child, since)]


def result(entry: Entry[Any]) -> str:
    """This will give how something ended, as its outcome says or, where that was left empty, as its note does."""
    return getattr(entry.body, "outcome", None) or entry.summary


Run = Callable[[Entry[Any], Person, Knowledge, Numbers], Due | None]


@dataclass(frozen=True, slots=True)
class Timescale:
    """The kinds of entry that start a clock, whether it runs once for each entry or on and on for a child, and how."""

    on: tuple[type[Any], ...]
    run: Run
    of_child: bool = False


TIMESCALES: dict[str, Timescale] = {}


def timescale(name: str, *on: type[Any], of_child: bool = False) -> Callable[[Run], Run]:
    """This will register what a named clock runs by."""

    def register(run: Run) -> Run:
        TIMESCALES[name] = Timescale(on, run, of_child)
        return run

    return register


def edition_of(numbers: Numbers, day: dt.date) -> Edition | None:
    """This will give the edition that a clock rests on, on a day."""
    return next((e for e in _editions(numbers["series"], numbers["where"]) if _within(e, day)), None)


@cache
def _editions(series: str, where: str) -> tuple[Edition, ...]:
    return tuple(cited(series, where))


def _within(edition: Edition, day: dt.date) -> bool:
    return edition.since <= day and (edition.to is None or day <= edition.to)


def deadline(since: dt.date, numbers: Numbers) -> dt.date:
    """This will give the day by which something is due: so many working days, days or months after a day."""
    if "working_days" in numbers:
        return working_days_after(since, allowed(numbers["working_days"], since))
    if "months" in numbers:
        return months_after(since, allowed(numbers["months"], since))
    return days_after(since, allowed(numbers["days"], since))


def allowed(number: int | Sequence[Sequence[Any]], day: dt.date) -> int:
    """This will give a number as in force on a day: one number, or pairs of a first day and the number from then."""
    if isinstance(number, int):
        return number
    return int(next(value for since, value in reversed(number) if since <= day))


def months_after(day: dt.date, count: int) -> dt.date:
    """This will give the same day of a later month, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + count, 12)
    first = dt.date(day.year + years, month + 1, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
