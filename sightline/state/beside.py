"""Who is recorded beside a child: brothers, sisters, and whoever else lives there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Check, InformationSharing, Referral, Visit
from sightline.record.kinds.harm import Concern, Hospital, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Household, Move
from sightline.record.kinds.pregnancy import AntenatalBooking
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.state import people

_TOGETHER: tuple[type[Any], ...] = (
    Referral,
    Assessment,
    Plan,
    Meeting,
    StrategyDiscussion,
    Household,
    Move,
    Visit,
)
_NAMES: tuple[type[Any], ...] = (
    *_TOGETHER, Observation, Concern, Police, Hospital, Appointment, AntenatalBooking, Check, InformationSharing, Service,
)  # fmt: skip
_FAMILY = (*people.CHILDREN, "mother", "father")


def children_beside(known: Knowledge, child: Person) -> list[Person]:
    """This will give the other children whom the record is of: one case is one family's, whoever wrote of each alone."""
    return [person for person in people.those_in(known, people.CHILDREN) if person != child]


def adults_at_home(known: Knowledge, until: dt.date) -> list[Person]:
    """This will give the adults said by a day to live or be at the home, in the order in which they were; also who has left."""
    there = (
        found_at_home(known, h) for h in known.entries(Household, until=until) if h.body.change != "leaves"
    )
    return [p for p in dict.fromkeys(there) if p is not None and not people.is_child(known, p)]


def found_at_home(known: Knowledge, household: Entry[Household]) -> Person | None:
    """This will give whom an entry of a household is of: as stated or, where nobody wrote that down, the one adult it names
    who is neither mother nor father, or who is the only adult."""
    if household.body.person is not None:
        return household.body.person
    adults = [p for p in household.people if not people.is_child(known, p)]
    others = [p for p in adults if people.role(known, p) not in ("mother", "father")] or adults
    return others[0] if len(others) == 1 else None


def beside_the_children(known: Knowledge, person: Person, day: dt.date) -> bool:
    """This will say whether anything noted by a day puts a parent or partner beside the children: kin always is.

    What one agency holds of a partner by himself does not: on that day nobody could have asked about him.
    """
    if people.role(known, person) in ("mother", "father"):
        return True
    return known.found(("beside the children", person, day), lambda: _named_with_family(known, person, day))


def _named_with_family(known: Knowledge, person: Person, day: dt.date) -> bool:
    named = (e for kind in _NAMES for e in known.entries(kind, person, until=day) if e.noted.day <= day)
    return any(
        isinstance(e.body, Household)
        or any(people.role(known, p) in _FAMILY for p in e.people if p != person)
        for e in named
    )


def _people_named(entries: Sequence[Entry[Any]]) -> tuple[Person, ...]:
    return tuple(dict.fromkeys(person for entry in entries for person in entry.people))
