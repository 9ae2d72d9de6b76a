"""What happened to an earlier child, weighed for this one."""

from __future__ import annotations

import datetime as dt

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import (
    SETTLED,
    Answer,
    Finding,
    Standard,
    Subject,
    detects,
)
from sightline.state import decisions, people
from sightline.state.history import known_to
from sightline.state.referrals import child_of


@detects("previous_child_history_not_weighed", Decision)
def previous_child_history_not_weighed(
    subject: Subject, known: Knowledge, clock: Clock, rule: Standard
) -> Answer:
    """A decision to do little, by somebody who had been told that an earlier child was injured or removed."""
    decision: Entry[Decision] = subject.entry
    edition = rule.on(decision.day)
    if edition is None or decision.body.type not in edition["decisions"] or decisions.stepped_up(decision):
        return SETTLED
    child = child_of(known, decision)
    if clock.passed(days_after(decision.day, edition["lapses_after_days"])):
        return SETTLED
    if child is None:
        return []
    parents = people.those_in(known, people.PARENTS)
    told = {p: known_to(known, decision.author, p, edition["history_topics"], decision.day) for p in parents}
    told = {p: entries for p, entries in told.items() if entries}
    if not told or _assessed_since(known, child, decision.day):
        return []
    on_file = [e for p in told for topic in edition["history_topics"] for e in known.on_topic(topic, p)[:3]]
    held = [e.id for e in on_file if isinstance(e.body, Background)]
    evidence = (decision.id, *dict.fromkeys([*(e.id for entries in told.values() for e in entries), *held]))
    words = {
        "adults": wording.who(known, told),
        "decider": wording.team(known, decision.author),
        "day": wording.day(decision.day),
    }
    return [Finding((child, *told), evidence[:15], decision.day, words=words)]


def _assessed_since(known: Knowledge, child: Person, day: dt.date) -> bool:
    return any(
        a.body.type in ("prebirth", "child_and_family", "parenting", "risk", "section47")
        for a in known.entries(Assessment, child, day)
    )
