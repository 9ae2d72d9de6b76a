"""The child that a picture's line of time is measured by: weeks of pregnancy until the birth, then age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.pages.words import age, day, gestation
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person


@dataclass(frozen=True, slots=True)
class Child:
    """Who the child is, with the due date and the day of birth as far as they are known."""

    id: Person
    due: dt.date | None
    born: dt.date | None

    def on(self, on: dt.date) -> str:
        """This will say how old the child was on a day, or when the baby was due."""
        if self.born and self.born <= on:
            return f"{age(self.born, on)} old on this day"
        if self.due and self.due < on:
            return f"was due {day(self.due)}, no birth known on this day"
        return f"not yet born on this day, due {day(self.due)}" if self.due else ""

    def measure(self, at: dt.date, *, exact: bool = False) -> str:
        """This will measure the time of a picture: to the week, or (`exact`) to the day."""
        if self.born and at >= self.born:
            said = age(self.born, at)
            return said if exact else " ".join(said.split()[:2])
        if self.due and 0 <= (self.due - at).days < 280:
            said = gestation(self.due, at)
            return said if exact else said.split(" week")[0] + " weeks"
        return ""


def child(particulars: Sequence[Particulars]) -> Child | None:
    """This will give the first child or expected baby among the people described, with the first dates given."""
    id = next((said.person for said in particulars if said.role in ("unborn", "child")), None)
    if id is None:
        return None
    mine = [said for said in particulars if said.person == id]
    due = next((said.edd for said in mine if said.edd), None)
    return Child(id, due, next((said.dob for said in mine if said.dob), None))
