"""One case as one vantage has it: a file's owner, an agency, or a learning review that was told its entries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sightline.record.entry import Record
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge, knowledge, vantage
from sightline.standards.replay import Raise, replay


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a case, what the standards said on the way, and the days on which anything came to be known."""

    name: str
    known: Knowledge
    raises: tuple[Raise, ...]
    days: frozenset[dt.date]


def seen(record: Record, knower: Agency | None = None, name: str = "") -> Case:
    """This will give a case as one knower (None: the file's owner) has it at the end of what it knows.

    The record must hold each person under one id (as a file does; `record.extracts` brings a deployment's record to it).
    """
    events = vantage(record, knower)
    until = events[-1][0].day if events else dt.date.min
    raises = tuple(replay(record, knower, until)) if events else ()
    return Case(
        name or record.case, knowledge(record, knower, until), raises, frozenset(at.day for at, _ in events)
    )
