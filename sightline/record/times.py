"""Moments and spans of the record: days first, times where known, one total order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import total_ordering
from typing import Literal

Precision = Literal["day", "month", "year", "unknown"]
_END_OF_DAY = dt.time.max


@total_ordering
@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with a time where one is known, and the place in the day that it was given when it entered.

    The order is: day, then time (no time stands at the end of its day, because what happened on a day is
    judged at its end), then ordinal. Two moments of one record never share all three.
    """

    day: dt.date
    ordinal: int = 0
    time: dt.time | None = None

    @property
    def key(self) -> tuple[dt.date, dt.time, int]:
        """This will sort moments in the record's one order."""
        return (self.day, self.time or _END_OF_DAY, self.ordinal)

    def __lt__(self, other: Moment) -> bool:
        return self.key < other.key


@dataclass(frozen=True, slots=True)
class Span:
    """When something happened in the world: a day, a stretch of days, a vague month or year, or not known.

    `start` is the first day it can have been (None: not known at all); `until` the last day of something that
    lasted. Vagueness is `precision`, never `until`.
    """

    start: dt.date | None
    until: dt.date | None = None
    precision: Precision = "day"

    def __post_init__(self) -> None:
        if (self.start is None) != (self.precision == "unknown"):
            raise ValueError("a span without a first day is of unknown precision, and only then")
        if self.start and self.until and self.until < self.start:
            raise ValueError("a span ends before it starts")
