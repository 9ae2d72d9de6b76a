"""Who watches whom in a placement with parents."""

from __future__ import annotations

from sightline.record.entry import Entry
from sightline.record.kinds.place import Placement, Supervision
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Finding, Standard, Subject, detects
from sightline.state import supervision
from sightline.state.referrals import child_of


@detects("placement_supervision_unclear", Placement)
def placement_supervision_unclear(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """Parents live with their child in a placement, and who watches them when is not written down and shared."""
    placement: Entry[Placement] = subject.entry
    edition = rule.on(placement.day)
    if (
        edition is None
        or placement.body.status != "started"
        or placement.body.type not in edition["with_parents"]
    ):
        return SETTLED
    child = child_of(known, placement)
    if child is None:
        return []
    ended = [p for p in known.entries(Placement, child, placement.day) if p.body.status == "ended"]
    if ended or clock.passed(days_after(placement.day, edition["lapses_after_days"])):
        return SETTLED
    statements = known.entries(
        Supervision, child, days_after(placement.day, -edition["agreed_within_days_before"])
    )
    if any(supervision.shared(known, s, tuple(edition["agreed_between"])) for s in statements):
        return SETTLED
    due = working_days_after(placement.day, edition["written_within_working_days"])
    if supervision.described_alike(statements) and not clock.passed(due):
        return []
    levels = {(s.body.level or "not stated").replace("_", " ") for s in statements}
    words = {
        "child": wording.who(known, [child]),
        "day": wording.day(placement.day),
        "levels": wording.phrase(sorted(levels)) or "nothing at all",
    }
    evidence = (placement.id, *(s.id for s in statements))
    return [Finding((child,), evidence[:15], placement.day, words=words)]
