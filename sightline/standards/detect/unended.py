"""Work that was begun, and of which no end is recorded when a case is closed: an examination, an assessment beside an enquiry."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Medical
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import days_after
from sightline.standards.standard import Edition
from sightline.state.injuries import SKILLED

Open = tuple[str, list[Entry[Any]]]
"""What is open, in words, and the entries that show it."""


def under_way(known: Knowledge, child: Person, enquiry: Entry[Assessment], closing: Entry[Any]) -> list[Open]:
    """This will give the assessment that whoever closes went on visiting for after an enquiry was written up, if no end of it
    is recorded. Where the enquiry led to a plan, the visits are the plan's."""
    visits = known.entries(Visit, child, days_after(enquiry.day, 1), closing.day)
    to_assess = [v for v in visits if v.body.purpose == "assessment" and v.author == closing.author]
    planned = any(p.body.status == "started" for p in known.entries(Plan, child, enquiry.day, closing.day))
    if not to_assess or planned:
        return []
    last = to_assess[-1]
    decided = known.entries(Decision, child, last.day, closing.day)
    if any(d.body.type == "assessment_outcome" for d in decided):
        return []
    return [
        (
            f"an assessment for which a visit was made on {wording.day(last.day)}, and no end of it recorded",
            [last],
        )
    ]


def unexamined(known: Knowledge, child: Person, closing: Entry[Any], edition: Edition) -> list[Open]:
    """This will give an examination that came to nothing and was not made up for, where the closer knew of it; or one that a
    discussion agreed, and of which nothing is recorded."""
    since = days_after(closing.day, -edition["assessment_days"])
    talks = known.entries(StrategyDiscussion, child, since, closing.day)[-1:]
    for talk in talks if getattr(closing.body, "forum", None) in edition["alone"] else ():
        before = days_after(talk.day, -edition["same_closing_days"])
        seen = any(known.entries(Medical, p, before, closing.day) for p in talk.people)
        written_up = any(
            a.body.status == "completed" for a in known.entries(Assessment, child, talk.day, closing.day)
        )
        if talk.body.medical_agreed and not seen and not written_up:
            return [(f"the medical agreed on {wording.day(talk.day)} is not recorded", [talk])]
    made = [m for m in known.entries(Medical, child, since, closing.day) if m.body.type in (*SKILLED, None)]
    told = [m for m in made if known.knows(closing.author, m, closing.day)]
    if not told or made[-1].body.opinion != "examination_not_completed":
        return []
    return [(f"the examination of {wording.day(told[-1].day)} was not completed", [told[-1]])]
