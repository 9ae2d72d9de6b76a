"""Which agencies are at work with a family when others meet about it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.harm import Background
from sightline.record.kinds.help import Service
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.pregnancy import AntenatalBooking
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.standard import Edition
from sightline.state import people

# What is held of a person, or was passed on of a decision, and is no contact with them.
_NO_WORK = (Particulars, Background, DecisionOutcome)


def involved(
    known: Knowledge, child: Person, agency: Agency, meeting: Entry[Meeting], edition: Edition
) -> bool:
    """This will say whether an agency that stays away works with the family: by what it is or, as a surgery, as it wrote so."""
    team = known.teams.get(agency)
    return (team is not None and team.type in edition["at_work_types"]) or any(
        e.author == agency and e.day <= meeting.day and not isinstance(e.body, _NO_WORK)
        for person in (child, *people.those_in(known, people.PARENTS))
        for e in known.held(agency, person)
    )


def serves_since(known: Knowledge, child: Person, agency: Agency, meeting: Entry[Meeting]) -> dt.date | None:
    """This will give since when a team gives the child or a parent a service that has not ended."""
    family = (child, *people.those_in(known, people.PARENTS))
    rows = sorted(
        (
            e
            for person in family
            for e in known.entries(Service, person, until=meeting.day)
            if e.author == agency
        ),
        key=lambda e: (e.day, e.noted.key, e.id),
    )
    if not rows or rows[-1].body.status not in ("started", "reviewed"):
        return None
    return next(e.day for e in rows if e.body.status in ("started", "reviewed"))


def booked(
    known: Knowledge, child: Person, agency: Agency, meeting: Entry[Meeting], edition: Edition
) -> bool:
    """This will say whether midwives have a woman booked whose baby is not yet born: they are at work with her until it is."""
    return any(
        b.author == agency and b.noted.day <= meeting.day
        for b in known.entries(AntenatalBooking, child, until=meeting.day)
    ) and people.unborn_on(known, child, meeting.day)


def work(
    known: Knowledge, child: Person, agency: Agency, meeting: Entry[Any], edition: Edition
) -> list[Entry[Any]]:
    """This will give what an agency lately wrote of child or parents, where it gives a service or wrote on days enough."""
    since = days_after(meeting.day, -edition["at_work_days"])
    family = (child, *people.those_in(known, people.PARENTS))
    wrote = {
        e.id: e
        for person in family
        for e in known.held(agency, person, since)
        if e.author == agency
        and e.day <= meeting.day
        and e.noted.day <= meeting.day
        and not isinstance(e.body, _NO_WORK)
    }
    helps = (isinstance(e.body, Service) and e.body.status in ("started", "reviewed") for e in wrote.values())
    enough = any(helps) or len({e.day for e in wrote.values()}) >= edition["at_work_entries"]
    last = sorted(wrote.values(), key=lambda e: (e.day, e.id))[-3:]
    return last if enough and not any(_gave_up(e) for e in last if e.day == last[-1].day) else []


def _gave_up(last: Entry[Any]) -> bool:
    """The last word of an agency is that its work has ended, or was not wanted: it is at work with the family no longer."""
    if isinstance(last.body, Decision):
        return last.body.type == "close"
    return isinstance(last.body, Service) and last.body.status in ("ended", "refused")
