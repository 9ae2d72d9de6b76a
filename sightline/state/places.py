"""Where a child has gone, whether the teams there have heard of it, and whether harm can follow the child there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.harm import Hospital
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.place import Move, Placement
from sightline.record.kinds.pregnancy import Birth
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.state import people
from sightline.state.care import BASES
from sightline.state.shared import shared

_MOVE = shared()["around_a_move"]
_TOLD_BEFORE = dt.timedelta(days=_MOVE.number("told_before_days"))
_NEWBORN = dt.timedelta(days=_MOVE.number("newborn_days"))


def told_of(known: Knowledge, agency: Agency, change: Entry[Any], child: Person | None) -> bool:
    """This will say whether an agency is seen to know of a move or a placement, or of anything about the child since.

    What it was told in the two weeks before counts: arrangements are made ahead.
    """
    return known.knows(agency, change) or bool(known.held(agency, child, change.day - _TOLD_BEFORE))


def safe_elsewhere(known: Knowledge, child: Person, since: dt.date) -> bool:
    """This will say whether a child is where harm at home cannot reach: placed elsewhere, or held safe since a day."""
    placed = _last(known, Placement, child)
    if placed is not None and placed.body.status == "started" and _away(known, placed):
        return True
    return held_safe(known, child, since)


def held_safe(known: Knowledge, child: Person, since: dt.date) -> bool:
    """This will say whether a child is where nobody can come who is not let in: in hospital, moved away since a day, or
    under a safeguard of the law."""
    hospital = _last(known, Hospital, child)
    if hospital is not None and hospital.body.stage == "admitted":
        return True
    granted = {e.body.step: e.body.status for e in known.entries(Legal, child) if e.body.step in _SAFEGUARDS}
    moved = any(m.body.type in ("refuge", "with_relatives") for m in known.entries(Move, child, since))
    orders = (e for e in known.entries(Legal, child, since) if e.body.step in _ORDERS)
    ordered = any(order.body.status in ("granted", None) for order in orders)
    return moved or ordered or any(status in ("granted", "held", None) for status in granted.values())


def placed_away(known: Knowledge, child: Person, on: dt.date) -> bool:
    """This will say whether a child lived on a day where a placement, away from both parents, had put it."""
    placed = next(iter(reversed(known.entries(Placement, child, until=on))), None)
    return placed is not None and placed.body.status != "ended" and _away(known, placed)


def _away(known: Knowledge, placed: Entry[Placement]) -> bool:
    """By its type; where nobody wrote the type, a council's care of a child with whom no parent is named."""
    if placed.body.type is not None:
        return placed.body.type not in _NOT_ELSEWHERE
    basis = (placed.body.legal_basis or "").lower().replace("_", " ")
    alone = not any(people.role(known, p) in people.PARENTS for p in placed.people)
    return alone and any(word in basis for word in (*BASES, *_PROTECTED))


_PROTECTED = shared()["care"].words("protected_words")
_NOT_ELSEWHERE = ("with_parents", "parent_and_child_foster", "residential_parent_and_child")
_ORDERS = ("interim_care_order", "care_order", "supervision_order")
_SAFEGUARDS = ("police_protection", "emergency_protection_order")


def _last(known: Knowledge, kind: type[Any], child: Person) -> Entry[Any] | None:
    return next(iter(reversed(known.entries(kind, child))), None)


def in_hospital(known: Knowledge, child: Person, on: dt.date) -> bool:
    """This will say whether a child was on a ward at the end of a day: admitted, or born lately, and not seen to have left."""
    stays = [
        h for h in known.entries(Hospital, child, until=on) if h.body.stage in ("admitted", "discharged")
    ]
    if stays:
        return stays[-1].body.stage == "admitted"
    birth = next(iter(known.entries(Birth, child, on - _NEWBORN, on)), None)
    return birth is not None and not known.entries(Visit, child, birth.day, on)
