"""Placements and returns home that only a note tells of, and notes that no plan for one has come."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.place import Household, Move, Placement
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.standard import Edition
from sightline.state import care
from sightline.state.phrases import NOTES, clauses_affirming, says

TELLING: tuple[type[Any], ...] = (*NOTES, Move, Household)


def moved_in_words(
    known: Knowledge, child: Person, day: dt.date, where: Literal["home", "carers"], edition: Edition
) -> list[Entry[Any]]:
    """This will give the notes of a day by which a child who is looked after went home, or to other carers, where no placement
    and no decision of those days says it."""
    near = edition["same_move_days"]
    since, until = days_after(day, -near), days_after(day, near)
    moves = [
        p for p in known.entries(Placement, child, since, until) if care.begins(p) or p.body.status == "ended"
    ]
    decided = [
        d for d in known.entries(Decision, child, days_after(day, -edition["prepared_within_days"]), until)
        if d.body.type in ("return_home", "placement", "court_order")
    ]  # fmt: skip
    if moves or decided or not care.away(known, child, day):
        return []
    told = [n for kind in TELLING for n in known.entries(kind, child, since, day)]
    keepers = {team.id for team in known.teams_of(*edition["tell_of_moves"])}
    said = [n for n in told if n.author in keepers and _says_moved(n, where, edition)]
    return said if all(n.day == day for n in said) else []


def _says_moved(note: Entry[Any], where: str, edition: Edition) -> bool:
    parts = clauses_affirming(note.summary, edition[f"to_{where}_words"])
    return any(not says(part, edition["visit_words"]) for part in parts)


def unplanned(known: Knowledge, child: Person, day: dt.date, edition: Edition) -> list[Entry[Any]]:
    """This will give the notes since a placement began in which somebody writes that no plan or nothing of the child has come."""
    until = days_after(day, edition["lapses_after_days"])
    kinds: tuple[type[Any], ...] = (*NOTES, Meeting)
    notes = [n for kind in kinds for n in known.entries(kind, child, day, until)]
    said = [n for n in notes if says(n.summary, edition["unplanned_words"])]
    return sorted(said, key=lambda n: (n.day, n.id))
