"""Out of hospital after the birth."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import InformationSharing, Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Hospital
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.detect.absent_in_words import reported_in_words
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Edition,
    Finding,
    Standard,
    Subject,
    detects,
)
from sightline.state import decisions, harm, people
from sightline.state.phrases import NOTES, affirms, clauses_affirming, says
from sightline.state.referrals import child_of


@detects("discharge_planning_incomplete", Hospital, *NOTES)
def discharge_planning_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A baby about whom agencies are worried goes home from hospital without the people who must plan for it."""
    left: Entry[Any] = subject.entry
    edition = rule.on(left.day)
    child = child_of(known, left)
    if edition is None or not _leaves(known, left, edition):
        return SETTLED
    if clock.passed(days_after(left.day, edition["lapses_after_days"])):
        return SETTLED
    if child is None or _told_elsewhere(known, child, left, edition):
        return []
    noted = _says_unplanned(known, child, left, edition)
    if not _of_an_age(known, child, left, bool(noted), edition) or not _worried(known, child, left, edition):
        return []
    meetings = _planning(known, child, left, edition)
    absent = _absent(known, child, left, meetings, edition)
    if _planned(known, child, left, meetings, absent, edition):
        return []
    starts = [p for p in known.entries(Placement, child) if p.body.status == "started" and p.day == left.day]
    words = {
        "child": wording.who(known, [child]),
        "day": wording.day(left.day),
        "absent": wording.teams(known, sorted(absent)) or "everybody who must be there",
    }
    evidence = dict.fromkeys((left.id, *(e.id for e in (*meetings, *noted, *starts))))
    return [Finding((child,), tuple(evidence)[:15], left.day, words=words)]


def _leaves(known: Knowledge, left: Entry[Any], edition: Edition) -> bool:
    """As stated, or, where the stage is not, as where the baby went or how its going was planned shows; or as a note says:
    the ward's own, social care's, or another's who writes with it that nobody planned."""
    body = left.body
    if isinstance(body, Hospital):
        gone = body.discharge_to is not None or body.discharge_planning_meeting is not None
        return body.stage == "discharged" or (body.stage is None and gone)
    author = known.teams.get(left.author)
    ward = author is not None and author.type in edition["wards"]
    worker = author is not None and author.type in edition["social_care"]
    unplanned = affirms(left.summary, edition["unplanned_words"])
    said = clauses_affirming(
        left.summary, edition["left_words" if ward or unplanned else "left_hospital_words"]
    )
    of_ward = [part for part in said if not says(part, edition["not_left_words"])]
    return bool(of_ward) and (ward or worker or bool(unplanned))


def _told_elsewhere(known: Knowledge, child: Person, left: Entry[Any], edition: Edition) -> bool:
    """The ward's record of the same going is the one that is spoken of, else the first note of it."""
    if isinstance(left.body, Hospital):
        return False
    near = edition["same_going_days"]
    since, until = days_after(left.day, -near), days_after(left.day, near)
    stays = known.entries(Hospital, child, since, until)
    notes = [n for kind in NOTES for n in known.entries(kind, child, since, left.day)]
    earlier = [n for n in notes if (n.day, n.id) < (left.day, left.id)]
    return any(_leaves(known, e, edition) for e in (*stays, *earlier))


def _says_unplanned(known: Knowledge, child: Person, left: Entry[Any], edition: Edition) -> list[Entry[Any]]:
    """What says that it was not planned with all: the ward's box, its words, or those of whoever writes of it in those days."""
    held = getattr(left.body, "discharge_planning_meeting", None)
    until = days_after(left.day, edition["lapses_after_days"])
    notes = [n for kind in NOTES for n in known.entries(kind, child, left.day, until)]
    said = [n for n in notes if affirms(n.summary, edition["unmet_words"])]
    own = held in ("not_held", "held_without_key_people") or affirms(left.summary, edition["unplanned_words"])
    return [*([left] if own else []), *said]


def _of_an_age(known: Knowledge, child: Person, left: Entry[Any], noted: bool, edition: Edition) -> bool:
    """A newborn; an older baby too where it is written that nobody planned, where it had been in hospital since its birth, or
    where an enquiry began while it was there."""
    weeks = people.weeks_old(known, child, left.day)
    if weeks is None:
        return False
    longer = noted or _newborn_ward(known, left, edition) or _enquiry_meanwhile(known, child, left, edition)
    under: int = edition["written_of_under_weeks"] if longer else edition["baby_under_weeks"]
    return weeks <= under


def _newborn_ward(known: Knowledge, left: Entry[Any], edition: Edition) -> bool:
    author = known.teams.get(left.author)
    said = (left.summary, getattr(left.body, "reason", None), author.name if author else None)
    return any(affirms(text, edition["newborn_ward_words"]) for text in said)


