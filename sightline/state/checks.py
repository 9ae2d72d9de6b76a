"""Where background checks stand: who was asked about whom, and what one agency has had from another."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer, InformationSharing
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge, concerned


def asked(known: Knowledge, person: Person, by: Agency | None, until: dt.date) -> list[Entry[Check]]:
    """This will give the checks about a person made by an agency (or by anybody) up to a day, its own index left out."""
    return [
        check
        for check in known.entries(Check, person)
        if (by is None or check.author == by)
        and check.body.asked not in (None, check.author)
        and person in (check.body.of_people or check.people)
        and check.day <= until
    ]


def answers(known: Knowledge, check: Entry[Check]) -> list[Entry[CheckAnswer]]:
    """This will give the answers to a check that are known here."""
    first = next(iter(concerned(check)), None)
    return [answer for answer in known.entries(CheckAnswer, first) if answer.body.check == check.id]


def answered(known: Knowledge, check: Entry[Check], until: dt.date) -> bool:
    """This will say whether a check had been answered by a day with something other than silence."""
    return any(a.body.result not in (None, "no_response") and a.day <= until for a in answers(known, check))


def has_from(known: Knowledge, agency: Agency, holder: Agency, person: Person, until: dt.date) -> bool:
    """This will say whether an agency is seen to have something from a holder about a person by a day.

    It has if it was told an entry of the holder's, had an answer from it, consulted it for an assessment of the
    person, or was sent on any of these.
    """
    for entry in known.held(agency, person):
        if not known.knows(agency, entry, until):
            continue
        if entry.author == holder and not isinstance(entry.body, Check | Particulars):
            return True
        if isinstance(entry.body, CheckAnswer) and _asked_of(known, entry, holder):
            if entry.body.result not in (None, "no_response"):
                return True
        if isinstance(entry.body, Assessment) and entry.author == agency and holder in (entry.body.agencies_consulted or ()):
            return True
        if isinstance(entry.body, InformationSharing) and agency in (entry.body.to or ()):
            if any(_from(known, source, holder, person) for source in entry.body.what or ()):
                return True
    return False


def _asked_of(known: Knowledge, answer: Entry[CheckAnswer], holder: Agency) -> bool:
    check = known.entry(answer.body.check)
    return check is not None and check.body.asked == holder


def _from(known: Knowledge, source: str, holder: Agency, person: Person) -> bool:
    entry: Entry[Any] | None = known.entry(source)
    if entry is None or person not in concerned(entry):
        return False
    if isinstance(entry.body, Check):
        return entry.body.asked == holder
    if isinstance(entry.body, CheckAnswer):
        return _asked_of(known, entry, holder)
    return entry.author == holder
