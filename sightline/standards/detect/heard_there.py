"""What an agency that was not at a meeting holds, and whether it was heard there all the same."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Handover, InformationSharing
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.detect.absent_in_words import reported_in_words
from sightline.standards.standard import Edition
from sightline.state import people
from sightline.state.phrases import affirms, text_of
from sightline.state.table import present


def heard(known: Knowledge, child: Person, agency: Agency, meeting: Entry[Any], edition: Edition) -> bool:
    """This will say whether a report of an agency was shared shortly before or since, or it was at a later meeting."""
    if any(report.author == agency for report in reports(known, child, meeting, edition)):
        return True
    asked = getattr(meeting.body, "invited_absent", None) or ()
    if list(asked) == [agency] and affirms(text_of(meeting), edition["report_words"]):
        return True
    later = known.entries(Meeting, child, days_after(meeting.day, 1))
    return any(agency in (present(known, m) or ()) for m in later)


def reports(
    known: Knowledge, child: Person, meeting: Entry[Any], edition: Edition
) -> list[Entry[InformationSharing]]:
    """This will give what was sent of a child or a parent from shortly before a meeting on."""
    since = days_after(meeting.day, -edition["report_within_days"])
    people_ = (child, *people.those_in(known, people.PARENTS))
    return [e for person in people_ for e in known.entries(InformationSharing, person, since)]


def report_read(known: Knowledge, agency: Agency, meeting: Entry[Meeting], edition: Edition) -> bool:
    """This will say whether the words of a meeting tell that an agency's report was there."""
    team = known.teams.get(agency)
    return team is not None and reported_in_words(meeting, team.type, edition)


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
