"""Disagreement with a decision, and whether it is raised."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Escalation
from sightline.record.kinds.harm import Concern
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Finding, Standard, Subject, detects
from sightline.state import decisions
from sightline.state.referrals import child_of


def _by_decision(entry: Entry[Any]) -> list[tuple[Any, None]]:
    return [(entry.body.about_decision, None)] if entry.body.about_decision else []


@detects("decision_not_challenged", Concern, subjects=_by_decision)
def decision_not_challenged(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A recorded disagreement with a decision, some working days on, with no challenge and no change."""
    ref = subject.entry.body.about_decision
    concerns = known.naming(ref, Concern)
    first = concerns[0]
    edition = rule.on(first.day)
    if edition is None:
        return SETTLED
    if not clock.passed(working_days_after(first.day, edition["challenge_within_working_days"])):
        return []
    if clock.passed(days_after(concerns[-1].day, edition["lapses_after_days"])):
        return []
    if any(e.day >= first.day for e in known.naming(ref, Escalation)):
        return SETTLED
    child = child_of(known, first)
    if child is not None and decisions.step_up_after(known, child, first.day):
        return SETTLED
    decided = known.entry(ref) or known.entry(f"{ref}/outcome")
    words = {
        "writers": wording.teams(known, (c.author for c in concerns)),
        "day": wording.day(first.day),
        "decider": wording.team(known, decided.author) if decided else "whoever decided",
    }
    evidence = (*(c.id for c in concerns), *((decided.id,) if decided else ()))
    about = (child,) if child else first.people
    return [
        Finding(
            about,
            evidence[:15],
            first.day,
            to=() if known.knower else tuple({c.author: None for c in concerns}),
            words=words,
        )
    ]
