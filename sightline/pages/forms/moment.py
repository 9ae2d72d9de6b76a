"""The form of a replay: a day and an agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sightline.pages.forms.day import PARTS, Day


@dataclass(slots=True)
class MomentForm:
    """A day given as `on` (2019-12-11) or in three boxes: then `on` is set, or `errors` says what to put right."""

    boxes: Mapping[str, str] = field(default_factory=dict)
    on: dt.date | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    """From the id of the box to go to, to the words."""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> MomentForm:
        """This will read the form from a query; a form that nobody has filled has neither day nor errors."""
        given: Mapping[str, str] = query
        if not any(f"on-{part}" in query for part in PARTS):
            if "on" not in query:
                return cls()
            parts = query["on"].split("-")
            year, month, day = parts if len(parts) == 3 else (query["on"], "", "")
            given = {"on-day": day, "on-month": month, "on-year": year}
        read = Day.of(given, "on", "The day you want to look at", "Enter the day you want to look at")
        return cls(read.boxes, read.on, read.errors)
