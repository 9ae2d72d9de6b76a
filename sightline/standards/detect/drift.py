"""Worries that go on while the plan stands still."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import Answer, Finding, Standard, Subject, detects, each_person
from sightline.state import decisions, people
from sightline.state.topics import GOOD, is_worry


@detects("concern_drift_or_overoptimism", Observation, Concern, subjects=each_person)
def concern_drift_or_overoptimism(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """The same worry written down again and again since the plan last changed."""
    child = subject.person
    if child is None or child not in people.children(known, [child]):
        return []
    latest = max((w.day for w in _last_worry(known, child)), default=None)
    edition = rule.on(latest) if latest else None
    if latest is None or edition is None or clock.passed(days_after(latest, edition["lapses_after_days"])):
        return []
    since = max(_plan_changed(known, child), days_after(latest, -edition["within_days"]))
    standing = _worries(known, child, since)
    repeated = Counter(topic for worry in standing for topic in topics(worry) - GOOD)
    same = [topic for topic, count in repeated.items() if count >= edition["same_worry"]]
    spread = (standing[-1].day - standing[0].day).days if standing else 0
    if len(standing) < edition["worries"] or not same or spread < edition["over_days"]:
        return []
    words = {
        "child": wording.who(known, [child]),
        "count": str(len(standing)),
        "since": wording.day(standing[0].day),
        "worry": wording.phrase(sorted(topic.replace("_", " ") for topic in same)),
    }
    reviews = [m.id for m in known.entries(Meeting, child, since) if m.body.type in edition["reviews"]]
    evidence = (*(w.id for w in standing[-12:]), *reviews[-3:])
    return [Finding((child,), evidence, standing[-1].day, words=words)]


def _last_worry(known: Knowledge, child: Person) -> Iterator[Entry[Any]]:
    for kind in (Observation, Concern):
        yield from islice((e for e in reversed(known.entries(kind, child)) if is_worry(e)), 1)


def _worries(known: Knowledge, child: Person, since: dt.date) -> list[Entry[Any]]:
    """Worries about the child, and about parents where the child is named with them."""
    both = [*known.entries(Observation, child, since), *known.entries(Concern, child, since)]
    return sorted((e for e in both if is_worry(e)), key=lambda entry: (entry.day, entry.noted.key))


def _plan_changed(known: Knowledge, child: Person) -> dt.date:
    """The last day on which help or protection was stepped up, a plan or placement began, or an assessment moved."""
    days = [decisions.last(known, child, lambda d: decisions.stepped_up(d) or _placing(d))]
    for kind, statuses in _CHANGES:
        changed = (
            e.day for e in reversed(known.entries(kind, child)) if getattr(e.body, "status", None) in statuses
        )
        days.append(next(changed, None))
    return max((day for day in days if day is not None), default=dt.date.min)


_CHANGES: tuple[tuple[type[Any], tuple[str | None, ...]], ...] = (
    (Plan, ("started", "changed")),
    (Placement, ("started", "ended")),
    (Assessment, ("started", "completed")),
    (StrategyDiscussion, (None,)),
)


def _placing(decided: decisions.Decided) -> bool:
    return decided.body.type in ("placement", "pre_proceedings", "step_up", "court_order")
