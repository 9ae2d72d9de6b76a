"""A father or partner: what places him with the family, and whether he has been looked at, heard by himself, or met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral, Visit
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.place import Household
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.state import people
from sightline.state.history import known_to

_LOOKS_AT = ("assessment", "statutory_cp", None)  # where nobody says why, he was seen
_PLACES_HIM: tuple[type[Any], ...] = (
    Household,
    Referral,
    Visit,
    InformationSharing,
    Police,
    Concern,
    Observation,
)


def around(known: Knowledge, assessor: Agency, man: Person, since: dt.date, by: dt.date) -> list[Entry[Any]]:
    """This will give what an assessor knew by a day, and since another, that places a man with the child or the family."""
    found: list[Entry[Any]] = []
    for kind in _PLACES_HIM:
        about = None if kind is Visit else man  # who was seen on a visit need not be whom it was about
        placing = (
            e
            for e in reversed(known.entries(kind, about, since, by))
            if man in (*e.people, *(getattr(e.body, "seen", None) or ()), getattr(e.body, "person", None))
            and getattr(e.body, "change", None) != "leaves"
            and e.noted.day <= by
            and known.knows(assessor, e, by)
        )
        found.extend(islice(placing, 2))
    return sorted(found, key=lambda entry: entry.noted.key)


def looked_at(known: Knowledge, man: Person, since: dt.date) -> bool:
    """This will say whether an assessment covers him since a day, or he was seen on a visit that assesses or protects."""
    seen = (
        v.body.purpose in _LOOKS_AT and man in _saw(v) and not _at_the_door(known, v)
        for v in known.entries(Visit, None, since)
    )
    return bool(known.covering(man, since)) or any(seen)


def heard_by_himself(known: Knowledge, man: Person, since: dt.date) -> bool:
    """This will say whether an assessment covers him since a day, or he was seen without a parent beside him.

    Of harm that is told of a man, a talk beside the mother tells nothing.
    """
    return bool(known.covering(man, since)) or seen_alone(known, man, since)


def seen_alone(known: Knowledge, man: Person, since: dt.date) -> bool:
    """This will say whether he was seen since a day, on a visit that assesses or protects, without a parent beside him."""
    seen = (
        v.body.purpose in _LOOKS_AT
        and man in _saw(v)
        and not any(p != man and people.role(known, p) in people.PARENTS for p in _saw(v))
        for v in known.entries(Visit, None, since)
    )
    return any(seen)


def harm_told(known: Knowledge, step: Entry[Any], man: Person, since: dt.date, harm: Iterable[str]) -> bool:
    """This will say whether the author of a step had been told since a day of harm by him, on these topics or as a call of
    the police to violence at home."""
    told = known_to(known, step.author, man, harm, step.day)
    called = known.entries(Police, man, since, step.day)
    return any(e.day >= since and getattr(e.body, "direction", None) != "positive" for e in told) or any(
        p.body.event == "domestic_incident" and known.knows(step.author, p, step.day) for p in called
    )


def met(known: Knowledge, man: Person, since: dt.date) -> bool:
    """This will say whether he was looked at since a day, or was at a meeting about the child, or was seen on any visit."""
    there = (man in (m.body.family_present or ()) for m in known.entries(Meeting, None, since))
    seen = (man in _saw(v) for v in known.entries(Visit, None, since))
    return looked_at(known, man, since) or any(there) or any(seen)


def _saw(visit: Entry[Visit]) -> tuple[Person, ...]:
    """Whom a visit saw: as stated or, where nobody says, those it is about, if somebody was seen."""
    if visit.body.seen is not None:
        return visit.body.seen
    return visit.people if visit.body.access == "seen" else ()


def _at_the_door(known: Knowledge, visit: Entry[Visit]) -> bool:
    """A call to see a child at which the child was not seen: whoever opened was not assessed by that."""
    unseen = visit.body.access in ("child_not_seen", "refused", "no_reply", "family_absent")
    return unseen and any(people.is_child(known, p) for p in visit.people)


def finished(assessment: Assessment) -> bool:
    """This will say whether an assessment is finished: as stated; where nobody says, one that has come to a conclusion."""
    return assessment.status == "completed" or (assessment.status is None and bool(assessment.outcome))
