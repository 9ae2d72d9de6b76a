"""Missed contacts: a service that lets a child go beside a pattern of others has decided anew; so has a pattern months later."""

from __future__ import annotations

import datetime as dt

from sightline.standards.examples import record_of
from sightline.standards.replay import replay

NOBODY_IN = tuple(
    f"2018-{day} early_help visit boy: purpose=routine access=no_reply announced=true"
    for day in ("01-09", "01-23", "02-06")
)
PATTERN = dt.date(2018, 2, 6)


def eye_clinic(day: str, then: str) -> str:
    return f"{day} hospital appointment boy: service=eye_clinic for_person=boy outcome=was_not_brought follow_up={then}"


def raised(*lines: str) -> list[tuple[dt.date, tuple[str, ...]]]:
    example = {
        "people": {"boy": {"role": "child", "dob": dt.date(2014, 10, 10)}},
        "lines": [*NOBODY_IN, *lines],
    }
    said = replay(record_of(example), None, of="missed_contact_pattern")
    return [(one.raised, one.evidence) for one in said]


def test_a_clinic_lets_him_go_after_two_while_a_family_worker_gets_no_answer() -> None:
    first, second = raised(eye_clinic("2018-03-01", "rebooked"), eye_clinic("2018-04-12", "discharged"))
    assert first[0] == PATTERN
    assert second == (dt.date(2018, 4, 12), ("x5", "x4"))


def test_near_miss_it_books_him_in_again() -> None:
    (only,) = raised(eye_clinic("2018-03-01", "rebooked"), eye_clinic("2018-04-12", "rebooked"))
    assert only[0] == PATTERN


def test_near_miss_it_lets_him_go_after_one() -> None:
    (only,) = raised(eye_clinic("2018-04-12", "discharged"))
    assert only[0] == PATTERN


def test_near_miss_its_own_missed_appointments_were_part_of_the_pattern() -> None:
    """What it had missed came before the pattern, which is then one of all services."""
    (only,) = raised(eye_clinic("2018-01-15", "rebooked"), eye_clinic("2018-04-12", "discharged"))
    assert only[0] == dt.date(2018, 1, 23)


def nobody_in(*days: str) -> list[str]:
    return [f"{day} school_nursing visit boy: purpose=routine access=no_reply announced=true" for day in days]


def test_after_months_without_one_three_more_are_a_pattern_of_their_own() -> None:
    first, second = raised(*nobody_in("2018-05-29", "2018-06-12", "2018-06-26"))
    assert first[0] == PATTERN
    assert second == (dt.date(2018, 6, 26), ("x6", "x5", "x4"))


def test_near_miss_after_months_one_more_is_none() -> None:
    (only,) = raised(*nobody_in("2018-06-12"))
    assert only[0] == PATTERN
