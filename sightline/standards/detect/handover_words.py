"""Whoever has taken a child over writes that nothing came with the child."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Handover, InformationSharing, Visit
from sightline.record.kinds.harm import Concern, Medical, Observation
from sightline.record.kinds.help import Assessment, Plan, WorkerChange
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import days_after
from sightline.standards.standard import Edition
from sightline.state.phrases import says

NOTES: tuple[type[Any], ...] = (
    Observation, Concern, Visit, InformationSharing, Medical, Assessment, Plan, Meeting, WorkerChange,
)  # fmt: skip


def nothing_came(known: Knowledge, note: Entry[Any], child: Person, edition: Edition) -> bool:
    """This will say whether a note is the first to say that no history came with a child, and nothing in full has come since."""
    if not _says_so(note, edition):
        return False
    since = days_after(note.day, -edition["same_gap_days"])
    before = (n for kind in NOTES for n in known.entries(kind, child, since, note.day))
    if any(n.author == note.author and n.noted < note.noted and _says_so(n, edition) for n in before):
        return False
    handovers = known.entries(Handover, child, since)
    if any(_to(known, h, note) and (h.body.content == "full" or h.noted < note.noted) for h in handovers):
        return False  # it has come, or was said of what was handed over
    sent = known.entries(InformationSharing, child, note.day)
    return not any(s.body.content == "full" and note.author in (s.body.to or ()) for s in sent)


def _says_so(note: Entry[Any], edition: Edition) -> bool:
    """In words that can mean nothing else; or that nothing came, where the same note speaks of a change of hands."""
    text = f"{note.summary} {getattr(note.body, 'action_taken', None) or ''}"
    return says(text, edition["no_handover_words"]) or (
        says(text, edition["nothing_came_words"]) and says(text, edition["changed_hands_words"])
    )


def _to(known: Knowledge, handover: Entry[Handover], note: Entry[Any]) -> bool:
    return handover.body.to == note.author or (
        handover.author != note.author and known.knows(note.author, handover)
    )
