"""How far a telling has come: told, delivered, opened, acknowledged; or only said to have been told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sightline.record.cases import Receipt
from sightline.record.entry import Entry, How, Told

ORDER = ("told", "delivered", "opened", "acknowledged")
HOW: Mapping[How, str] = {
    "recorded": "its own record",
    "shared": "told",
    "attended": "told",
    "passed_on": "passed on",
    "emergency": "emergency",
    "review": "for a learning review",
    "other": "how not stated",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One telling as the ledger draws it.

    `said`: only the teller says so; `late`: it came after the entry; `there`: whoever was told was present.
    """

    reached: int
    day: dt.date
    how: str
    said: bool
    late: bool
    there: bool

    @property
    def word(self) -> str:
        """This will say how far it has come."""
        return "says it told" if self.said else ORDER[self.reached - 1]


def step(row: Told, entry: Entry[object], receipts: Sequence[Receipt]) -> Step:
    """This will say how far one telling has come, from the receipts that are seen of it."""
    # An import says of whoever is named in an entry that it attended: being written to, or asked, is not being there.
    there = row.knower in (getattr(entry.body, "attended", None) or ())
    reached = max((ORDER.index(one.what) + 1 for one in receipts), default=len(ORDER) if there else 1)
    confirmed = there or reached > 2  # reaching an inbox is not yet anybody's word that it was told
    how = "was there" if there else HOW[row.how]
    return Step(reached, row.told.day, how, not confirmed, row.told.day > entry.noted.day, there)
