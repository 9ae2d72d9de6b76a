"""A worry that comes back, however much later, after a review that left the plan as it was comes to a point anew."""

from __future__ import annotations

import datetime as dt

from sightline.standards.examples import record_of
from sightline.standards.replay import replay

PEOPLE = {"boy": {"role": "child", "dob": dt.date(2017, 2, 1)}, "mum": {"role": "mother"}}
WINTER = [
    "2020-10-05 early_help plan boy: type=early_help status=started",
    "2020-12-01 nursery observation boy: topics=hunger direction=concern rests_on=seen > early_help",
    "2021-02-22 nursery observation boy: topics=hunger direction=concern rests_on=seen > early_help",
]
PLEASED = "2021-03-15 early_help meeting boy mum: type=team_around_family attended=early_help|nursery outcome=plan_goes_on"


def said(*lines: str) -> list[dt.date]:
    record = record_of({"people": PEOPLE, "lines": [*WINTER, *lines]})
    return [r.raised for r in replay(record, None, dt.date(2021, 7, 10), of="concern_drift_or_overoptimism")]


def test_each_term_hungrier_and_each_review_pleased_is_said_in_summer_again():
    hungry = "2021-06-21 nursery observation boy: topics=hunger direction=concern rests_on=seen > early_help"
    assert said(PLEASED, hungry) == [dt.date(2021, 3, 15), dt.date(2021, 6, 21)]


def test_what_comes_in_summer_is_of_another_matter():
    absent = "2021-06-21 nursery observation boy: topics=school_attendance direction=concern rests_on=seen > early_help"
    assert said(PLEASED, absent) == [dt.date(2021, 3, 15)]


def test_no_review_has_had_the_worries_of_winter_before_it():
    hungry = "2021-06-21 nursery observation boy: topics=hunger direction=concern rests_on=seen > early_help"
    assert said(hungry) == []


def test_the_review_wrote_a_new_plan():
    hungry = "2021-06-21 nursery observation boy: topics=hunger direction=concern rests_on=seen > early_help"
    assert said(PLEASED.replace("plan_goes_on", "plan_changed"), hungry) == []
