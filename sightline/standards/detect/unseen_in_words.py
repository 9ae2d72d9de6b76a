"""What notes, assessments and decisions say themselves: that the child was not seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Visit
from sightline.record.kinds.decision import TOGETHER, Decision
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.help import Assessment, WorkerChange
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards import wording
from sightline.standards.clock import Clock, days_after
from sightline.standards.detect.plan_visits import gap, worker
from sightline.standards.standard import Edition, Finding, Standard
from sightline.state import people
from sightline.state.grounds import any_grounds
from sightline.state.phrases import clauses_saying, says
from sightline.state.sight import met, names, saw


def said_unseen(
    known: Knowledge, child: Person, clock: Clock, rule: Standard, said_on: Callable[[dt.date], bool]
) -> Finding | None:
    """This will find the last entry that says that a child was not seen: social care's own, on finishing or deciding, or any
    agency's, where something of weight is recorded and nobody has had the child before them about then or since.

    `said_on` tells whether that had been said already, on a day, because of the visits themselves.
    """
    for entry in reversed(_saying(known, child)):
        edition = rule.on(entry.day)
        if edition is None or people.unborn_on(known, child, entry.day) or said_on(entry.day):
            continue
        if clock.passed(days_after(entry.day, edition["lapses_after_days"])):
            return None
        own = worker(known, entry, edition)
        words = edition["unseen_words" if own else "nobody_saw_words"]
        if isinstance(entry.body, Observation | Concern) and own:
            continue  # on the way, it may yet see the child
        if isinstance(entry.body, Meeting | WorkerChange):
            words = edition["not_out_words"] if own else []
        if not _says(entry, words, edition["of_adults"]) or _of_another(known, child, entry, edition):
            continue
        lately = days_after(entry.day, -edition["seen_before_plan_days"])
        weight = any_grounds(
            known, child, days_after(entry.day, -edition["grounds_days"]), edition["serious_topics"]
        )
        if not weight or met(known, child, lately):
            return None
        said = f"{wording.team(known, entry.author)} wrote on {wording.day(entry.day)} that the child was not seen"
        return gap("unseen", child, [entry], entry.day, said)
    return None


def visited_from_afar(known: Knowledge, child: Person, rule: Standard) -> list[Entry[Any]]:
    """This will give social care's own notes, since a visit of its own last saw a child, that a visit to it was made by telephone
    or video, or that a call took its place: no form of a visit is filled in for what was none."""
    visits = [v for v in known.entries(Visit, child) if saw(v, child)]
    seen = max((v.day for v in visits if (e := rule.on(v.day)) and worker(known, v, e)), default=None)
    after = days_after(seen, 1) if seen else None
    return [note for note in known.entries(Observation, child, after) if _from_afar(known, child, note, rule)]


def _from_afar(known: Knowledge, child: Person, note: Entry[Observation], rule: Standard) -> bool:
    edition = rule.on(note.day)
    if edition is None or not worker(known, note, edition) or people.unborn_on(known, child, note.day):
        return False
    lawful = any(since <= note.day <= until for since, until in edition["remote_lawful"])
    return not lawful and says(note.summary, edition["visit_words"], edition["from_afar_words"])


def _of_another(known: Knowledge, child: Person, entry: Entry[Any], edition: Edition) -> bool:
    """Of several children the words speak of the one whom social care has not seen at all of late, not of one whom it has."""
    since = days_after(entry.day, -edition["grounds_days"])
    visits = [v for v in known.entries(Visit, None, since, entry.day) if worker(known, v, edition)]
    unseen = [
        p
        for p in entry.people
        if people.is_child(known, p) and not any(saw(v, p) for v in visits if p in v.people or names(v, p))
    ]
    return bool(unseen) and child not in unseen


def _saying(known: Knowledge, child: Person) -> list[Entry[Any]]:
    """What may say it: assessments that are finished, decisions, and notes."""
    done = [a for a in known.entries(Assessment, child) if a.body.status in ("completed", None)]
    made = [d for d in known.entries(Decision, child) if d.body.forum not in TOGETHER]
    kinds: tuple[type[Any], ...] = (Observation, Concern, Meeting, WorkerChange)
    notes = [n for kind in kinds for n in known.entries(kind, child)]
    return sorted((*done, *made, *notes), key=lambda e: (e.day, e.noted.key, e.id))


def _says(entry: Entry[Any], words: list[str], of_adults: list[str]) -> bool:
    texts = (entry.summary, getattr(entry.body, "rationale", None), getattr(entry.body, "outcome", None))
    parts = [part for text in texts for part in clauses_saying(text, words)]
    return any(not says(part, of_adults) for part in parts)
