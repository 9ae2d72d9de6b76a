"""Who answers now, from the hours that are published in words."""

from __future__ import annotations

import datetime as dt

import pytest

from sightline.pages.hours import answers
from sightline.record.times import Moment

THURSDAY = dt.date(2020, 5, 14)


@pytest.mark.parametrize(
    ("hours", "day", "time", "now"),
    [
        ("any time", THURSDAY, dt.time(21, 40), True),
        ("24 hours a day", THURSDAY, None, True),
        ("Monday to Friday, 8.45am to 5pm; at other times nobody", THURSDAY, dt.time(8, 45), True),
        ("Monday to Friday, 8.45am to 5pm", THURSDAY, dt.time(17), False),
        ("Monday to Friday, 8.45am to 5pm", dt.date(2020, 5, 16), dt.time(10), False),
        ("Monday to Friday, 8.45am to 5pm", dt.date(2020, 5, 8), dt.time(10), False),  # a bank holiday
        ("Monday to Sunday, 9am to 5pm", dt.date(2020, 5, 8), dt.time(10), True),
        ("Monday to Sunday, 5pm to 8.30am", THURSDAY, dt.time(21, 40), True),
        ("Monday to Sunday, 5pm to 8.30am", THURSDAY, dt.time(8), True),
        ("Monday to Sunday, 5pm to 8.30am", THURSDAY, dt.time(12), False),
        ("Monday to Friday, 5pm to 8.30am", dt.date(2020, 5, 16), dt.time(7), True),  # Friday's night
        ("Monday to Friday, 5pm to 8.30am", dt.date(2020, 5, 18), dt.time(7), False),
        ("Monday to Sunday, 12pm to 11pm", THURSDAY, dt.time(12, 30), True),
        ("Monday to Friday, 8.45am to 5pm", THURSDAY, None, None),
        ("most mornings", THURSDAY, dt.time(9), None),
    ],
)
def test_published_hours_say_who_answers_now(
    hours: str, day: dt.date, time: dt.time | None, now: bool | None
) -> None:
    assert answers(hours, Moment(day, 0, time)) is now
