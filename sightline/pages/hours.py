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
    today = _open_on(at.day, first, last)
    if opens < closes:
        return today and opens <= at.time < closes
    yesterday = _open_on(at.day - dt.timedelta(days=1), first, last)  # through the night
    return (today and at.time >= opens) or (yesterday and at.time < closes)


def _open_on(day: dt.date, first: str, last: str) -> bool:
    """An office that is open to Friday keeps bank holidays; whoever works weekends is taken to work on those too."""
    holiday = last == "friday" and not is_working_day(day)
    return _DAYS.index(first) <= day.weekday() <= _DAYS.index(last) and not holiday


def _time(hour: str, minute: str | None, half: str) -> dt.time:
    return dt.time(int(hour) % 12 + (12 if half == "pm" else 0), int(minute or 0))
