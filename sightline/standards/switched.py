"""Which practice standards the partnership has switched off, by whom, since when and why, from what a knower was told.

A switching counts from a partnership alone. Off is a time: from the day that was named to the day on which it is on again. A
review date that has gone by switches nothing on; it is said wherever the standard is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.standard import StandardOff, StandardOn
from sightline.record.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Off:
    """A time for which a standard is off, and what ended it (None: nothing yet)."""

    entry: Entry[StandardOff]
    ended: Entry[StandardOn] | None

    @property
    def kind(self) -> str:
        """This will give the kind of the standard."""
        return self.entry.body.standard

    @property
    def was_never(self) -> bool:
        """This will say whether it was on again before it was ever off."""
        return self.ended is not None and self.ended.noted.day <= self.entry.body.since

    def holds(self, on: dt.date) -> bool:
        """This will say whether the standard is off on a day."""
        return self.entry.body.since <= on and not self.over(on)

    def over(self, on: dt.date) -> bool:
        """This will say whether it is past by a day, whenever it began."""
        return self.ended is not None and (self.ended.noted.day <= on or self.was_never)

    def overdue(self, on: dt.date) -> bool:
        """This will say whether the standard is off on a day and should have been looked at again before it."""
        return self.holds(on) and self.entry.body.review_by < on


def switched(known: Knowledge) -> list[Off]:
    """This will give every time for which a standard was, is or will be off, in the order in which the knower learned of them."""
    return [
        Off(entry, next((one for one in known.naming(entry.id, StandardOn) if _theirs(known, one)), None))
        for entry in known.all()
        if isinstance(entry.body, StandardOff) and _theirs(known, entry)
    ]


def off(known: Knowledge, on: dt.date) -> dict[str, Off]:
    """This will give the standards that are off on a day, by kind."""
    return {one.kind: one for one in switched(known) if one.holds(on)}


def standing(known: Knowledge, kind: str, on: dt.date) -> Off | None:
    """This will give the time for which a standard is off on a day, or is to be off later; None where it is on and stays so."""
    return next((one for one in switched(known) if one.kind == kind and not one.over(on)), None)


def _theirs(known: Knowledge, entry: Entry[Any]) -> bool:
    return entry.author in known.teams and known.teams[entry.author].type == "partnership"
