"""A day in three boxes, as the GOV.UK Design System asks for one: read, or said what to put right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

PARTS = ("day", "month", "year")
_LONGEST = 10


@dataclass(frozen=True, slots=True)
class Day:
    """What was put into the boxes: `on` is the day that it makes, or `errors` says what to put right."""

    boxes: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(PARTS, ""))
    on: dt.date | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    """From the box to go to, to the words."""

    @classmethod
    def of(cls, given: Mapping[str, str], called: str) -> Day:
        """This will read the boxes. All empty is no day and no error; `called` begins the words of an error."""
        boxes = {part: given.get(part, "").strip()[:_LONGEST] for part in PARTS}
        missing = [part for part in PARTS if not boxes[part]]
        if len(missing) == len(PARTS):
            return cls(boxes)
        if missing:
            return cls(boxes, errors={missing[0]: f"{called} must include a {' and '.join(missing)}"})
        if not all(value.isascii() and value.isdigit() for value in boxes.values()):
            return cls(boxes, errors={"day": f"{called} must be in numbers, for example 11 12 2019"})
        try:
            on = dt.date(*(int(boxes[part]) for part in reversed(PARTS)))
        except (ValueError, OverflowError):
            return cls(boxes, errors={"day": f"{called} must be a real day"})
        if not 1900 <= on.year <= 2100:
            return cls(boxes, errors={"year": f"{called} must have a year between 1900 and 2100"})
        return cls(boxes, on)
