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
    """From the name of the box to go to, to the words."""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> MomentForm:
        """This will read the form from a query; a form that nobody has filled has neither day nor errors."""
        given = {part: query.get(f"on-{part}", "") for part in PARTS}
        if not any(f"on-{part}" in query for part in PARTS):
            if "on" not in query:
                return cls()
            parts = query["on"].split("-")
            given = dict(
                zip(reversed(PARTS), parts if len(parts) == 3 else ("", "", query["on"]), strict=True)
            )
        day = Day.of(given, "The day you want to look at")
        if not day.on and not day.errors:
            return cls(day.boxes, errors={"day": "Enter the day you want to look at"})
        return cls(day.boxes, day.on, day.errors)
