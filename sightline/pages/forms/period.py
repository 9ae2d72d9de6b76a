"""The period of measures: from one month to another, both included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sightline.measures.later import months_after

ENDS = {"from": "“From”", "to": "“To”"}
PARTS = ("month", "year")
MOST = 36
_FIRST = 2000


@dataclass(frozen=True, slots=True)
class PeriodForm:
    """Two months as they were typed; `first` and `last` are days, or `errors` says what to put right."""

    boxes: Mapping[str, Mapping[str, str]]
    first: dt.date
    last: dt.date
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Mapping[str, str], today: dt.date) -> PeriodForm:
        """This will read a query; without boxes it is the twelve months that end with this one."""
        last = today.replace(day=1)
        if not any(f"{end}-{part}" in query for end in ENDS for part in PARTS):
            return cls.at(months_after(last, -11), last)
        boxes = {
            end: {part: str(query.get(f"{end}-{part}") or "").strip()[:10] for part in PARTS} for end in ENDS
        }
        errors: dict[str, str] = {}
        first, until = (_month(end, boxes[end], last, errors) for end in ENDS)
        if not errors:
            _together(first, until, errors)
        return cls(boxes, first, end_of(until), errors)

    @classmethod
    def at(cls, first: dt.date, last: dt.date) -> PeriodForm:
        """This will give the months from the one of a day to the one of another."""
        boxes = {
            end: {"month": str(day.month), "year": str(day.year)}
            for end, day in zip(ENDS, (first, last), strict=True)
        }
        return cls(boxes, first.replace(day=1), end_of(last))

    @property
    def kept(self) -> dict[str, str]:
        """This will give the period as it stands in an address."""
        return {f"{end}-{part}": self.boxes[end][part] for end in ENDS for part in PARTS}

    def months(self) -> Iterator[dt.date]:
        """This will give the first day of each month."""
        day = self.first
        while day <= self.last:
            yield day
            day = months_after(day, 1)


def end_of(day: dt.date) -> dt.date:
    """This will give the last day of a month."""
    return months_after(day.replace(day=1), 1) - dt.timedelta(days=1)


def _month(end: str, boxes: Mapping[str, str], latest: dt.date, errors: dict[str, str]) -> dt.date:
    called = ENDS[end]
    absent = [part for part in PARTS if not boxes[part]]
    if absent:
        errors[f"{end}-{absent[0]}"] = f"{called} must include a {' and a '.join(absent)}"
        return latest
    if not all(box.isascii() and box.isdigit() for box in boxes.values()):
        errors[f"{end}-month"] = f"{called} must be in numbers, for example 3 2026"
        return latest
    month, year = int(boxes["month"]), int(boxes["year"])
    if not 1 <= month <= 12:
        errors[f"{end}-month"] = f"{called} must have a month between 1 and 12"
    elif not _FIRST <= year <= latest.year:
        errors[f"{end}-year"] = f"{called} must have a year between {_FIRST} and {latest.year}"
    elif dt.date(year, month, 1) > latest:
        errors[f"{end}-month"] = f"{called} must be this month or an earlier one"
    else:
        return dt.date(year, month, 1)
    return latest


def _together(first: dt.date, last: dt.date, errors: dict[str, str]) -> None:
    if last < first:
        errors["to-month"] = "“To” must be the same month as “From”, or a later one"
    elif months_after(first, MOST) <= last:
        errors["from-month"] = f"Choose at most {MOST} months"
