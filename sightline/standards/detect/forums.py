"""Major steps, and the meeting that should come before them."""

from __future__ import annotations

import datetime as dt

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.help import Plan
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.running import months_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions, harm, people
from sightline.state.table import present


@detects("decision_without_multi_agency_forum", Decision)
def decision_without_multi_agency_forum(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A major step, or the end of a plan, decided by one agency with no meeting of several about the child by it."""
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    body = decision.body
    if edition is None or body.forum in ("multi_agency", "court"):
        return SETTLED
    if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
        return SETTLED
    child = _child(known, decision)
    if child is None or not _major(known, decision, child, edition):
        return []
    alone = (
        body.forum == "single_practitioner"
    )  # what a meeting had settled before is not one worker's to decide
    since = days_after(decision.day, 0 if alone else -edition["forum_within_days"])
    if _forums(known, child, decision.author, since, edition):
        return SETTLED
    if len(set(body.checks_made or ()) - {decision.author}) >= edition["other_agencies"]:
        return SETTLED  # what the agencies know was before whoever decided
    in_time = working_days_after(decision.day, edition["after_an_emergency_working_days"])
    if _emergency(known, decision, child, edition) and not clock.passed(in_time):
        return []
    words = {
        "decider": wording.team(known, decision.author),
        "step": body.type.replace("_", " "),
        "day": wording.day(decision.day),
        "outcome": body.outcome.replace("_", " "),
    }
    return [Finding((child,), (decision.id,), decision.day, words=words)]


def _child(known: Knowledge, decision: Entry[Decision]) -> Person | None:
    """The child decided about: as the roles say, else whoever is under age, whatever kin they are in this record."""
    named = next(iter(harm.children_in(known, decision)), None)
    return named or next((p for p in decision.people if _under_age(known, p, decision.day)), None)


def _under_age(known: Knowledge, person: Person, day: dt.date) -> bool:
    born = people.born(known, person)
    return born is not None and months_after(born, 18 * 12) > day


def _major(known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition) -> bool:
    """A step that is major by itself, a protection plan stepped down, or an end to work soon after a plan or a return home."""
    if decision.body.type in edition["major_steps"]:
        return True
    if decision.body.type not in edition["ends"]:
        return False
    plans = [p for p in known.entries(Plan, child, until=decision.day) if p.body.type in edition["plans"]]
    protection = [p for p in plans if p.body.type == "child_protection"]
    if decision.body.type == "step_down" and protection and protection[-1].body.status != "ended":
        return True
    if decisions.stepped_up(decision):
        return False
    recently = days_after(decision.day, -edition["plan_ended_within_days"])
    if plans and (plans[-1].body.status != "ended" or plans[-1].day >= recently):
        return True
    home = known.entries(Decision, child, recently, decision.day)
    held = known.entries(Meeting, child, recently, decision.day)
    return any(d.body.type == "return_home" for d in home) or any(
        m.body.type in edition["under_a_plan"] for m in held
    )


def _emergency(known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition) -> bool:
    """A step taken out of hours, or on the day of a referral or of an emergency power: the meeting follows it."""
    team = known.teams.get(decision.author)
    if team is not None and team.type == "emergency_duty":
        return True
    yesterday = days_after(decision.day, -1)
    powers = known.entries(Legal, child, yesterday, decision.day)
    came = known.entries(Referral, child, yesterday, decision.day)
    return bool(came) or any(p.body.step in edition["emergency_powers"] for p in powers)


def _forums(known: Knowledge, child: Person, decider: Agency, since: dt.date, edition: Edition) -> bool:
    """A meeting since a day at which the decider and enough others were, or a strategy discussion."""
    if known.entries(StrategyDiscussion, child, since):
        return True
    return any(
        m.body.type in edition["forums"]
        and decider in (there := present(known, m) or ())
        and len(set(there) - {decider}) >= edition["other_agencies"]
        for m in known.entries(Meeting, child, since)
    )
