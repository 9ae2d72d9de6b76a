"""Out of hospital after the birth."""

from __future__ import annotations

import datetime as dt

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Hospital
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
)
from sightline.state import people
from sightline.state.referrals import child_of


@detects("discharge_planning_incomplete", Hospital)
def discharge_planning_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A baby about whom agencies are worried goes home from the birth without the people who must plan for it."""
    discharge: Entry[Hospital] = subject.entry
    edition = rule.on(discharge.day)
    child = child_of(known, discharge)
    if edition is None or not _leaves(discharge):
        return SETTLED
    if clock.passed(days_after(discharge.day, edition["lapses_after_days"])):
        return SETTLED
    if child is None:
        return []
    weeks = people.weeks_old(known, child, discharge.day)
    held = discharge.body.discharge_planning_meeting
    written = held in ("not_held", "held_without_key_people")
    under = edition["written_of_under_weeks"] if written else edition["baby_under_weeks"]
    if weeks is None or weeks > under or not _worried(known, child, discharge.day):
        return []
    meetings = _planning(known, child, discharge, edition)
    absent = {a for m in meetings for a in (*(m.body.invited_absent or ()), *(m.body.not_invited or ()))}
    absent -= {a for m in meetings for a in m.body.attended or ()}
    if held == "not_needed" or (held == "held" and not absent):
        return []
    if held is None and meetings and not absent:
        return []
    starts = [
        p for p in known.entries(Placement, child) if p.body.status == "started" and p.day == discharge.day
    ]
    words = {
        "child": wording.who(known, [child]),
        "day": wording.day(discharge.day),
        "absent": wording.teams(known, sorted(absent)) or "everybody who must be there",
    }
    evidence = (discharge.id, *(m.id for m in meetings), *(p.id for p in starts))
    return [Finding((child,), evidence[:15], discharge.day, words=words)]


def _leaves(stay: Entry[Hospital]) -> bool:
    """As stated, or, where the stage is not, as where the baby went or how its going was planned shows."""
    body = stay.body
    gone = body.discharge_to is not None or body.discharge_planning_meeting is not None
    return body.stage == "discharged" or (body.stage is None and gone)


def _planning(
    known: Knowledge, child: Person, discharge: Entry[Hospital], edition: Edition
) -> list[Entry[Meeting]]:
    since = days_after(discharge.day, -edition["meeting_within_days"])
    until = days_after(discharge.day, edition["mended_within_days"])
    return [
        m for m in known.entries(Meeting, child, since, until) if m.body.type in (None, *edition["meetings"])
    ]


def _worried(known: Knowledge, child: Person, day: dt.date) -> bool:
    """Social care is or was asked to be involved: a referral, an assessment, a placement, a strategy discussion or a plan."""
    asked = (Referral, Placement, Assessment, StrategyDiscussion)
    planned = (p.body.type not in ("birth", None) for p in known.entries(Plan, child, until=day))
    return any(known.entries(kind, child, until=day) for kind in asked) or any(planned)
