"""Where background checks stand: who asked whom about a person."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.state import board

Asked = dict[tuple[Agency, Agency], dt.date]


def asked(known: Knowledge, person: Person) -> Asked:
    """This will give who asked whom about a person, and the day they last did; a look at one's own index is no asking."""

    def step(found: list[Entry[Check]], entry: Entry[Check]) -> None:
        if entry.body.asked != entry.author and person in (entry.body.of_people or entry.people):
            found.append(entry)

    found: Asked = {}
    made: list[Entry[Check]] = known.fold("checks of others", ("kind", Check, person), list, step)
    for entry in made:
        to = whom(known, entry)
        if to is not None:
            found[(entry.author, to)] = max(entry.day, found.get((entry.author, to), entry.day))
    return found


def whom(known: Knowledge, check: Entry[Check]) -> Agency | None:
    """This will give who was asked: as stated or, where nobody wrote that down, the one team outside social care that was told of
    the question when it was noted."""
    if check.body.asked is not None:
        return check.body.asked
    told = {a for a, row in known.told(check.id).items() if row.told.day <= check.noted.day}
    others = [a for a in sorted(told - {check.author}) if a in known.teams]
    others = [a for a in others if known.teams[a].type not in _SOCIAL_CARE]
    return others[0] if len(others) == 1 else None


_SOCIAL_CARE = ("front_door", "children_social_care", "emergency_duty")


def answered(known: Knowledge, check: Entry[Check], person: Person) -> Literal["in full", "in part"] | None:
    """This will say how far a check about a person is answered by now; None where it waits, was refused or had no response.

    An answer of which nobody wrote what it was is one in part.
    """
    stands = board.stands(known, check, person, dt.date.max)
    if stands.state not in ("held", "nothing_held"):
        last = known.entry(stands.read[0]) if stands.read else None
        unsaid = last is not None and isinstance(last.body, CheckAnswer) and last.body.result is None
        return "in part" if unsaid else None
    said = known.entry(stands.read[0])
    partial = said is not None and isinstance(said.body, CheckAnswer) and said.body.result == "partial"
    return "in part" if partial else "in full"
