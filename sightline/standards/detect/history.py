"""What happened to an earlier child, weighed for this one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Background, Concern, Observation
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.words import Agency, Person
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
from sightline.state.referrals import child_of

_TELLING = (Referral, Background, Concern, Observation)


def _known_to(
    known: Knowledge, agency: Agency, person: Person, on_topics: Iterable[str], until: dt.date
) -> list[Entry[Any]]:
    """The entries about a person on these topics that an agency is seen to have known by a day, the last of each topic."""
    found: dict[str, Entry[Any]] = {}
    for topic in on_topics:
        telling = (
            e
            for e in reversed(known.on_topic(topic, person))
            if _tells_of(e, person) and known.knows(agency, e, until)
        )
        found.update({entry.id: entry for entry in islice(telling, 3)})
    return sorted(found.values(), key=lambda entry: entry.noted.key)


def _tells_of(entry: Entry[Any], person: Person) -> bool:
    return isinstance(entry.body, _TELLING) and getattr(entry.body, "of_person", None) in (None, person)


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
    told = {p: _known_to(known, decision.author, p, edition["history_topics"], decision.day) for p in parents}
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
