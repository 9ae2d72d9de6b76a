"""What an agency that was not at a meeting holds, and whether it was heard there all the same."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, Handover, InformationSharing
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.detect.absent_in_words import reported_in_words
from sightline.standards.standard import Edition
from sightline.state import checks, people
from sightline.state.phrases import affirms, text_of
from sightline.state.table import present


def heard(known: Knowledge, child: Person, agency: Agency, meeting: Entry[Any], edition: Edition) -> bool:
    """This will say whether a report of an agency was shared shortly before or since, or it was at a later meeting."""
    if any(report.author == agency for report in reports(known, child, meeting, edition)):
        return True
    asked = getattr(meeting.body, "invited_absent", None) or ()
    if agency in asked and gave_answer(known, child, agency, meeting, edition):
        return True
    if list(asked) == [agency] and affirms(text_of(meeting), edition["report_words"]):
        return True
    later = known.entries(Meeting, child, days_after(meeting.day, 1))
    return any(agency in (present(known, m) or ()) for m in later)


def gave_answer(
    known: Knowledge, child: Person, agency: Agency, meeting: Entry[Any], edition: Edition
) -> bool:
    """This will say whether social care, or somebody else who was at a meeting, has an agency's answer to a check from shortly
    before or since; of a strategy discussion only from since, or it would be without what the agency told of the harm. What a
    decision of whoever wrote the meeting up says that it rests on is an answer, too."""
    shortly = 0 if isinstance(meeting.body, StrategyDiscussion) else edition["report_within_days"]
    since, there = days_after(meeting.day, -shortly), present(known, meeting) or ()
    asks = {*there, *(team.id for team in known.teams_of(*edition["strategy_needs"][0]))}
    rested_on = (
        d.author == meeting.author and agency in (d.body.checks_made or ())
        for d in known.entries(Decision, child, since, days_after(meeting.day, -1))
    )
    return any(rested_on) or any(
        check.author in asks and checks.whom(known, check) == agency and checks.answered(known, check, person)
        for person in (child, *people.those_in(known, people.PARENTS))
        for check in known.entries(Check, person, since)
    )


def reports(
    known: Knowledge, child: Person, meeting: Entry[Any], edition: Edition
) -> list[Entry[InformationSharing]]:
    """This will give what was sent of a child or a parent from shortly before a meeting on."""
    since = days_after(meeting.day, -edition["report_within_days"])
    people_ = (child, *people.those_in(known, people.PARENTS))
    return [e for person in people_ for e in known.entries(InformationSharing, person, since)]


def report_read(
    known: Knowledge, agency: Agency, meeting: Entry[Meeting], edition: Edition, *, asked: bool
) -> bool:
    """This will say whether the words of a meeting tell that an agency's report was there."""
    team = known.teams.get(agency)
    return team is not None and reported_in_words(known, meeting, team, edition, asked=asked)


def told_at_once(known: Knowledge, agency: Agency, meeting: Entry[Meeting], edition: Edition) -> bool:
    """This will say whether a surgery heard that day of what was planned for a child who leaves hospital: that is enough."""
    team = known.teams.get(agency)
    enough = team is not None and team.type in edition["told_is_enough"]
    return enough and meeting.body.type == "discharge_planning" and known.knows(agency, meeting, meeting.day)


def handed_over(
    known: Knowledge, child: Person, agency: Agency, meeting: Entry[Meeting], edition: Edition
) -> bool:
    """This will say whether an agency lately handed all over to one that was there: it is at work with the family no longer."""
    since, there = days_after(meeting.day, -edition["at_work_days"]), present(known, meeting) or ()
    family = (child, *people.those_in(known, ("sibling", "mother", "father")))
    return any(
        handover.author == agency and handover.body.to in there and handover.body.content == "full"
        for person in family
        for handover in known.entries(Handover, person, since, meeting.day)
    )


def heard_before(
    known: Knowledge, child: Person, agency: Agency, meeting: Entry[Meeting], edition: Edition
) -> bool:
    """This will say whether those who met had an agency's part from not long before: of a meeting about the child at which both
    sat; or from the finished assessment by which they plan, which asked it.
    """
    since = days_after(meeting.day, -edition["report_within_days"])
    met = (
        m.id != meeting.id
        and m.noted.key < meeting.noted.key
        and {agency, meeting.author} <= {*(present(known, m) or ())}
        for m in known.entries(Meeting, child, since, meeting.day)
    )
    asked = (
        a.body.type == edition["plans_by"].get(meeting.body.type)
        and a.body.status == "completed"
        and agency in (a.body.agencies_consulted or ())
        and known.knows(meeting.author, a, meeting.day)
        for a in known.entries(Assessment, child, since, meeting.day)
    )
    return any(met) or any(asked)
