"""What is told by the words of a note and by no box of it: a meeting that was called off, a thing that has not been done."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Appointment, Visit
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.meeting import Meeting
from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge

_SENTENCE = re.compile(r"[.;!?\n]")
# What a meeting's own note says where it was not held: it stops no clock.
_CALLED_OFF = (
    "not go ahead", "didn't go ahead", "not held", "not take place", "not happen", "cancelled", "called off", "postponed",
    "put off", "put back", "stood down", "deferred",
)  # fmt: skip
_TOO_FEW = ("not quorate", "inquorate", "not be quorate")


def notes_on(known: Knowledge, child: Person, since: dt.date) -> list[Entry[Any]]:
    """This will give what anybody wrote down about a child from a day on, whose words may tell of something else."""
    kinds = (Observation, Concern, Meeting, Visit, Appointment)
    return [entry for kind in kinds for entry in known.entries(kind, child, since)]


def plain(text: str | None) -> str:
    """This will give a text in small letters, with a space for every underscore and a straight apostrophe."""
    return (text or "").lower().replace("_", " ").replace("’", "'")


def result(entry: Entry[Any]) -> str:
    """This will give how something ended, as its outcome says or, where that was left empty, as its note does."""
    return plain(getattr(entry.body, "outcome", None) or entry.summary)


def tells(entry: Entry[Any], *wanted: Collection[str]) -> bool:
    """This will say whether one sentence of a note has a phrase of each of these lists."""
    return says(entry.summary, *wanted)


def says(text: str | None, *wanted: Collection[str]) -> bool:
    """This will say whether one sentence of a text has a phrase of each of these lists."""
    sentences = _SENTENCE.split(plain(text))
    return any(all(any(words in said for words in row) for row in wanted) for said in sentences)


def took_place(meeting: Entry[Meeting]) -> bool:
    """This will say whether a meeting was held: not where its note or its outcome says that it was called off and names nobody
    who came, or that too few came for it to decide."""
    said = f"{plain(meeting.body.outcome)}. {plain(meeting.summary)}"
    if any(words in said for words in _TOO_FEW):
        return False
    held = bool(meeting.body.attended) or (" held" in said and "not held" not in said)
    return held or not any(words in said for words in _CALLED_OFF)
