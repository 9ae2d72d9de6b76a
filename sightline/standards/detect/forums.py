"""Major steps, and the meeting that should come before them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Handover, Referral, Visit
from sightline.record.kinds.decision import TOGETHER, Decision
from sightline.record.kinds.harm import Medical, Observation
from sightline.record.kinds.help import Plan
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Move, Placement
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.running import months_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state import decisions, harm, injuries, people
from sightline.state.grounds import plan_decided
from sightline.state.phrases import affirms, says, text_of
from sightline.state.table import present

_NOTES = (Placement, Legal, Visit, Observation, Meeting)
"""Where a step is written down, if no decision was."""


@detects("decision_without_multi_agency_forum", Decision, Plan, *_NOTES)
def decision_without_multi_agency_forum(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A major step, or the end of a plan, decided by one agency with no meeting of several about the child by it."""
    if not isinstance(subject.entry.body, Decision):
        return _undecided(subject.entry, known, clock, rule)
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    body = decision.body
    if edition is None or body.forum in TOGETHER:
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
    since = max(since, _rests_on_news(known, decision))
    if _talked_over(known, child, decision, since) or _forums(known, child, decision.author, since, edition):
        return []  # what it rests on may be told later, and be of a day after that meeting
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


def _rests_on_news(known: Knowledge, decision: Entry[Decision]) -> dt.date:
    """From when a meeting could weigh any of what a decision says that it rests on: the day of the first of that."""
    rested = (known.entry(id) for id in decision.body.on_information or ())
    return min((e.day for e in rested if e is not None and e.day <= decision.day), default=dt.date.min)


