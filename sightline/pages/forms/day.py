"""A day in three boxes, as the GOV.UK Design System asks for one: read, or said what to put right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PARTS = ("day", "month", "year")
_FIRST, _LAST = 1900, 2100
_LONGEST = 10


@dataclass(frozen=True, slots=True)
class Day:
    """What was put into the boxes: `on` is the day that it makes, or `errors` says what to put right."""

    boxes: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(PARTS, ""))
    on: dt.date | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    """From the id of the box to go to, to the words."""

    @classmethod
    def of(cls, given: Mapping[str, Any], name: str, called: str, missing: str = "") -> Day:
        """This will read the boxes `name-day`, `name-month` and `name-year`.

        `called` begins the words of an error; `missing` are the words where all are empty ("": they may be).
        """
        boxes = {part: str(given.get(f"{name}-{part}") or "").strip()[:_LONGEST] for part in PARTS}
        if not any(boxes.values()):
            return cls(boxes, errors={f"{name}-day": missing} if missing else {})
        box, wrong = _wrong(boxes)
        if wrong:
            return cls(boxes, errors={f"{name}-{box}": f"{called} {wrong}"})
        return cls(boxes, _made(boxes))

    @classmethod
    def at(cls, on: dt.date) -> Day:
        """This will give the boxes of a day."""
        return cls({part: str(getattr(on, part)) for part in PARTS}, on)


def _wrong(boxes: Mapping[str, str]) -> tuple[str, str]:
    """The box to go to, and what is wrong there; two empty texts where nothing is."""
    absent = [part for part in PARTS if not boxes[part]]
    if absent:
        return absent[0], f"must include a {' and a '.join(absent)}"
    if not all(value.isascii() and value.isdigit() for value in boxes.values()):
        return "day", "must be in numbers, for example 27 3 2026"
    if _made(boxes) is None:
        return "day", "must be a real day"
    if not _FIRST <= int(boxes["year"]) <= _LAST:
        return "year", f"must have a year between {_FIRST} and {_LAST}"
    return "", ""


def _made(boxes: Mapping[str, str]) -> dt.date | None:
    try:
        return dt.date(*(int(boxes[part]) for part in reversed(PARTS)))
    except (ValueError, OverflowError):
        return None
