"""Whether the child is seen, and whether worries go on while the plan stands still."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.help import Assessment, Plan
from sightline.record.kinds.meeting import Meeting, StrategyDiscussion
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import Answer, Edition, Finding, Standard, Subject, detects, each_person
from sightline.state import decisions, people
from sightline.state.topics import GOOD, is_worry, topics


@detects("child_not_seen", Visit, subjects=each_person)
def child_not_seen(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """Visits that must see the child, one after another, and the child not seen face to face at any of them."""
    child = subject.person
    if child is None or child not in people.children(known, [child]):
        return []
    row: list[Entry[Visit]] = []
    for visit in reversed(known.entries(Visit, child)):
        edition = rule.on(visit.day)
        if edition is None or visit.body.purpose not in edition["must_see"] or _remote_was_lawful(visit, edition):
            continue
        if _saw(visit, child):
            break
        row.append(visit)
    if not row:
        return []
    latest = row[0]
    edition = rule.on(latest.day)
    if edition is None or len(row) < edition["in_a_row"] or clock.passed(days_after(latest.day, edition["lapses_after_days"])):
        return []
    words = {
        "child": wording.who(known, [child]),
        "count": str(len(row)),
        "since": wording.day(row[-1].day),
        "visitors": wording.teams(known, (v.author for v in reversed(row))),
    }
    return [Finding((child,), tuple(v.id for v in reversed(row))[-15:], latest.day, words=words)]


def _saw(visit: Entry[Visit], child: Person) -> bool:
    body = visit.body
    named = body.seen is None or child in body.seen
    return body.mode in ("face_to_face", None) and body.access in ("seen", None) and named


def _remote_was_lawful(visit: Entry[Visit], edition: Edition) -> bool:
    remote = visit.body.mode in ("video", "phone") and visit.body.access == "seen"
    lawful = any(since <= visit.day <= until for since, until in edition["remote_lawful"])
    return remote and lawful and visit.body.purpose == "statutory_child_in_care"


@detects("concern_drift_or_overoptimism", Observation, Concern, subjects=each_person)
def concern_drift_or_overoptimism(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """The same worry written down again and again since the plan last changed."""
    child = subject.person
    if child is None or child not in people.children(known, [child]):
        return []
    worries = _worries(known, child)
    if not worries:
        return []
    edition = rule.on(worries[-1].day)
    if edition is None or clock.passed(days_after(worries[-1].day, edition["lapses_after_days"])):
        return []
    changed = _plan_changed(known, child)
    since = max(changed or dt.date.min, days_after(worries[-1].day, -edition["within_days"]))
    standing = [w for w in worries if w.day >= since]
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
    reviews = [m.id for m in known.entries(Meeting, child) if m.day >= since and m.body.type in edition["reviews"]]
    evidence = (*(w.id for w in standing[-12:]), *reviews[-3:])
    return [Finding((child,), evidence, standing[-1].day, words=words)]


def _worries(known: Knowledge, child: Person) -> list[Entry[Any]]:
    """Worries about the child, and about parents where the child is named with them."""
    both = [*known.entries(Observation, child), *known.entries(Concern, child)]
    return sorted((e for e in both if is_worry(e)), key=lambda entry: (entry.day, entry.noted.key))


def _plan_changed(known: Knowledge, child: Person) -> dt.date | None:
    """The last day on which help or protection was stepped up, a plan or placement began, or an assessment started."""
    days = [d.day for d in decisions.about(known, child) if decisions.stepped_up(d) or _placing(d)]
    days += [p.day for p in known.entries(Plan, child) if p.body.status in ("started", "changed")]
    days += [p.day for p in known.entries(Placement, child) if p.body.status in ("started", "ended")]
    days += [s.day for s in known.entries(StrategyDiscussion, child)]
    days += [a.day for a in known.entries(Assessment, child) if a.body.status in ("started", "completed")]
    return max(days, default=None)


def _placing(decided: decisions.Decided) -> bool:
    return isinstance(decided.body, Decision) and decided.body.type in ("placement", "pre_proceedings", "step_up", "court_order")