def _undecided(step: Entry[Any], known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A major step of which no decision is written: a protection plan that is over, or a note that says who alone settled it."""
    edition = rule.on(step.day)
    if edition is None or clock.passed(days_after(step.day, edition["lapses_after_days"])):
        return SETTLED
    team, child = known.teams.get(step.author), _child(known, step)
    if team is None or child is None or not _by_the_council(step, team.type, edition):
        return []
    plan_over = (
        isinstance(step.body, Plan) and step.body.status == "ended" and step.body.type == "child_protection"
    )
    alone = _settled_alone(step, edition)
    if not (plan_over or alone) or _written_as_decided(known, step, child, edition):
        return []
    since = days_after(step.day, 0 if alone else -edition["plan_ended_within_days"])
    # A strategy discussion just before settles where the child goes, whoever signs for it.
    talked_since = min(since, days_after(step.day, -edition["same_step_days"]))
    talked = known.entries(StrategyDiscussion, child, talked_since)
    if (
        talked
        or _forums(known, child, step.author, since, edition)
        or (not alone and _ends_by_itself(known, step, child, edition))
    ):
        return SETTLED
    words = {
        "decider": wording.team(known, step.author),
        "step": "protection plan" if plan_over else "as the note says",
        "day": wording.day(step.day),
        "outcome": "the protection plan ends" if plan_over else "a major step",
    }
    return [Finding((child,), (step.id,), step.day, words=words)]


def _by_the_council(step: Entry[Any], writer: str, edition: Edition) -> bool:
    """Written by whoever decides such steps, or by another who writes of them."""
    other = isinstance(step.body, Observation) and says(text_of(step), edition["council"])
    return writer in edition["deciders"] or other


def _settled_alone(step: Entry[Any], edition: Edition) -> bool:
    """The note tells of a major step, and that one agency settled it: with its manager, on papers, others to hear of it later."""
    text = text_of(step)
    a_step = (
        affirms(text, edition["step_words"])
        or isinstance(step.body, Placement)
        or (isinstance(step.body, Legal) and step.body.step in edition["legal_steps"])
    )
    return a_step and says(text, edition["alone_words"]) and not says(text, edition["not_yet"])


def _written_as_decided(known: Knowledge, step: Entry[Any], child: Person, edition: Edition) -> bool:
    """A decision about the child of about that day speaks for itself; of two notes of one step the first does."""
    near = edition["same_step_days"]
    since, until = days_after(step.day, -near), days_after(step.day, near)
    if known.entries(Decision, child, since, until):
        return True
    notes = (e for kind in (Plan, *_NOTES) for e in known.entries(kind, child, since, until))
    return any(
        e.author == step.author
        and (e.noted.key, e.id) < (step.noted.key, step.id)
        and _settled_alone(e, edition)
        for e in notes
    )


def _ends_by_itself(known: Knowledge, plan: Entry[Any], child: Person, edition: Edition) -> bool:
    """Where no meeting is on record: the plan's note says that one ended it; a court's order or a move to another council did; or
    the child is of age."""
    since = days_after(plan.day, -edition["plan_ended_within_days"])
    if says(text_of(plan), edition["met_words"]) or not _under_age(known, child, plan.day):
        return True
    orders = (e.body.status == "granted" for e in known.entries(Legal, child, since))
    met = (m.body.type in edition["conferences"] for m in known.entries(Meeting, child, since))
    gone = [*known.entries(Handover, child, since), *known.entries(Move, child, since)]
    return any(orders) or any(met) or bool(gone)


def _child(known: Knowledge, decision: Entry[Any]) -> Person | None:
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
    if not protection and _of_a_conference(known, decision, child, edition):
        return True
    if decisions.stepped_up(decision):
        return False
    recently = days_after(decision.day, -edition["plan_ended_within_days"])
    if not plans and plan_decided(known, child, days_after(decision.day, -1)):
        return True
    if plans and (plans[-1].body.status != "ended" or plans[-1].day >= recently):
        return True
    home = known.entries(Decision, child, recently, decision.day)
    held = known.entries(Meeting, child, recently, decision.day)
    return any(d.body.type == "return_home" for d in home) or any(
        m.body.type in edition["under_a_plan"] for m in held
    )


def _of_a_conference(known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition) -> bool:
    """Where no plan is written: the outcome speaks of a protection plan, or the last conference made or kept one."""
    if affirms(decision.body.outcome, edition["protection_plan_words"]):
        return True
    since = days_after(decision.day, -edition["conference_stands_days"])
    met = [
        m for m in known.entries(Meeting, child, since, decision.day) if m.body.type in edition["conferences"]
    ]
    kept = [m for m in met[-1:] if affirms(m.body.outcome, edition["protection_plan_words"])]
    return any(not says(m.body.outcome, edition["over_words"]) for m in kept)


def _emergency(known: Knowledge, decision: Entry[Decision], child: Person, edition: Edition) -> bool:
    """A step taken out of hours, or on the day of a referral or of an emergency power: the meeting follows it."""
    team = known.teams.get(decision.author)
    if team is not None and team.type == "emergency_duty":
        return True
    yesterday = days_after(decision.day, -1)
    powers = known.entries(Legal, child, yesterday, decision.day)
    came = known.entries(Referral, child, yesterday, decision.day)
    return bool(came) or any(p.body.step in edition["emergency_powers"] for p in powers)


def _talked_over(known: Knowledge, child: Person, decision: Entry[Decision], since: dt.date) -> bool:
    """A strategy discussion that could weigh what there was to weigh: a child does not go home on one after which a doctor found
    something and did not clear it, whoever agreed to the enquiry that was still to come."""
    return any(
        decision.body.type != "return_home"
        or not any(
            m.body.opinion in injuries.OPEN
            for m in known.entries(Medical, child, days_after(talk.day, 1), decision.day)
        )
        for talk in known.entries(StrategyDiscussion, child, since)
    )


def _forums(known: Knowledge, child: Person, decider: Agency, since: dt.date, edition: Edition) -> bool:
    """A meeting since a day at which the decider and enough others were."""
    return any(
        m.body.type in edition["forums"]
        and decider in (there := present(known, m) or ())
        and len({a for a in there if _of_others(known, a, decider, edition)}) >= edition["other_agencies"]
        for m in known.entries(Meeting, child, since)
    )


def _of_others(known: Knowledge, agency: Agency, decider: Agency, edition: Edition) -> bool:
    """Whether somebody at a meeting brings what another agency knows: the council's own lawyers do not."""
    team = known.teams.get(agency)
    return agency != decider and (team is None or team.type not in edition["own_house"])
