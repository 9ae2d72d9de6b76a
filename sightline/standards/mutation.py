"""Cases changed by one step: a step that guards against a prompt is taken away or comes late, or a missing step is put in.

Taken away, the entry was never written and nothing speaks of it. Late, it happened when it happened and was decided
when it was decided, but it is written down, and told to everybody who was told, a week after the day on which its
absence was noticed. Put in, it stands in the file as its key gives it. Every run goes on to the last day of the case as
it was. What a run wakes are the raises that the case as it was did not have, those left out that its key lets pass.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import Literal

from sightline.record.entry import Record
from sightline.record.interchange.casefile import CaseFile, FileDecision, FileEvent
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split
from sightline.record.named import REFERENCE_FIELDS, REFERENCE_LISTS
from sightline.standards.bench import Case
from sightline.standards.key import BadKey, Guard, with_step
from sightline.standards.replay import Raise, Run, last_day, said, through
from sightline.standards.scoring import answering, tolerated

LATE = dt.timedelta(days=7)
How = Literal["taken away", "late", "unguarded", "arguable", "put in"]


@dataclass(frozen=True, slots=True)
class Trial:
    """One change of one case, and what came of it.

    `entry` is what was taken away or came late (`e25+e26`: both), or the point that the missing step should silence. `wanted`
    is the kind that should speak (put in: should fall silent). `right` says that it did so; None where no kind is
    wanted. `woke` is whatever else spoke. `closed` says that a prompt fell silent once the late entry came.
    """

    case: str
    entry: str
    how: How
    wanted: str | None
    right: bool | None
    woke: tuple[Raise, ...]
    closed: bool | None = None


def trials(case: Case) -> Iterator[Trial]:
    """This will try every guard, every missing step, and, where the case was handled well, every other entry. Raises BadKey."""
    yield from guarded(case)
    yield from put_in(case)
    yield from unguarded(case)


def guarded(case: Case) -> Iterator[Trial]:
    """This will take each guard of a case away, and let it come late where its absence was noticed. Raises BadKey."""
    unknown = sorted({id for guard in case.key.guards for id in guard.entries} - set(_ids(case.file)))
    if unknown:
        raise BadKey(f"its key has a guard {unknown[0]}, and there is no such entry")
    guards = [guard for guard in case.key.guards if guard.prompt is not None]
    if guards:
        before = through(case.record, None)
        for guard in guards:
            yield from _guarding(case, guard, before)


def unguarded(case: Case) -> Iterator[Trial]:
    """This will take away each entry that guards against nothing by itself, of a case handled well whose guards are marked."""
    if not (case.key.strict and case.key.marked):
        return
    before = through(case.record, None)
    guards = {guard.entries: guard for guard in case.key.guards}
    for id in _ids(case.file):
        guard = guards.get((id,))
        if guard is None or guard.prompt is None:
            after = _changed(case, split(without(case.file, id)), before)
            yield _other(case, id, guard, woken(said(before), after))


def put_in(case: Case) -> Iterator[Trial]:
    """This will put each missing step in whose point is raised today: no other can fall silent. Raises BadKey."""
    if not case.key.steps:
        return
    points = {point.id: point for point in case.key.expected}
    before = through(case.record, None)
    for step in case.key.steps:
        if step.silences not in points:
            raise BadKey(f"its key has an answer to {step.silences}, and expects no such point")
        point = points[step.silences]
        spoke = len(answering(case.key, said(before), point))
        if spoke:
            after = _changed(case, split(read(with_step(case.data, step))), before)
            woke = tuple(r for r in _noise(case, woken(said(before), after)) if r.kind not in point.kinds)
            # One fewer, and not none: what was raised of the next harm may answer this point too.
            silent = len(answering(case.key, after, point)) < spoke
            yield Trial(case.key.case, point.id, "put in", point.prompt, silent, woke)


def _changed(case: Case, record: Record, before: Run) -> list[Raise]:
    """What is raised of a case that was changed, to the last day of the case as it was."""
    return said(through(record, None, last_day(case.record), like=before))


def without(case: CaseFile, id: str) -> CaseFile:
    """This will take an event or a decision out of a case, and out of whatever speaks of it."""
    return replace(
        case,
        events=tuple(_forgotten(event, id) for event in case.events if event.id != id),
        decisions=tuple(_unfounded(decision, id) for decision in case.decisions if decision.id != id),
    )


def late(case: CaseFile, id: str, day: dt.date) -> CaseFile:
    """This will let an event or a decision be written down, and told, no earlier than a day."""
    return replace(
        case,
        events=tuple(_event_late(event, day) if event.id == id else event for event in case.events),
        decisions=tuple(_decision_late(one, day) if one.id == id else one for one in case.decisions),
    )


def woken(before: Sequence[Raise], after: Sequence[Raise]) -> list[Raise]:
    """This will give the raises that are not in the first run: more of a kind about the same people than there were."""
    had = Counter((raised.kind, raised.about) for raised in before)
    found = []
    for raised in after:
        had[raised.kind, raised.about] -= 1
        if had[raised.kind, raised.about] < 0:
            found.append(raised)
    return found


def _ids(case: CaseFile) -> tuple[str, ...]:
    return (*(event.id for event in case.events), *(decision.id for decision in case.decisions))


def _guarding(case: Case, guard: Guard, before: Run) -> Iterator[Trial]:
    gone = _changed(case, split(reduce(without, guard.entries, case.file)), before)
    trial, spoke = _trial(case, guard, "taken away", woken(said(before), gone))
    yield trial
    last = last_day(case.record) or dt.date.min
    day = min((raised.raised for raised in spoke), default=last) + LATE
    if day < last:
        then = _changed(case, split(reduce(partial(late, day=day), guard.entries, case.file)), before)
        trial, spoke = _trial(case, guard, "late", woken(said(before), then))
        yield replace(trial, closed=all(raised.closed is not None for raised in spoke))


def _trial(case: Case, guard: Guard, how: How, new: Sequence[Raise]) -> tuple[Trial, list[Raise]]:
    spoke = [raised for raised in new if raised.kind in guard.kinds]
    others = [r for r in _noise(case, new) if r.kind not in guard.kinds | guard.arguable]
    return Trial(case.key.case, "+".join(guard.entries), how, guard.prompt, bool(spoke), tuple(others)), spoke


def _other(case: Case, id: str, guard: Guard | None, new: Sequence[Raise]) -> Trial:
    """What may be argued of an entry is told apart, and is not held against it."""
    arguable = guard.arguable if guard else frozenset()
    others = tuple(raised for raised in _noise(case, new) if raised.kind not in arguable)
    return Trial(case.key.case, id, "arguable" if guard else "unguarded", None, None, others)


def _noise(case: Case, raises: Sequence[Raise]) -> list[Raise]:
    return [raised for raised in raises if not tolerated(case.key, raised)]


def _forgotten(event: FileEvent, id: str) -> FileEvent:
    if event.attributes is None:
        return event
    values = {name: value for name, value in event.attributes.items() if not _refers(name, value, id)}
    for name in REFERENCE_LISTS:
        if name in values:
            values[name] = tuple(one for one in values[name] if one != id)
    return replace(event, attributes=values)


def _refers(name: str, value: object, id: str) -> bool:
    return name in REFERENCE_FIELDS and value == id


def _unfounded(decision: FileDecision, id: str) -> FileDecision:
    rests = decision.on_information
    return replace(
        decision,
        responds_to=None if decision.responds_to == id else decision.responds_to,
        on_information=None if rests is None else tuple(one for one in rests if one != id),
    )


def _event_late(event: FileEvent, day: dt.date) -> FileEvent:
    return replace(
        event,
        recorded=max(event.recorded, day),
        known_by=tuple(replace(on, day=max(on.day, day)) for on in event.known_by),
        shared_with=None
        if event.shared_with is None
        else tuple(replace(on, day=max(on.day, day)) for on in event.shared_with),
    )


def _decision_late(decision: FileDecision, day: dt.date) -> FileDecision:
    return replace(
        decision,
        recorded=max(decision.recorded, day),
        communicated_to=None
        if decision.communicated_to is None
        else tuple(replace(to, day=max(to.day, day)) for to in decision.communicated_to),
    )
