"""The clock that a standard can only ask, and the calendar of England's working days."""

from __future__ import annotations

import datetime as dt
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays


class Clock:
    """Answers whether a day has come, and remembers the least day asked about that has not.

    A standard never sees the date; so the next moment at which time alone can change its answer is `next`, and
    nobody has to write that down.
    """

    def __init__(self, today: dt.date) -> None:
        self._today = today
        self.next: dt.date | None = None
        self.came: dt.date | None = None
        """The last day asked about that has come: the deadline that made a standard speak."""

    def passed(self, day: dt.date) -> bool:
        """This will say whether a day has come; what happened on a day is judged at its end."""
        if self._today >= day:
            self.came = max(day, self.came or day)
            return True
        if self.next is None or day < self.next:
            self.next = day
        return False


@cache
def _bank_holidays() -> frozenset[dt.date]:
    calendar = BankHolidays(use_cached_holidays=True)
    return frozenset(h["date"] for h in calendar.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))


def is_working_day(day: dt.date) -> bool:
    """This will say whether a day is a working day in England (the library's holidays reach from 2012 to 2028)."""
    return day.weekday() < 5 and day not in _bank_holidays()


@cache
def working_days_after(day: dt.date, count: int) -> dt.date:
    """This will give the count-th working day after a day; nought is the day itself."""
    while count > 0:
        day += dt.timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


@cache
def working_days_until(day: dt.date, until: dt.date) -> int:
    """This will give by the end of which working day after a day another has come; nought is the day itself, or before it.

    It is the other way round of `working_days_after`: what happened on a Saturday happened by the end of Monday.
    """
    count = 0
    while day < until:
        day, count = working_days_after(day, 1), count + 1
    return count


def days_after(day: dt.date, count: int) -> dt.date:
    """This will give the day so many days later."""
    return day + dt.timedelta(days=count)
