"""On which day a visit falls that a strategy discussion agreed, and who was to make it."""

from __future__ import annotations

import datetime as dt

import pytest

from sightline.standards.examples import record_of
from sightline.standards.replay import replay

FRIDAY = dt.date(2023, 3, 17)
LINES = (
    "2023-03-06 children_social_care visit girl mum: purpose=assessment mode=face_to_face access=seen seen=girl|mum",
    "2023-03-17 children_social_care strategy_discussion girl: outcome=no_section47 safety_plan={agreed}",
    "2023-03-24 children_social_care meeting girl mum: type=professionals attended=children_social_care|school",
)


def spoke(agreed: str, *more: str) -> list[dt.date]:
    people = {"girl": {"role": "child", "dob": dt.date(2020, 5, 1)}, "mum": {"role": "mother"}}
    lines = [line.format(agreed=agreed) for line in (*LINES, *more)]
    record = record_of({"people": people, "lines": lines})
    return [r.raised for r in replay(record, None, dt.date(2023, 4, 14)) if r.kind == "child_not_seen"]


@pytest.mark.parametrize(
    ("agreed", "noticed"),
    [
        ("worker_sees_her_today", dt.date(2023, 3, 21)),
        ("home_visit_tonight", dt.date(2023, 3, 21)),
        ("worker_to_visit_tomorrow", dt.date(2023, 3, 21)),
        ("worker_visits_on_Monday", dt.date(2023, 3, 22)),
        ("worker_visits_on_Thursday", dt.date(2023, 3, 27)),
        ("worker_visits_on_Friday", dt.date(2023, 3, 28)),  # the day's own name means a week on
    ],
)
def test_two_working_days_after_the_day_that_was_agreed_it_is_asked_about(
    agreed: str, noticed: dt.date
) -> None:
    assert spoke(agreed) == [noticed]


@pytest.mark.parametrize(
    "agreed",
    [
        "worker_to_visit_dad_tomorrow",
        "worker_visits",
        "no_home_visit_tomorrow",
        "school_nurse_is_in_on_Monday",
    ],
)
def test_what_is_no_day_of_a_workers_visit_to_the_child_promises_nothing(agreed: str) -> None:
    assert spoke(agreed) == []


def test_a_visit_on_the_day_of_the_talk_keeps_what_was_for_today_and_not_what_was_for_monday() -> None:
    visit = "2023-03-17 children_social_care visit girl: purpose=assessment mode=face_to_face access=seen seen=girl"
    assert spoke("worker_sees_her_today", visit) == []
    assert spoke("worker_visits_on_Monday", visit) == [dt.date(2023, 3, 22)]
