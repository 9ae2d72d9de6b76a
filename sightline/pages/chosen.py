"""One entry laid out: how far each telling of it has come and, for a team's own entry, who was not told and acted since.

All of it is thought over what the team may see. Nobody is said not to have been told except by the team itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.pages.telling import ORDER, Step, step
from sightline.pages.words import age
from sightline.record.cases import Receipt
from sightline.record.entry import Entry, Told
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.record.named import parties, speaks_of

ACTED: Mapping[str, str] = {
    "decision": "decided",
    "decision_outcome": "decided",
    "assessment": "assessed",
    "meeting": "met",
    "strategy_discussion": "held a strategy discussion",
    "check": "made a check",
    "visit": "made a visit or tried to",
    "medical": "examined",
}
_CONVEYS_PART = ("information_sharing", "decision_outcome", "feedback")


@dataclass(frozen=True, slots=True)
class Fact:
    """One step of a telling, with its day as far as one is kept. `after` is how long after being told it was."""

    name: str
    done: bool
    day: dt.date | None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody was told of the whole entry: how, by whom, and how far it has come."""

    who: Agency
    by: Agency | None
    step: Step
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody was told something that says part of the entry, or puts it right."""

    who: Agency
    entry: Entry[Any]
    day: dt.date


@dataclass(frozen=True, slots=True)
class Act:
    """What a team that was not told did afterwards."""

    who: Agency
    did: str
    entry: Entry[Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One entry laid out. `acted` and `untold` are of the team's own entry only: for another's they say nothing."""

    mine: bool
    tellings: tuple[Telling, ...]
    parts: tuple[Part, ...]
    acted: tuple[Act, ...]
    untold: tuple[Agency, ...]
    """Those not told who are not seen to have acted."""


def chosen(
    entry: Entry[Any], known: Knowledge, teams: Collection[Agency], receipts: Mapping[str, Sequence[Receipt]]
) -> Chosen:
    """This will lay out an entry that is in `known`, beside what speaks of it and what was done later.

    `teams` are those that the knower sees concerned with the same people.
    """
    told = tuple(
        _telling(row, entry, receipts.get(row.id, ()))
        for row in sorted(known.tellings(), key=lambda row: row.told.key)
        if row.entry == entry.id and row.knower != entry.author
    )
    mine = entry.author == known.knower
    parts = _parts(entry, known)
    untold = _untold(entry, known, teams) if mine else []
    acts = [act for who in untold if (act := _first_act(who, entry, known))]
    acted = {act.who for act in acts}
    acts.sort(key=lambda act: (act.entry.day, act.entry.noted.key))
    return Chosen(mine, told, parts, tuple(acts), tuple(who for who in untold if who not in acted))


def _telling(row: Told, entry: Entry[Any], receipts: Sequence[Receipt]) -> Telling:
    how = step(row, entry, receipts)
    if how.there:
        return Telling(row.knower, row.by, how, (Fact("Was there", True, how.day),))
    days: dict[str, dt.date] = {}
    for one in receipts:
        days.setdefault(one.what, one.day)
    facts = [Fact("Says it told" if how.said else "Told", not how.said, how.day)]
    for place, name in enumerate(ORDER[1:], start=2):
        day = days.get(name)
        later = age(how.day, day) + " later" if day and day > how.day else ""
        facts.append(Fact(name.capitalize(), place <= how.reached, day, later))
    return Telling(row.knower, row.by, how, tuple(facts))


def _parts(entry: Entry[Any], known: Knowledge) -> tuple[Part, ...]:
    """Who is seen to have been told part of it, or its correction, and not the whole."""
    found: dict[tuple[Agency, str], Part] = {}
    for said in _conveying(entry, known):
        for who, row in known.told(said.id).items():
            if who != said.author and not known.knows(who, entry):
                found.setdefault((who, said.id), Part(who, said, row.told.day))
    return tuple(sorted(found.values(), key=lambda part: part.day))


def _untold(entry: Entry[Any], known: Knowledge, teams: Collection[Agency]) -> list[Agency]:
    """The teams that the knower has told nothing of it, and that are not seen to have it from anywhere."""
    has: set[Agency] = {entry.author}
    for said in _conveying(entry, known):
        has |= {*parties(said), *known.told(said.id)}
    has |= {said.author for said in known.all() if speaks_of(said, entry.id)}
    return sorted(
        who
        for who in teams
        if who in known.teams
        and known.teams[who].type != "community"  # a neighbour, a relative: no team to tell
        and who not in has
        and not known.knows(who, entry)
    )


def _first_act(who: Agency, entry: Entry[Any], known: Knowledge) -> Act | None:
    """What was done before the entry was written could not have rested on it, whenever it was written down."""
    acts = [
        act
        for act in known.all()
        if act.author == who and act.kind in ACTED and act.noted > entry.noted and act.day >= entry.noted.day
    ]
    first = min(acts, key=lambda act: (act.day, act.noted.key), default=None)
    return Act(who, ACTED[first.kind], first) if first else None


def _conveying(entry: Entry[Any], known: Knowledge) -> list[Entry[Any]]:
    return [
        said
        for said in known.all()
        if said.author == entry.author
        and speaks_of(said, entry.id)
        and (said.kind in _CONVEYS_PART or said.corrects == entry.id)
    ]
