"""Where background checks stand: who asked whom about a person."""

from __future__ import annotations

import datetime as dt

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge

Asked = dict[tuple[Agency, Agency], dt.date]


def asked(known: Knowledge, person: Person) -> Asked:
    """This will give who asked whom about a person, and the day they last did; a look at one's own index is no asking."""

    def step(found: Asked, entry: Entry[Check]) -> None:
        to = entry.body.asked
        if to is not None and to != entry.author and person in (entry.body.of_people or entry.people):
            found[(entry.author, to)] = max(entry.day, found.get((entry.author, to), entry.day))

    return known.fold("asked", ("kind", Check, person), dict, step)
