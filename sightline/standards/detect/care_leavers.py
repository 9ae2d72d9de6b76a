"""Parents who were in care themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Background, Concern, Observation
from sightline.record.kinds.help import Assessment, Plan, Service
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.pregnancy import AntenatalBooking
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import (
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
    each_person,
)
from sightline.state import people
from sightline.state.history import tells_of


@detects(
    "care_leaver_parent_pathway_missing",
    Background,
    Referral,
    AntenatalBooking,
    Concern,
    Observation,
    subjects=each_person,
)
def care_leaver_parent_pathway_missing(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A parent who was in care, a child expected or very young, and nobody from leaving care at the table."""
    parent = subject.person
    if parent is None or people.role(known, parent) not in people.PARENTS:
        return []
    for child in people.those_in(known, ("unborn", "child")):
        first = _first_of_child(known, child)
        if first is None or (edition := rule.on(first.day)) is None:
            continue
        on_topic = [
            e
            for topic in edition["topics"]
            for e in known.on_topic(topic, parent)[:4]
            if tells_of(e, parent) or _said_at_booking(known, e, parent)
        ]
        care = list({e.id: e for e in on_topic}.values())
        if not care or _joined_up(known, parent, child, first.day, edition):
            continue
        start = max(first.day, care[0].noted.day)
        young = people.born(known, child)
        if young is not None and clock.passed(days_after(young, edition["until_child_is_days_old"])):
            continue
        if not clock.passed(working_days_after(start, edition["join_up_within_working_days"])):
            continue
        words = {"adult": wording.who(known, [parent]), "child": wording.who(known, [child])}
        evidence = (*(e.id for e in care), first.id)
        return [Finding((parent,), evidence[:15], start, words=words)]
    return []


def _said_at_booking(known: Knowledge, entry: Entry[Any], parent: Person) -> bool:
    """What is disclosed at booking is of the mother."""
    return isinstance(entry.body, AntenatalBooking) and people.role(known, parent) == "mother"


def _first_of_child(known: Knowledge, child: Person) -> Entry[Any] | None:
    first = [e for kind in (AntenatalBooking, Referral, Assessment) for e in known.entries(kind, child)[:1]]
    return min(first, key=lambda entry: entry.day, default=None)


def _joined_up(known: Knowledge, parent: Person, child: Person, since: dt.date, edition: Edition) -> bool:
    """Leaving care knows of the child, or met with those who do, or a pathway is recorded."""
    met = known.fold("met", ("kind", Meeting, parent), set, _attended)
    if any(known.knows_of(team.id, child) or team.id in met for team in known.teams_of("leaving_care")):
        return True
    services = [s for s in known.entries(Service, parent, since) if s.body.status in ("started", "reviewed")]
    said = [(s.body.service or "").lower() for s in services]
    said += [(p.body.terms or "").lower() for p in known.entries(Plan, parent, since)]
    return any(word in text for text in said for word in edition["pathway_words"])


def _attended(found: set[Agency], meeting: Entry[Meeting]) -> None:
    found.update(meeting.body.attended or ())
