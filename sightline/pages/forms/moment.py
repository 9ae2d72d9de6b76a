"""The form of a replay: a day and an agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

_PARTS = ("day", "month", "year")


@dataclass(slots=True)
class MomentForm:
    """A day given as `on` (2019-12-11) or in three boxes: then `on` is set, or `errors` says what to put right."""

    boxes: dict[str, str] = field(default_factory=dict)
    on: dt.date | None = None
    errors: dict[str, str] = field(default_factory=dict)
    """From the name of the box to go to, to the words."""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> MomentForm:
        """This will read the form from a query; a form that nobody has filled has neither day nor errors."""
        given = {part: query.get(f"on-{part}", "").strip() for part in _PARTS}
        if not any(f"on-{part}" in query for part in _PARTS):
            if "on" not in query:
                return cls()
            parts = query["on"].split("-")
            given = dict(
                zip(reversed(_PARTS), parts if len(parts) == 3 else ("", "", query["on"]), strict=True)
            )
        form = cls({part: value[:10] for part, value in given.items()})
        form._clean()
        return form

    def _clean(self) -> None:
        missing = [part for part in _PARTS if not self.boxes[part]]
        if len(missing) == 3:
            self.errors["day"] = "Enter the day you want to look at"
        elif missing:
            self.errors[missing[0]] = f"The day you want to look at must include a {' and '.join(missing)}"
        elif not all(value.isascii() and value.isdigit() for value in self.boxes.values()):
            self.errors["day"] = "The day you want to look at must be in numbers, for example 11 12 2019"
        else:
            try:
                self.on = dt.date(*(int(self.boxes[part]) for part in reversed(_PARTS)))
            except (ValueError, OverflowError):
                self.errors["day"] = "The day you want to look at must be a real day"
            if self.on and not 1900 <= self.on.year <= 2100:
                self.on, self.errors["year"] = None, "The year must be between 1900 and 2100"
