"""An injury, whether the child could have come by it alone, and what was done about it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Injury, Medical
from sightline.record.kinds.pregnancy import Birth
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.state import people

SKILLED = ("child_protection_medical", "paediatric_review")
OPEN = ("not_stated", "inconclusive", "non_accidental", "examination_not_completed")
EXPLAINED_BY = ("birth_mark", "medical_cause", "normal")


def explained(known: Knowledge, injury: Entry[Injury], child: Person) -> bool:
    """This will say whether a clinician has charted a cause, or the mark was charted at birth at the same site."""
    if injury.body.documented_cause not in (None, "none"):
        return True
    charted = [m for b in known.entries(Birth, child) for m in b.body.marks_recorded_at_birth or ()]
    site = (injury.body.site or "").lower()
    return injury.body.type == "mark" and bool(site) and any(site in mark.lower() for mark in charted)


def unexplained_before(known: Knowledge, entry: Entry[Any], child: Person, days: int) -> list[Entry[Injury]]:
    """This will give a child's unexplained injuries in the days up to an entry, that entry itself left out."""
    before = known.entries(Injury, child, entry.day - dt.timedelta(days=days), entry.day)
    return [i for i in before if i.id != entry.id and not explained(known, i, child)]


def examined(known: Knowledge, child: Person, since: dt.date) -> list[Entry[Medical]]:
    """This will give the examinations by a skilled paediatrician since a day, finished ones."""
    return [
        m
        for m in known.entries(Medical, child, since)
        if m.body.type in SKILLED and m.body.opinion != "examination_not_completed"
    ]


def cannot_move_alone(
    known: Knowledge,
    child: Person,
    day: dt.date,
    noted: str | None,
    mobile: tuple[str, ...],
    under_weeks: int,
) -> bool:
    """This will say whether a child cannot move alone: as noted, or, where nobody noted it, by age in weeks."""
    if noted is not None and noted != "not_recorded":
        return noted not in mobile
    weeks = people.weeks_old(known, child, day)
    return weeks is not None and weeks < under_weeks
