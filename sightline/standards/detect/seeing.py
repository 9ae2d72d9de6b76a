"""Whether the child is seen."""

from __future__ import annotations

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.standard import Answer, Edition, Finding, Standard, Subject, detects, each_person
from sightline.state import people


@detects("child_not_seen", Visit, subjects=each_person)
def child_not_seen(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """Visits that must see the child, one after another, and the child not seen face to face at any of them."""
    child = subject.person
    if child is None or child not in people.children(known, [child]):
        return []
    row: list[Entry[Visit]] = []
    for visit in reversed(known.entries(Visit, child)):
        edition = rule.on(visit.day)
        if (
            edition is None
            or visit.body.purpose not in edition["must_see"]
            or _remote_was_lawful(visit, edition)
        ):
            continue
        if _saw(visit, child):
            break
        row.append(visit)
    if not row:
        return []
    latest = row[0]
    edition = rule.on(latest.day)
    if (
        edition is None
        or len(row) < edition["in_a_row"]
        or clock.passed(days_after(latest.day, edition["lapses_after_days"]))
    ):
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
