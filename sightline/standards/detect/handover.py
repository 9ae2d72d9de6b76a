"""Handing over a child between teams and areas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Acknowledgement, Handover
from sightline.record.kinds.help import WorkerChange
from sightline.record.kinds.place import Move
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import SETTLED, Answer, Edition, Finding, Standard, Subject, detects
from sightline.state.referrals import child_of

Lacking = dict[Person, dict[Agency, list[Entry[Any]]]]


@detects("handover_incomplete", Handover, Move, WorkerChange)
def handover_incomplete(subject: Subject, known: Knowledge, clock: Clock, rule: Standard) -> Answer:
    """A handover that holds little, or whose arrival nobody confirmed; a move, or a worker gone, and no handover recorded."""
    entry = subject.entry
    edition = rule.on(entry.day)
    if edition is None or clock.passed(days_after(entry.day, edition["lapses_after_days"])):
        return SETTLED
    if isinstance(entry.body, Handover):
        return _handover(entry, known, clock, edition)
    if isinstance(entry.body, WorkerChange):
        return _worker_without_handover(entry, known, clock, edition)
    return list(_move_without_handover(entry, known, clock, edition))


def _handover(handover: Entry[Handover], known: Knowledge, clock: Clock, edition: Edition) -> Answer:
    later = [
        h
        for h in known.entries(Handover, since=handover.day)
        if h.body.to == handover.body.to and h.id != handover.id and h.body.content == "full"
    ]
    if later or not handover.body.to:
        return SETTLED if later else []
    child = child_of(known, handover)
    words = {
        "sender": wording.team(known, handover.author),
        "receiver": wording.team(known, handover.body.to),
        "day": wording.day(handover.day),
        "held": (handover.body.content or "not stated").replace("_", " "),
    }
    near = edition["same_move_days"]
    moves = [
        m.id
        for m in known.entries(Move, child, days_after(handover.day, -near), days_after(handover.day, near))
    ]
    finding = Finding(handover.people, (handover.id, *moves)[:15], handover.day, words=words)
    thin = handover.body.content in edition["thin"] and not (
        handover.body.content == "brief" and handover.body.verbal
    )
    if thin:
        return [finding]
    due = working_days_after(handover.day, edition["acknowledge_within_working_days"])
    arrived = known.naming(handover.id, Acknowledgement)
    return [finding] if not arrived and clock.passed(due) else []


def _worker_without_handover(
    change: Entry[WorkerChange], known: Knowledge, clock: Clock, edition: Edition
) -> Answer:
    """A worker has gone, the team works on with the child, and no handover inside the team is recorded about that time."""
    child = child_of(known, change)
    if child is None or change.body.status not in edition["worker_gone"]:
        return []
    since = days_after(change.day, -edition["worker_before_days"])
    if any(h.author == change.author for h in known.entries(Handover, child, since)):
        return []
    if not clock.passed(working_days_after(change.day, edition["handover_within_working_days"])):
        return []
    works_on = known.held(change.author, child, days_after(change.day, 1))
    if not any(e.author == change.author for e in works_on):
        return []
    words = {
        "sender": change.body.role or "the worker",
        "receiver": "the next",
        "day": wording.day(change.day),
        "held": "none recorded",
    }
    return [Finding(change.people, (change.id,), change.day, words=words)]


def _move_without_handover(
    move: Entry[Move], known: Knowledge, clock: Clock, edition: Edition
) -> Iterator[Finding]:
    """Teams of the area left behind that worked with the child and are not seen to have handed over to their like."""
    child = child_of(known, move)
    old, new = move.body.from_area, move.body.to_area
    if child is None or old is None or new is None or old == new:
        return
    if not clock.passed(working_days_after(move.day, edition["handover_within_working_days"])):
        return
    for team in known.teams_of(*edition["hands_over"], area=old):
        lately = known.held(team.id, child, days_after(move.day, -edition["worked_within_days"]))
        worked = [e for e in lately if e.author == team.id and e.day <= move.day and e.id != move.id]
        local = known.teams_of(team.type, area=new)
        handed = any(h.author == team.id for h in known.entries(Handover, child, days_after(move.day, -28)))
        if worked and local and not handed and not any(known.knows(t.id, e) for t in local for e in worked):
            words = {
                "sender": team.name,
                "receiver": wording.teams(known, (t.id for t in local)),
                "day": wording.day(move.day),
                "held": "none recorded",
            }
            yield Finding((child,), (move.id, worked[-1].id), move.day, words=words, key=team.id)
