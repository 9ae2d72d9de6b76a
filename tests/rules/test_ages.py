"""How old somebody is on a day: by birthdays, as the law counts."""

from __future__ import annotations

import datetime as dt

import pytest

from sightline.record.kinds.words import Person
from sightline.state.people import not_of_age, years_old
from tests.rules.small import Small

BOY = Person("boy")


@pytest.mark.parametrize(
    ("day", "years"),
    [
        ("2004-03-09", None),  # not born yet
        ("2004-03-10", 0),
        ("2022-03-09", 17),
        ("2022-03-10", 18),
        ("2022-12-31", 18),
    ],
)
def test_a_birthday_makes_one_older_and_the_day_before_does_not(day: str, years: int | None) -> None:
    case, on = Small(), dt.date.fromisoformat(day)
    case.says("gp", "particulars", "boy", role="relative", dob=dt.date(2004, 3, 10))
    assert years_old(case.known, BOY, on) == years
    assert not_of_age(case.known, [BOY], on, "relative") == ([BOY] if years in range(18) else [])


def test_of_whom_nobody_wrote_the_day_of_birth_the_age_is_not_known() -> None:
    case = Small()
    case.says("gp", "particulars", "boy", role="relative")
    assert years_old(case.known, BOY, dt.date(2022, 3, 10)) is None
    assert not_of_age(case.known, [BOY], dt.date(2022, 3, 10), "relative") == []
