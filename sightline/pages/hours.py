"""Whether somebody answers now, from the hours that they publish in words; where the words do not say, nobody guesses."""

from __future__ import annotations

import datetime as dt
import re

from sightline.record.times import Moment
from sightline.standards.clock import is_working_day

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = r"(\d{1,2})(?:[.:](\d\d))?(am|pm)"
_SAID = re.compile(rf"({'|'.join(_DAYS)}) to ({'|'.join(_DAYS)}), {_TIME} to {_TIME}")
_ALWAYS = re.compile(r"(at )?any time|24 hours|day and night")


def answers(hours: str, at: Moment) -> bool | None:
    """This will say whether hours such as "Monday to Friday, 9am to 5pm" take in a moment; None where they do not say."""
    words = hours.casefold().strip()
    if _ALWAYS.match(words):
        return True
    said = _SAID.match(words)
    if said is None or at.time is None:
        return None
    first, last, *clock = said.groups()
    opens, closes = _time(*clock[:3]), _time(*clock[3:])
    weekdays = _DAYS.index(first) <= at.day.weekday() <= _DAYS.index(last)
    holiday = at.day.weekday() < 5 and not is_working_day(at.day)
    return weekdays and not holiday and opens <= at.time < closes


def _time(hour: str, minute: str | None, half: str) -> dt.time:
    return dt.time(int(hour) % 12 + (12 if half == "pm" else 0), int(minute or 0))
