"""How long from one thing to another, no more exactly than the record says: in hours only where both have a time of day."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.times import Moment

_IN_DAYS, _IN_WEEKS, _WEEK, _YEAR = 21, 728, 7, 365
_IN_HOURS = 48
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Point:
    """When something was: from the first to the last day it can have been, with a time of day where one is known."""

    first: dt.date
    last: dt.date
    time: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """From one point to another, in days of the calendar: at least and at most; below nought it lies before.

    `minutes` where both points have a time of day.
    """

    least: int
    most: int
    minutes: int | None = None


def happened(entry: Entry[Any]) -> Point | None:
    """This will say when an entry's matter happened, or None where the day is not known.

    An entry has a time of day only for its writing; that is taken where it was written on the day itself.
    """
    span = entry.occurred
    if span.start is None:
        return None
    if span.precision == "year":
        return Point(span.start, dt.date(span.start.year, 12, 31))
    if span.precision == "month":
        days = calendar.monthrange(span.start.year, span.start.month)[1]
        return Point(span.start, span.start.replace(day=days))
    return Point(span.start, span.start, entry.noted.time if entry.noted.day == span.start else None)


def heard(moment: Moment) -> Point:
    """This will say when somebody was told."""
    return Point(moment.day, moment.day, moment.time)


def between(start: Point, end: Point) -> Interval:
    """This will measure from one point to another."""
    minutes = None
    if start.time and end.time:
        spent = dt.datetime.combine(end.first, end.time) - dt.datetime.combine(start.first, start.time)
        minutes = int(spent.total_seconds() // 60)
    return Interval((end.first - start.last).days, (end.last - start.first).days, minutes)


def words(interval: Interval | None) -> str:
    """This will say an interval as it is spoken. None: the day is not known."""
    if interval is None:
        return "day not known"
    if interval.least != interval.most:
        return f"between {_side(interval.least)} and {_side(interval.most)}"
    if interval.minutes is not None and abs(interval.minutes) < _IN_HOURS * _HOUR:
        return _turned(interval.minutes, _hours(abs(interval.minutes)))
    if interval.most == 0:
        return "the same day"
    return "within a day" if interval.most == 1 else _side(interval.most)


def later(interval: Interval | None) -> str:
    """This will say how long after something somebody came to know it."""
    if interval is None or interval.least != interval.most or interval.minutes is not None:
        return f"{words(interval)} later" if interval else "later"
    return f"{_days(interval.most)} later"


def offset(days: int) -> str:
    """This will name a place on the clock: the same day, 1 day, 5 days, 3 weeks before."""
    return "The same day" if days == 0 else _side(days)


def _side(days: int) -> str:
    return _turned(days, _days(abs(days)))


def _turned(sign: int, said: str) -> str:
    return f"{said} before" if sign < 0 else said


def _hours(minutes: int) -> str:
    return _count(minutes // _HOUR, "hour") if minutes >= _HOUR else "less than an hour"


def _days(days: int) -> str:
    if days < _IN_DAYS:
        return _count(days, "day")
    if days < _IN_WEEKS:
        weeks, rest = divmod(days, _WEEK)
        return _count(weeks, "week") + (f" {_count(rest, 'day')}" if rest else "")
    return _count(days // _YEAR, "year")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
