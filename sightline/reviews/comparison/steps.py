"""When each step of a case was taken, and which were called for and not there. What a step is stands in steps.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.words import Agency, AgencyType, Person
from sightline.reviews.comparison.case import Case
from sightline.reviews.comparison.intervals import Point, happened, heard
from sightline.reviews.comparison.matching import Shown, learned, matches, shown
from sightline.standards.replay import Raise
from sightline.state.people import children, those_in

_STEPS = Path(__file__).parent / "steps.toml"


@dataclass(frozen=True, slots=True)
class Step:
    """A step that cases are compared by. Fields as steps.toml explains them."""

    name: str
    shown: Shown
    aligns: bool
    leads_to: str | None
    after: str | None
    anyone: bool
    told: tuple[AgencyType, ...]
    called_for_by: tuple[str, ...]
    counts_before: bool

    @property
    def title(self) -> str:
        """What it is called on its own."""
        return self.shown.title


@dataclass(frozen=True, slots=True)
class Done:
    """A step taken: the entry that shows it, when (None: the day is not known), and, of a telling, who came to know."""

    step: Step
    entry: Entry[Any]
    at: Point | None
    day: dt.date
    told: Agency | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A step that a standard called for and that was not there on its day; `came` if it was taken later."""

    step: Step
    raised: Raise
    came: Done | None


class NotThere(LookupError):
    """A case without the event that was to align it: `case` is its name; `has` the events that it could be aligned by."""

    def __init__(self, case: str, step: Step, has: tuple[Step, ...]) -> None:
        super().__init__(f"{case}: {step.title}")
        self.case, self.step, self.has = case, step, has


@cache
def steps() -> Mapping[str, Step]:
    """This will read every step, in its ordinary order. Raises KeyError or ValueError where steps.toml is not right."""
    found = {
        raw["name"]: Step(
            name=raw["name"],
            shown=shown(raw),
            aligns=raw.get("aligns", False),
            leads_to=raw.get("leads_to"),
            after=raw.get("after"),
            anyone=raw.get("anyone", False),
            told=tuple(raw.get("told", ())),
            called_for_by=tuple(raw.get("called_for_by", ())),
            counts_before=raw.get("counts_before", False),
        )
        for raw in tomllib.loads(_STEPS.read_text(encoding="utf-8"))["steps"]
    }
    for step in found.values():
        for other in (step.leads_to, step.after):
            if other is not None and other not in found:
                raise KeyError(other)
    return found


def aligning() -> tuple[Step, ...]:
    """This will give the steps that can align two cases."""
    return tuple(step for step in steps().values() if step.aligns)


def start(case: Case, step: Step) -> tuple[Done, Person | None]:
    """This will give where a case's clock starts, and the child it is about. Raises NotThere where it has no such event.

    In a case of several children it is the child of the first such event.
    """
    found = taken(case, step, None)
    if not found:
        has = tuple(other for other in aligning() if taken(case, other, None))
        raise NotThere(case.name, step, has)
    child = next(iter(children(case.known, found[0].entry.people)), None)
    return found[0], child or next(iter(those_in(case.known, ("child", "unborn"))), None)


def taken(case: Case, step: Step, child: Person | None) -> list[Done]:
    """This will give each time that a step was taken for a child (None: for anybody), the first first."""
    found = [done for entry in _entries(case, step, child) for done in _done(case, step, entry)]
    if step.after is not None:
        before = taken(case, steps()[step.after], child)
        found = [done for done in found if not before or done.day >= before[0].day]
    return sorted(found, key=lambda done: (done.day, done.entry.noted.key))


def missing(case: Case, child: Person | None) -> list[Missing]:
    """This will give the steps that standards called for and that were not there on the day, each once a day."""
    found: dict[tuple[str, dt.date], Missing] = {}
    times: dict[tuple[str, Person | None], list[Done]] = {}
    for raised in case.raises:
        about = _about(case, raised, child)
        for step in steps().values():
            if raised.kind not in step.called_for_by:
                continue
            if (step.name, about) not in times:
                times[step.name, about] = taken(case, step, about)
            done = times[step.name, about]
            if not _there(case, step, raised, done):
                later = (one for one in done if one.day > raised.raised)
                found.setdefault((step.name, raised.raised), Missing(step, raised, next(later, None)))
    return list(found.values())


def _there(case: Case, step: Step, raised: Raise, done: Iterable[Done]) -> bool:
    """Whether a step was taken from what the standard speaks of (its first evidence) to the day it spoke."""
    days = [entry.day for entry in map(case.known.entry, raised.evidence) if entry is not None]
    since = (min(days) if step.counts_before else days[0]) if days else raised.raised
    return any(since <= one.day <= raised.raised for one in done)


def _about(case: Case, raised: Raise, child: Person | None) -> Person | None:
    return next(iter(children(case.known, raised.about)), child)


def _entries(case: Case, step: Step, child: Person | None) -> Iterable[Entry[Any]]:
    about = None if step.anyone else child
    found: dict[str, Entry[Any]] = {}
    for one in step.shown.matches:
        for entry in case.known.entries(one.kind, about):
            if matches(one, entry, case.known):
                found[entry.id] = entry
    return found.values()


def _done(case: Case, step: Step, entry: Entry[Any]) -> Iterable[Done]:
    if not step.told:
        yield Done(step, entry, happened(entry), entry.day)
        return
    for team in case.known.teams_of(*step.told):
        at = learned(case.known, team.id, entry)
        if at is not None:
            yield Done(step, entry, heard(at), at.day, team.id)
