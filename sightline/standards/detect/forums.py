"""Major steps, and the meeting that should come before them."""

from __future__ import annotations

import datetime as dt

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state.referrals import child_of


@detects("decision_without_multi_agency_forum", Decision)
def decision_without_multi_agency_forum(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A major step decided by one agency, with no meeting of several agencies about the child shortly before."""
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    body = decision.body
    if (
        edition is None
        or body.type not in edition["major_steps"]
        or body.forum in ("multi_agency", "court", None)
    ):
        return SETTLED
    if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
        return SETTLED
    child = child_of(known, decision)
    if child is None:
        return []
    since = days_after(decision.day, -edition["forum_within_days"])
    if _forums(known, child, decision.author, since, edition):
        return SETTLED
    words = {
        "decider": wording.team(known, decision.author),
        "step": body.type.replace("_", " "),
        "day": wording.day(decision.day),
        "outcome": body.outcome.replace("_", " "),
    }
    return [Finding((child,), (decision.id,), decision.day, words=words)]


def _forums(known: Knowledge, child: Person, decider: Agency, since: dt.date, edition: Edition) -> bool:
    """A meeting since a day at which the decider and enough others were, or a strategy discussion."""
    if known.entries(StrategyDiscussion, child, since):
        return True
    return any(
        m.body.type in edition["forums"]
        and decider in (m.body.attended or ())
        and len(set(m.body.attended or ()) - {decider}) >= edition["other_agencies"]
        for m in known.entries(Meeting, child, since)
    )
