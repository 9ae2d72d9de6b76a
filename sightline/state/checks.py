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

    def step(found: Asked, entry: Entry[Check]) -> None:
        to = entry.body.asked
        if to is not None and to != entry.author and person in (entry.body.of_people or entry.people):
            found[(entry.author, to)] = max(entry.day, found.get((entry.author, to), entry.day))

    return known.fold("asked", ("kind", Check, person), dict, step)


def answered(known: Knowledge, check: Entry[Check], person: Person) -> Literal["in full", "in part"] | None:
    """This will say how far a check about a person is answered by now; None where it waits, was refused or had no response."""
    stands = board.stands(known, check, person, dt.date.max)
    if stands.state not in ("held", "nothing_held"):
        return None
    said = known.entry(stands.read[0])
    partial = said is not None and isinstance(said.body, CheckAnswer) and said.body.result == "partial"
    return "in part" if partial else "in full"
