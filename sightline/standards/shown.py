"""What an entry says to the standards: as it is read, and as its author and its other fields show what its recorder left empty.

A drug service that writes of a client and does not say at which level has shown it by being one. As with what is read from the
words (`reading.py`), it rests on the entry and the published directory, nothing else; the record is never completed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sightline.record.entry import Entry, Team
from sightline.record.kinds.harm import Hospital, Medical
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Agency, KnowerType
from sightline.record.knowledge import Knowledge
from sightline.standards.reading import as_read, by_author


def as_shown(entry: Entry[Any], teams: Mapping[Agency, Team]) -> Entry[Any]:
    """This will give an entry with its empty fields as its words say them, else as its author and its other fields show them."""
    read, author = as_read(entry), teams.get(entry.author)
    found = {**_by_itself(read), **(_by_author(read, author.type) if author else {})}
    if isinstance(read.body, Medical) and entry.body.type is None and author:
        found |= _by_a_hospital(read.body, author.type)
    return replace(read, body=replace(read.body, **found)) if found else read


def _by_itself(read: Entry[Any]) -> dict[str, Any]:
    """What the other fields show; and the note itself, where a field that only holds words was left empty."""
    body, found = read.body, dict[str, Any]()
    if isinstance(body, Hospital):
        # Only who leaves has a place to go to, or a plan for leaving.
        leaves = body.discharge_to or body.discharge_planning_meeting
        found = {"reason": body.reason or read.summary or None}
        found |= {"stage": "discharged"} if body.stage is None and leaves else {}
    elif isinstance(body, Medical):
        found = {"finding": body.finding or read.summary or None}
    elif isinstance(body, Placement) and body.status is None and body.information_to_carers:
        found = {"status": "started"}  # how carers were prepared is written of one that begins
    elif isinstance(body, Assessment) and body.status is None and body.outcome:
        found = {"status": "completed"}  # only a finished one has a conclusion
    return {field: value for field, value in found.items() if value != getattr(body, field)}


def _by_author(read: Entry[Any], author: KnowerType) -> dict[str, Any]:
    """What a kind of team's own work is, where it left out which: its treatment, its consultation."""
    own = by_author().get((read.kind, author), {})
    return {field: value for field, value in own.items() if getattr(read.body, field) is None}


def _by_a_hospital(body: Medical, author: KnowerType) -> dict[str, Any]:
    """A hospital's own view of the cause, spelled out: no surgery's consultation, and more than the pictures it speaks of."""
    viewed = (
        body.opinion not in (None, "not_stated", "examination_not_completed") and body.explicit is not False
    )
    if author != "hospital" or not viewed or body.type not in (None, "gp_consultation", "imaging"):
        return {}
    of_harm = body.opinion in ("non_accidental", "inconclusive")
    return {"type": "child_protection_medical" if of_harm else "paediatric_review"}


def all_shown(known: Knowledge) -> Knowledge:
    """This will give the same knowledge with each entry as it is shown; the same object where that adds nothing."""
    entries = list(known.all())
    shown = [as_shown(entry, known.teams) for entry in entries]
    if all(one is other for one, other in zip(entries, shown, strict=True)):
        return known
    then = Knowledge(known.knower, known.teams)
    for entry in shown:
        then.learn(entry)
    for told in known.tellings():
        then.hear(told)
    return then
