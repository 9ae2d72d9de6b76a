"""Questions of harm: what raised one, and what answered it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Hospital, Injury, Medical, Observation
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.legal import Police
from sightline.record.kinds.meeting import StrategyDiscussion
from sightline.record.kinds.place import Household
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.state import decisions, harm, phrases

Numbers = Mapping[str, Any]
_CALLED = (None, "incident", "welfare_check")
_KINDS = (StrategyDiscussion, Medical, Injury, Referral, Concern, Observation, Police)


def standing(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> list[Entry[Any]]:
    """This will give what raised a question of harm in the days before an entry and is not answered by its day, in order.

    `numbers` holds the words and days of child_left_without_safety_plan.toml.
    """
    since = entry.day - dt.timedelta(days=numbers["open_for_days"])
    until = entry.day - dt.timedelta(days=1) if isinstance(entry.body, Household) else entry.day
    found = [
        question
        for kind in _KINDS
        for question in known.entries(kind, child, since, until)
        if question.id != entry.id and asks(known, question, child, numbers)
    ]
    answers = _answers(known, child, since, entry.day, numbers)
    return sorted((q for q in found if not _answered_by(q, answers)), key=lambda q: q.noted.key)


def asks(known: Knowledge, entry: Entry[Any], child: Person, numbers: Numbers) -> bool:
    """This will say whether an entry raises a question of harm to a child."""
    body = entry.body
    if isinstance(body, StrategyDiscussion):
        return body.outcome != "no_section47"
    if isinstance(body, Medical):
        return body.opinion in ("non_accidental", "inconclusive")
    if isinstance(body, Injury):
        open_still = harm.account(entry) is None or body.action in numbers["passed_on"]
        asked = open_still or harm.in_a_baby(known, entry, child, numbers)
        return asked and harm.raises_a_question(known, entry, child, numbers)
    if isinstance(body, Police):
        told = body.event in _CALLED and phrases.affirms(
            phrases.text_of(entry), numbers["police_question_words"]
        )
        return body.event in numbers["police_questions"] or told
    return harm.alleges(entry, numbers)


def answered(known: Knowledge, child: Person, entry: Entry[Any], numbers: Numbers) -> bool:
    """This will say whether what an entry asks was answered since, on a later day."""
    answers = _answers(known, child, entry.day + dt.timedelta(days=1), dt.date.max, numbers)
    return any(
        isinstance(entry.body, Injury | Medical | Hospital) or not isinstance(a.body, Medical)
        for a in answers
    )


def enquired(known: Knowledge, child: Person, since: dt.date, until: dt.date) -> bool:
    """This will say whether an enquiry has ended in these days on more than what a parent says, with others asked."""
    return any(
        a.body.type == "section47"
        and a.body.status == "completed"
        and a.body.main_evidence not in (None, "parent_report")
        and bool(a.body.agencies_consulted)
        for a in known.entries(Assessment, child, since, until)
    )


def _answered_by(question: Entry[Any], answers: list[Entry[Any]]) -> bool:
    """A doctor's finding answers what was seen on the body; an enquiry or a decision that ends it answers anything."""
    bodily = isinstance(question.body, Injury | Medical)
    return any(a.day >= question.day and (bodily or not isinstance(a.body, Medical)) for a in answers)


def _answers(
    known: Knowledge, child: Person, since: dt.date, until: dt.date, numbers: Numbers
) -> list[Entry[Any]]:
    """What answered questions of harm: an enquiry ended with a reason, or a doctor found the cause."""
    ended: list[Entry[Any]] = [
        a
        for a in known.entries(Assessment, child, since, until)
        if a.body.type == "section47"
        and a.body.status == "completed"
        and not phrases.affirms(a.body.outcome, numbers["harm_found_words"])
    ]
    ended += [
        s for s in known.entries(StrategyDiscussion, child, since, until) if s.body.outcome == "no_section47"
    ]
    ended += [m for m in known.entries(Medical, child, since, until) if m.body.opinion in harm.CLEAR]
    ended += [
        d
        for d in known.entries(Decision, child, since, until)
        if d.body.forum == "multi_agency"
        and d.body.rationale
        and decisions.level(d.body.outcome) in (decisions.NO_SERVICE, decisions.EARLY_HELP)
    ]
    ended += [
        p for p in known.entries(Police, child, since, until) if p.body.event in numbers["police_answers"]
    ]
    return ended
