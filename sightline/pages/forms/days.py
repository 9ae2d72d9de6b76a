"""A day given in three boxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

_PARTS = ("day", "month", "year")


@dataclass(slots=True)
class Day:
    """What stood in the boxes, and the day they make; or in `errors` what to put right, by the box to go to."""

    boxes: dict[str, str] = field(default_factory=dict)
    on: dt.date | None = None
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Mapping[str, str], name: str, what: str, *, optional: bool = False) -> Day:
        """This will read the boxes `name-day`, `name-month` and `name-year`. `what` is the day's name in an error."""
        boxes = {part: query.get(f"{name}-{part}", "").strip()[:10] for part in _PARTS}
        day = cls(boxes)
        missing = [part for part in _PARTS if not boxes[part]]
        if len(missing) == 3 and optional:
            return day
        if len(missing) == 3:
            day.errors[f"{name}-day"] = f"Enter {what}"
        elif missing:
            day.errors[f"{name}-{missing[0]}"] = (
                f"{what[:1].upper()}{what[1:]} must include a {' and a '.join(missing)}"
            )
        else:
            day._make(name, what)
        return day

    @classmethod
    def at(cls, on: dt.date) -> Day:
        """This will give the boxes of a day."""
        return cls({"day": str(on.day), "month": str(on.month), "year": str(on.year)}, on)

    def _make(self, name: str, what: str) -> None:
        try:
            made = dt.date(*(int(self.boxes[part]) for part in reversed(_PARTS)))
        except (ValueError, OverflowError):
            made = None
        if made is None or not 2000 <= made.year <= 2100:
            self.errors[f"{name}-day"] = (
                f"{what[:1].upper()}{what[1:]} must be a real day, for example 1 9 2026"
            )
        else:
            self.on = made
