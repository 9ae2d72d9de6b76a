"""Disagreement with a decision, and whether it is raised."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Disagreement, Escalation
from sightline.record.kinds.harm import Concern
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Finding, Standard, Subject, detects
from sightline.state import decisions
from sightline.state.referrals import child_of


def _by_decision(entry: Entry[Any]) -> list[tuple[Any, None]]:
    return [(entry.body.about_decision, None)] if entry.body.about_decision else []


def _standing(known: Knowledge, decision: str) -> list[Entry[Any]]:
    """The disagreements with a decision, oldest first, without those of whoever has since said that talking met them."""
    left = known.naming(decision, Disagreement)
    met = {(one.author, one.noted) for one in left if one.body.why_not == "settled_by_talking"}
    said: list[Entry[Any]] = [*known.naming(decision, Concern), *left]
    open_ = [
        one for one in said if not any(author == one.author and noted >= one.noted for author, noted in met)
    ]
    return sorted(open_, key=lambda one: (one.day, one.noted.key))


@detects("decision_not_challenged", Concern, Disagreement, subjects=_by_decision)
def decision_not_challenged(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A recorded disagreement with a decision, some working days on, with no challenge and no change."""
    ref = subject.entry.body.about_decision
    concerns = _standing(known, ref)
    if not concerns:
        return []
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
