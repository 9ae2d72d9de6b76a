"""Where background checks stand: who was asked about whom, and what one agency has had from another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer, InformationSharing
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge, concerned

Asked = dict[tuple[Agency, Agency], dt.date]


def asked(known: Knowledge, person: Person) -> Asked:
    """This will give who asked whom about a person, and the day they last did; a look at one's own index is no asking."""

    def step(found: Asked, entry: Entry[Check]) -> None:
        to = entry.body.asked
        if to is not None and to != entry.author and person in (entry.body.of_people or entry.people):
            found[(entry.author, to)] = max(entry.day, found.get((entry.author, to), entry.day))

    return known.fold("asked", ("kind", Check, person), dict, step)


def has_from(known: Knowledge, agency: Agency, holder: Agency, person: Person) -> bool:
    """This will say whether an agency is seen to have something from a holder about a person.

    It has if it was told an entry of the holder's, had an answer from it, consulted it for an assessment of the
    person, or was sent on any of these. Who a person is (particulars) does not count.
    """
    return holder in _sources(known, agency, person)


@dataclass(slots=True)
class _Sources:
    """From whom an agency has something, and the entries that speak of others not yet known here."""

    had: set[Agency] = field(default_factory=set)
    waiting: list[Entry[Any]] = field(default_factory=list)


def _sources(known: Knowledge, agency: Agency, person: Person) -> set[Agency]:
    found = known.fold(
        "sources", ("held", agency, person), _Sources, lambda state, entry: state.waiting.append(entry)
    )
    waiting, found.waiting = found.waiting, []
    for entry in waiting:
        if not _take(known, found.had, entry, agency, person):
            found.waiting.append(entry)
    return found.had


def _take(known: Knowledge, had: set[Agency], entry: Entry[Any], agency: Agency, person: Person) -> bool:
    """This will add what one entry brings, and say whether all that it speaks of was known."""
    body = entry.body
    if isinstance(body, Check | Particulars):
        return True
    had.add(entry.author)
    if isinstance(body, Assessment) and entry.author == agency:
        had.update(body.agencies_consulted or ())
    if isinstance(body, CheckAnswer):
        check = known.entry(body.check)
        if check is not None and body.result not in (None, "no_response"):
            had.add(check.body.asked)
        return check is not None
    if isinstance(body, InformationSharing) and agency in (body.to or ()):
        sent = [known.entry(source) for source in body.what or ()]
        had.update(holder for source in sent if source and (holder := _holder(known, source, person)))
        return None not in sent
    return True


def _holder(known: Knowledge, entry: Entry[Any], person: Person) -> Agency | None:
    """Whose information an entry passes on about a person: its author's, or, of a check, that of the agency asked."""
    if person not in concerned(entry):
        return None
    if isinstance(entry.body, CheckAnswer):
        check = known.entry(entry.body.check)
        return check.body.asked if check else None
    return entry.body.asked if isinstance(entry.body, Check) else entry.author
