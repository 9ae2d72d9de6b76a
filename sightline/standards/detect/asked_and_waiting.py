"""Checks that whoever decides had made itself, and that wait for an answer while the work they were made for ends."""

from __future__ import annotations

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import days_after
from sightline.standards.standard import Edition, Finding
from sightline.state import checks, decisions, people


def asked_and_waiting(
    known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition
) -> list[Finding]:
    """This will give the one finding of a decision that ends work, or says where a child lives, while a check is unanswered."""
    body = decision.body
    ends = body.type in edition["ends"] and (body.type == "step_down" or not decisions.stepped_up(decision))
    if not (ends or body.type in edition["places"]):
        return []
    waiting = {
        (person, to): check.id
        for check in _own(known, decision, edition)
        if (to := checks.whom(known, check)) is not None
        and to not in (decision.author, *(body.checks_made or ()))
        for person in check.body.of_people or check.people
        if not people.is_child(known, person) and not _answered(known, decision, check, to, person)
    }
    if not waiting:
        return []
    adults = list(dict.fromkeys(person for person, _ in waiting))
    words = {
        "adults": wording.who(known, adults),
        "not_asked": wording.teams(known, dict.fromkeys(to for _, to in waiting)),
        "decided": wording.day(decision.day),
        "holder": wording.team(known, decision.author),
    }
    evidence = tuple(dict.fromkeys((decision.id, *waiting.values())))[:15]
    missing = tuple((person, str(to)) for person, to in waiting)
    return [Finding((child, *adults), evidence, decision.day, missing, words=words)]


def _own(known: Knowledge, decision: Entry[Decision], edition: Edition) -> list[Entry[Check]]:
    since = days_after(decision.day, -edition["ended_work_days"])
    made = known.entries(Check, None, since, decision.day)
    return [c for c in made if c.author == decision.author and c.noted <= decision.noted]


def _answered(
    known: Knowledge, decision: Entry[Decision], check: Entry[Check], to: Agency, person: Person
) -> bool:
    """In whatever way: to this check, or by anything else that team told of the person since it was asked."""
    told = known.held(decision.author, person, check.day)
    return checks.answered(known, check, person) is not None or any(
        e.author == to and not isinstance(e.body, CheckAnswer) for e in told
    )
