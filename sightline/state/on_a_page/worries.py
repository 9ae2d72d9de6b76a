"""What are people worried about, and what works well? Both, in one place, the last first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Injury, Medical, Observation
from sightline.record.kinds.legal import Police
from sightline.record.knowledge import Knowledge
from sightline.record.named import topics
from sightline.state import injuries
from sightline.state.on_a_page.lines import Line, lines
from sightline.state.topics import GOOD, is_worry


@dataclass(frozen=True, slots=True)
class Worries:
    """The last worries and the last of what works well, with how many there are before them."""

    worries: tuple[Line, ...]
    earlier_worries: int
    well: tuple[Line, ...]
    earlier_well: int


def worries(known: Knowledge, on: dt.date, most: int = 6) -> Worries:
    """This will give the last worries and what works well, at most so many of each, as they stand at the end of a day."""
    bad = lines(known, _worries, on)
    good = lines(known, _works, on)
    return Worries(tuple(bad[:most]), len(bad[most:]), tuple(good[:most]), len(good[most:]))


def _worries(entry: Entry[Any]) -> bool:
    """What a doctor found and has not explained is one too; what was explained is not."""
    found = isinstance(entry.body, Medical) and entry.body.finding and entry.body.opinion in injuries.OPEN
    return is_worry(entry) or isinstance(entry.body, Injury | Referral | Police) or bool(found)


def _works(entry: Entry[Any]) -> bool:
    """What is good beside a worry is in both lists: one does not take away from the other."""
    body = entry.body
    if isinstance(body, Referral):
        return bool(body.working_well)
    return isinstance(body, Observation) and (body.direction == "positive" or bool(topics(entry) & GOOD))
