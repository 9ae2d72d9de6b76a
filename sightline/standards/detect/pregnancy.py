"""Before birth and out of hospital."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Hospital
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
    each_person,
)
from sightline.state import decisions, people
from sightline.state.referrals import child_of, weighty


@detects("prebirth_assessment_late", Referral, subjects=each_person)
def prebirth_assessment_late(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A weighty referral about an unborn baby, past the weeks by which the assessment should have begun."""
    child = subject.person
    if child is None or (due := people.due(known, child)) is None:
        return []
    weighed = [r for r in known.entries(Referral, child) if _weighty_unborn(known, child, r, rule)]
    if not weighed:
        return []
    referral = weighed[0]
    edition = rule.on(referral.day)
    birth = people.born(known, child)
    if edition is None or (birth is not None and clock.passed(birth)):
        return []
    start_by = max(
        people.gestation_day(due, edition["start_by_weeks"]),
        working_days_after(referral.day, edition["start_within_working_days"]),
    )
    if not clock.passed(start_by) or _started(known, child, referral.day) or _help_agreed(known, child, referral, edition):
        return []
    decided = [d for d in decisions.about(known, child) if referral.day <= d.day <= start_by]
    words = {
        "child": wording.who(known, [child]),
        "weeks": str((due - start_by).days // 7),
        "due": wording.day(due),
        "referred": wording.day(referral.day),
    }
    evidence = (*(r.id for r in weighed), *(d.id for d in decided))
    return [Finding((child,), evidence[:15], referral.day, words=words)]


def _weighty_unborn(known: Knowledge, child: Person, referral: Entry[Referral], rule: Standard) -> bool:
    edition = rule.on(referral.day)
    return (
        edition is not None
        and people.unborn_on(known, child, referral.day)
        and weighty(known, referral, edition["serious_topics"], edition["repeat_days"], edition["same_event_days"])
    )


def _started(known: Knowledge, child: Person, since: dt.date) -> bool:
    return any(
        a.body.type in ("prebirth", "child_and_family", "parenting", "section47") and a.body.status != "not_completed"
        for a in known.entries(Assessment)
        if child in a.people or child in (a.body.covers or ())
    )


def _help_agreed(known: Knowledge, child: Person, referral: Entry[Referral], edition: Edition) -> bool:
    """Agencies together judged, in a recorded decision, that early help is enough."""
    answer = decisions.answer_to(known, referral)
    return answer is not None and getattr(answer.body, "forum", None) == "multi_agency"


@detects("discharge_planning_incomplete", Hospital)
def discharge_planning_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A baby about whom agencies are worried goes home from the birth without the people who must plan for it."""
    discharge: Entry[Hospital] = subject.entry
    edition = rule.on(discharge.day)
    child = child_of(known, discharge)
    if edition is None or discharge.body.stage != "discharged":
        return SETTLED
    if clock.passed(days_after(discharge.day, edition["lapses_after_days"])):
        return SETTLED
    if child is None:
        return []
    weeks = people.weeks_old(known, child, discharge.day)
    if weeks is None or weeks > edition["baby_under_weeks"] or not _worried(known, child, discharge.day):
        return []
    meetings = _planning(known, child, discharge, edition)
    absent = {a for m in meetings for a in (*(m.body.invited_absent or ()), *(m.body.not_invited or ()))}
    absent -= {a for m in meetings for a in m.body.attended or ()}
    held = discharge.body.discharge_planning_meeting
    if held == "not_needed" or (held == "held" and not absent):
        return []
    if held is None and meetings and not absent:
        return []
    starts = [p for p in known.entries(Placement, child) if p.body.status == "started" and p.day == discharge.day]
    words = {
        "child": wording.who(known, [child]),
        "day": wording.day(discharge.day),
        "absent": wording.teams(known, sorted(absent)) or "everybody who must be there",
    }
    evidence = (discharge.id, *(m.id for m in meetings), *(p.id for p in starts))
    return [Finding((child,), evidence[:15], discharge.day, words=words)]


def _planning(known: Knowledge, child: Person, discharge: Entry[Hospital], edition: Edition) -> list[Entry[Meeting]]:
    since = days_after(discharge.day, -edition["meeting_within_days"])
    until = days_after(discharge.day, edition["mended_within_days"])
    return [
        m
        for m in known.entries(Meeting, child)
        if m.body.type in edition["meetings"] and since <= m.day <= until
    ]


def _worried(known: Knowledge, child: Person, day: dt.date) -> bool:
    """Social care is or was asked to be involved: a referral, an assessment or a placement."""
    before: list[Entry[Any]] = [*known.entries(Referral, child), *known.entries(Placement, child), *known.entries(Assessment)]
    return any(e.day <= day and (child in e.people or child in (getattr(e.body, "covers", None) or ())) for e in before)
