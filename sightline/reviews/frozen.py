"""A decision without hindsight: what its maker knew at that moment, and, apart from it, what others held by then.

Pure. The moment is the decision's own time where it has one; else the end of its day, as a replay judges a day. A decision
written down later is looked at on the day it was made. What answers or disputes a decision came after it, at whatever time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sightline.record.entry import Entry, Record, Told
from sightline.record.kinds.particulars import WHO_IT_IS
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge, knowledge, vantage
from sightline.record.named import speaks_of
from sightline.record.times import Moment
from sightline.standards.replay import Raise, replay

DECIDES = frozenset({"decision", "strategy_discussion", "placement", "plan"})
"""Kinds of entry by which somebody settles what happens next."""
_PARTS = frozenset({"decided_without", "decision_outcome"})
"""What a decision is written down in, beside itself."""
_LAST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Frozen:
    """A decision, and the record as it stood at that moment: with it (`record`), and before it (`before`).

    `knew` is what its maker knew before it; `unsure` came to the maker the same day, and nothing says before or after.
    """

    decision: Entry[Any]
    at: Moment
    record: Record
    before: Record
    knew: Knowledge
    unsure: tuple[Entry[Any], ...]

    @property
    def maker(self) -> Agency:
        """Whose decision it was: the agency that wrote it down."""
        return self.decision.author


@dataclass(frozen=True, slots=True)
class Held:
    """An entry that the maker of a decision had not been told: who held it, since when, and who else had been told by then."""

    entry: Entry[Any]
    holder: Agency
    since: dt.date
    others: tuple[Agency, ...]


@dataclass(frozen=True, slots=True)
class Lacked:
    """Who lacked what at a decision: what its maker knew, and what others held, by holder, the longest held first."""

    decision: Entry[Any]
    on: dt.date
    knew: tuple[Entry[Any], ...]
    held: Mapping[Agency, tuple[Held, ...]]


def decisions(record: Record) -> list[Entry[Any]]:
    """This will give the decisions of a case as they were first written, in the order they were made."""
    made = [entry for entry in record.entries if entry.kind in DECIDES and entry.corrects is None]
    return sorted(made, key=lambda one: (moment(one).key, one.noted.key, one.id))


def moment(decision: Entry[Any]) -> Moment:
    """This will give the moment at which a decision is looked at."""
    if decision.occurred.precision != "day":
        return Moment(decision.noted.day, _LAST)
    same_day = decision.noted.day == decision.day
    return decision.noted if same_day and decision.noted.time else Moment(decision.day, _LAST)


def frozen(record: Record, decision: Entry[Any]) -> Frozen:
    """This will freeze a case at the moment of one of its decisions, in its maker's eyes."""
    at, maker = moment(decision), decision.author
    about = _about(record, {decision.id})
    parts = {one.id for one in about if one.kind in _PARTS} | {decision.id}
    later = {one.id for one in record.entries if _later(one, decision)}
    after = {one.id for one in (*about, *_about(record, later))} - parts | later
    stood = _stood(record, at, after)
    before = _stood(record, at, after | parts)
    knew = knowledge(before, maker, at.day)
    return Frozen(decision, at, stood, before, knew, _unsure(record, after | parts, at, maker, knew))


def _about(record: Record, ids: set[str]) -> list[Entry[Any]]:
    """The entries that answer, dispute or otherwise speak of one of these."""
    return [one for one in record.entries if any(speaks_of(one, id) for id in ids)]


def _later(one: Entry[Any], decision: Entry[Any]) -> bool:
    """Whether it is what the same agency decided next on that day: it came after, though no time says so."""
    same = one.kind in DECIDES and one.author == decision.author and one.noted.day == decision.noted.day
    return same and one.noted.key > decision.noted.key


def _stood(record: Record, at: Moment, without: set[str]) -> Record:
    """A record as it stood at a moment: nothing that was written or told later is in it."""
    entries = tuple(one for one in record.entries if one.noted.key <= at.key and one.id not in without)
    here = {one.id for one in entries}
    told = tuple(row for row in record.told if row.entry in here and row.told.key <= at.key)
    return replace(record, entries=entries, told=told)


def _unsure(
    record: Record, without: set[str], at: Moment, maker: Agency, knew: Knowledge
) -> tuple[Entry[Any], ...]:
    if at.time is None:
        return ()
    day = vantage(_stood(record, Moment(at.day, _LAST), without), maker)
    return tuple(
        event
        for moment, event in day
        if isinstance(event, Entry)
        and moment.day == at.day
        and moment.time is None
        and knew.entry(event.id) is None
        and event.kind not in WHO_IT_IS
    )


def spoke(one: Frozen) -> list[Raise]:
    """This will give the practice standards that stood open to the decision's maker, on its own knowledge, when it was made."""
    said = replay(one.record, one.maker, one.at.day)
    return [raised for raised in said if raised.closed is None or raised.closed > one.at.day]


def lacked(one: Frozen) -> Lacked:
    """This will say who held what the decision's maker had not been told, and since when."""
    whole = knowledge(one.before, None, one.at.day)
    unsure = {entry.id for entry in one.unsure}
    tellings: dict[str, list[Told]] = defaultdict(list)
    for row in whole.tellings():
        if whole.teams[row.knower].type != "community":
            tellings[row.entry].append(row)
    held: dict[Agency, list[Held]] = defaultdict(list)
    for entry in whole.all():
        if entry.kind not in WHO_IT_IS and entry.id not in unsure and one.knew.entry(entry.id) is None:
            found = _held(entry, tellings[entry.id])
            held[found.holder].append(found)
    order = sorted(
        held, key=lambda agency: (min(h.since for h in held[agency]), whole.teams[agency].name, agency)
    )
    sorted_held = {
        agency: tuple(sorted(held[agency], key=lambda h: (h.since, h.entry.id))) for agency in order
    }
    knew = tuple(entry for entry in one.knew.all() if entry.kind not in WHO_IT_IS)
    return Lacked(one.decision, one.at.day, knew, sorted_held)


def _held(entry: Entry[Any], told: Sequence[Told]) -> Held:
    """Its author holds it; what relatives or neighbours know is held by the service that was told of it first."""
    first = sorted(told, key=lambda row: (row.knower != entry.author, row.told.key))
    holder = first[0].knower if first else entry.author
    since = min((row.told.day for row in told if row.knower == holder), default=entry.noted.day)
    others = dict.fromkeys(row.knower for row in first if row.knower != holder)
    return Held(entry, holder, since, tuple(others))
