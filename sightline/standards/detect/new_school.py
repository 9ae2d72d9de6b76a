"""A child who has changed school, and whose file has not gone along."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.place import Move
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after, working_days_after
from sightline.standards.standard import Edition, Finding
from sightline.state import people
from sightline.state.grounds import grounds
from sightline.state.referrals import child_of


def file_not_sent(note: Entry[Any], known: Knowledge, clock: Clock, edition: Edition) -> list[Finding]:
    """This will find the first note of a school about a child of whom another wrote something of weight until then, and of
    whom nothing is recorded as passed from that one to this. Where the family moved, the move says it."""
    child, team = child_of(known, note), known.teams.get(note.author)
    if child is None or team is None or team.type not in edition["sends_its_file"]:
        return []
    if not clock.passed(working_days_after(note.day, edition["handover_within_working_days"])):
        return []
    own = _written(known, note.author, child)
    if min(own, key=_place, default=note).id != note.id:
        return []
    since = days_after(note.day, -edition["worked_within_days"])
    if known.entries(Move, child, since):
        return []
    weighs = grounds(known, child, since, edition["serious_topics"])
    for other in known.teams_of(*edition["sends_its_file"]):
        # What names a brother or sister too may be of a school that this child never went to.
        held = [g for g in weighs if g.author == other.id and _of_one(known, g)]
        left = all(e.day < note.day for e in _written(known, other.id, child))
        if other.id == note.author or not held or not left or known.has_from(note.author, other.id, child):
            continue
        words = {
            "sender": other.name,
            "receiver": wording.team(known, note.author),
            "day": wording.day(note.day),
            "held": "none recorded",
        }
        return [Finding((child,), (note.id, held[-1].id), note.day, words=words, key=other.id)]
    return []


def _written(known: Knowledge, school: Agency, child: Person) -> list[Entry[Any]]:
    held = known.held(school, child)
    return [e for e in held if e.author == school and not isinstance(e.body, Particulars)]


def _of_one(known: Knowledge, entry: Entry[Any]) -> bool:
    return sum(people.is_child(known, p) for p in entry.people) == 1


def _place(entry: Entry[Any]) -> Any:
    return entry.day, entry.noted.key, entry.id
