"""Clocks of emergency powers: what shows that one was used, and what follows or ends it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.help import Ending, Plan
from sightline.record.kinds.legal import Legal, Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.running import Due, Numbers, deadline, timescale
from sightline.state.phrases import plain, says


@timescale("police_protection", Legal, Police, Placement)
def police_protection(entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """Police protection taken, and nothing recorded of what follows it. Where no legal step is written, the officers' own note
    shows it, or the basis of a placement."""
    if not _used(entry, "police_protection", numbers) or _said_before(known, entry, child, numbers):
        return None
    return _unless_followed(entry, child, known, numbers)


@timescale("emergency_protection_order", Legal, Decision)
def emergency_protection_order(
    entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers
) -> Due | None:
    """An order, or its one extension, whose end comes, and nothing recorded of what follows. A court may have written it down as
    a decision."""
    step = "emergency_protection_order"
    if not _used(entry, step, numbers) or _said_before(known, entry, child, numbers):
        return None
    before = known.entries(
        Legal, child, days_after(entry.day, -numbers["days"] - 1), days_after(entry.day, -1)
    )
    extends = any(o.body.step == step and o.body.status == "granted" for o in before)
    due = _unless_followed(entry, child, known, numbers)
    if due is None or not extends:
        return due
    return Due(due.since, days_after(entry.day, numbers["extension_days"]), due.about, due.evidence)


def _used(entry: Entry[Any], step: str, numbers: Numbers) -> bool:
    """The legal step itself; or, in the box or the note of another entry, words for it."""
    body = entry.body
    if isinstance(body, Legal):
        return body.step == step and body.status in ("granted", "held", None)
    if isinstance(body, Placement):
        return body.status == "started" and _of(body.legal_basis, numbers)
    if isinstance(body, Decision):
        return (
            body.type == "court_order"
            and _of(body.outcome, numbers)
            and not says(body.outcome, numbers["refused_words"])
        )
    return _of(body.outcome, numbers) or says(entry.summary, numbers["same_power"], numbers["taken"])


def _of(text: str | None, numbers: Numbers) -> bool:
    return says(text, numbers["same_power"]) and not plain(text).startswith(("no ", "not "))


def _said_before(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> bool:
    """One use of a power is written down by several: the legal step counts, else the first that there is."""
    if isinstance(entry.body, Legal):
        return False
    since, until = days_after(entry.day, -numbers["days"]), days_after(entry.day, 1)
    steps = known.entries(Legal, child, since, until)
    if any(_used(step, numbers["step"], numbers) for step in steps):
        return True
    others: list[Entry[Any]] = [
        *known.entries(Police, child, since, entry.day),
        *known.entries(Placement, child, since, entry.day),
        *known.entries(Decision, child, since, entry.day),
    ]
    place = entry.day, entry.noted.key, entry.id
    return any((o.day, o.noted.key, o.id) < place and _used(o, numbers["step"], numbers) for o in others)


def _unless_followed(entry: Entry[Any], child: Person, known: Knowledge, numbers: Numbers) -> Due | None:
    """A power with nothing after it: no order, end, placement, plan or decision since, no note that it is over."""
    later = [o for o in known.entries(Legal, child, entry.day) if o.id != entry.id]
    if any(o.body.step in numbers["legal"] or o.body.step == numbers["step"] for o in later):
        return None
    if known.naming(entry.id, Ending) or entry.occurred.until is not None:
        return None
    decided = [d for d in known.entries(Decision, child, entry.day) if d.id != entry.id]
    if any(d.body.type in numbers["decisions"] or says(d.body.outcome, numbers["orders"]) for d in decided):
        return None
    if any(p.body.type in numbers["plans"] for p in known.entries(Plan, child, entry.day)):
        return None
    placed = [p for p in known.entries(Placement, child, entry.day) if p.id != entry.id]
    if any(_on_another_basis(p, entry, numbers) for p in placed) or _over(known, child, entry.day, numbers):
        return None
    return Due(entry.day, deadline(entry.day, numbers), (child,), (entry.id,))


def _over(known: Knowledge, child: Person, since: dt.date, numbers: Numbers) -> bool:
    kinds = (Observation, Concern, Meeting, StrategyDiscussion, Police)
    notes = (note for kind in kinds for note in known.entries(kind, child, since))
    return any(says(note.summary, numbers["over_words"]) for note in notes)


def _on_another_basis(placement: Entry[Placement], power: Entry[Any], numbers: Numbers) -> bool:
    """A placement follows a power unless its own basis is that power, or it began with the power and gives none: that says
    where the child is, not what holds it."""
    if placement.body.legal_basis is None and placement.day <= days_after(power.day, 1):
        return False
    return bool(numbers["placement_follows"]) and not _of(placement.body.legal_basis, numbers)