def _enquiry_meanwhile(known: Knowledge, child: Person, left: Entry[Any], edition: Edition) -> bool:
    """Social care went to an enquiry while the baby was on the ward, and the ward has not talked it over with it since."""
    stays = [s for s in known.entries(Hospital, child, until=left.day) if s.body.stage == "admitted"]
    if not stays or stays[-1].day < days_after(left.day, -edition["meeting_within_days"]):
        return False
    since = stays[-1].day
    made = known.entries(Decision, child, since, left.day)
    talks = known.entries(StrategyDiscussion, child, since, left.day)
    if any(t.body.attended is None or left.author in t.body.attended for t in talks):
        return False
    return any(decisions.level(d.body.outcome) == decisions.PROTECTION for d in made) or any(
        harm.enquiry_began(known, t, child) for t in talks
    )


def _absent(
    known: Knowledge, child: Person, left: Entry[Any], meetings: list[Entry[Meeting]], edition: Edition
) -> set[Agency]:
    """Whoever a meeting names as not there, or not asked; and social care, where it knows the baby and was at none of them."""
    absent = {a for m in meetings for a in (*(m.body.invited_absent or ()), *(m.body.not_invited or ()))}
    there = {a for m in meetings for a in m.body.attended or ()}
    listed = bool(meetings) and all(m.body.attended for m in meetings)
    involved = set(_involved(known, child, left.day, edition))
    social_care = {team.id for team in known.teams_of(*edition["social_care"])}
    if listed and involved and not there & social_care:
        absent |= involved
    return {
        a
        for a in absent - there
        if not _sent_its_word(known, child, a, meetings, edition)
        and not _has_the_outcome(known, a, left, meetings, edition)
    }


def _has_the_outcome(
    known: Knowledge, agency: Agency, left: Entry[Any], meetings: list[Entry[Meeting]], edition: Edition
) -> bool:
    """The ward writes that a meeting was held, and not that anybody was lacking; who neither visits, carries nor decides
    anything in the first days has what was agreed before the baby goes."""
    team = known.teams.get(agency)
    if getattr(left.body, "discharge_planning_meeting", None) != "held" or team is None:
        return False
    return team.type in edition["told_is_enough"] and any(known.knows(agency, m, left.day) for m in meetings)


def _sent_its_word(
    known: Knowledge, child: Person, agency: Agency, meetings: list[Entry[Meeting]], edition: Edition
) -> bool:
    """Who could not come sent a report or its plan shortly before, or the words of a meeting say that it was there."""
    team = known.teams.get(agency)
    if team is None:
        return False
    return any(
        reported_in_words(known, m, team, edition, asked=m.body.invited_absent == (agency,))
        or any(
            sent.author == agency
            for sent in known.entries(
                InformationSharing, child, days_after(m.day, -edition["agreed_within_days"]), m.day
            )
        )
        for m in meetings
    )


def _planned(
    known: Knowledge,
    child: Person,
    left: Entry[Any],
    meetings: list[Entry[Meeting]],
    absent: set[Agency],
    edition: Edition,
) -> bool:
    """The ward needed no meeting; or one was held that all were at; or the ward writes that it agreed the plan."""
    held = getattr(left.body, "discharge_planning_meeting", None)
    if held == "not_needed" or (held == "held" and not absent):
        return True
    if held is None and meetings and not absent:
        return True
    if held in ("not_held", "held_without_key_people") or absent:
        return False
    lately = days_after(left.day, -edition["agreed_within_days"])
    notes = [n for kind in NOTES for n in known.entries(kind, child, lately, left.day)]
    return any(affirms(n.summary, edition["agreed_words"]) for n in (left, *notes))


def _planning(known: Knowledge, child: Person, left: Entry[Any], edition: Edition) -> list[Entry[Meeting]]:
    since = days_after(left.day, -edition["meeting_within_days"])
    until = days_after(left.day, edition["mended_within_days"])
    return [
        m for m in known.entries(Meeting, child, since, until) if m.body.type in (None, *edition["meetings"])
    ]


def _worried(known: Knowledge, child: Person, left: Entry[Any], edition: Edition) -> bool:
    """Social care is or was asked to be involved: a referral, an assessment, a placement, a strategy discussion or a plan;
    or it was told of the baby, or writes of it."""
    asked = (Referral, Placement, Assessment, StrategyDiscussion)
    planned = (p.body.type not in ("birth", None) for p in known.entries(Plan, child, until=left.day))
    if any(known.entries(kind, child, until=left.day) for kind in asked) or any(planned):
        return True
    return bool(_involved(known, child, left.day, edition))


def _involved(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> list[Agency]:
    """The teams of social care that have anything about a baby from before a day; not one that talked it over with others,
    decided on no more than advice, and has decided nothing else."""
    return [
        team.id
        for team in known.teams_of(*edition["social_care"])
        if any(e.day < day and not isinstance(e.body, Particulars) for e in known.held(team.id, child))
        and not _only_advised(known, team.id, child, day)
    ]


def _only_advised(known: Knowledge, team: Agency, child: Person, day: dt.date) -> bool:
    made = [d for d in known.entries(Decision, child, until=day) if d.author == team]
    return bool(made) and all(
        d.body.forum == "multi_agency" and decisions.level(d.body.outcome) == decisions.NO_SERVICE
        for d in made
    )
