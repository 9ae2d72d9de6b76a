"""A recommendation's measure by quarter, worked out by hand; and that what is passed on gives away nothing that is hidden."""

from __future__ import annotations

import datetime as dt
import itertools

from sightline.measures.contacts import Challenge, Contact, Decision
from sightline.measures.passed_on import Quarter, passed_on, quarters
from sightline.measures.placed import Placed
from sightline.measures.proportion import Proportion
from sightline.measures.series import MEASURES, Point, around, of_placements, of_referrals, when

TODAY = dt.date(2026, 3, 2)
SPRING, SUMMER = Quarter(dt.date(2025, 4, 1)), Quarter(dt.date(2025, 7, 1))


def told(n: int, on: dt.date, blank: bool = False, challenged: str = "") -> Contact:
    """This will give a referral, decided the same day and answered."""
    taken = (Challenge("them", on, "manager", on, challenged == "changed"),) if challenged else ()
    decided = Decision(f"d{n}", on, "advice", (("gp", "not_asked"),) if blank else (), taken)
    return Contact(f"r{n}", on, frozenset({f"p{n}"}), False, (decided,), on)


def many(on: dt.date, blank: int, of: int) -> list[Contact]:
    """This will give referrals of a day, of which some were decided with a blank."""
    return [told(n, on, n < blank) for n in range(of)]


def test_before_and_after_by_hand() -> None:
    every = [*many(dt.date(2025, 5, 6), 12, 20), *many(dt.date(2025, 8, 5), 6, 24)]
    found = of_referrals(MEASURES["blank_checks"], every, [SPRING, SUMMER], TODAY, exact=True)
    assert found == [Point(SPRING, Proportion(12, 20)), Point(SUMMER, Proportion(6, 24))]
    assert of_referrals(MEASURES["blank_checks"], every, [SPRING, SUMMER], TODAY, exact=False) == found


def test_an_interval_by_hand() -> None:
    """Wilson (1927), 12 of 20 at 95%: 38.7% to 78.1%."""
    low, high = Proportion(12, 20).interval
    assert (round(low, 3), round(high, 3)) == (0.387, 0.781)


def test_small_numbers_are_for_the_team_alone() -> None:
    every = many(dt.date(2025, 5, 6), 3, 20)
    (exact,) = of_referrals(MEASURES["blank_checks"], every, [SPRING], TODAY, exact=True)
    (safe,) = of_referrals(MEASURES["blank_checks"], every, [SPRING], TODAY, exact=False)
    assert (exact.one, safe.one) == (Proportion(3, 20), None)
    (none,) = of_referrals(MEASURES["blank_checks"], [], [SPRING], TODAY, exact=False)
    assert none.one == Proportion(0, 0)


def test_what_is_passed_on_follows_from_what_is_shown() -> None:
    """Over small tables: two quarters that look alike where small numbers are hidden look alike in every series."""
    seen: dict[object, object] = {}
    on = dt.date(2025, 5, 6)
    for changed, stands, without in itertools.product(range(8), repeat=3):
        ways = ["changed"] * changed + ["stands"] * stands + [""] * without
        every = [told(n, on, challenged=way) for n, way in enumerate(ways)]
        shown = passed_on(SPRING, every, TODAY)
        series = tuple(
            of_referrals(MEASURES[one], every, [SPRING], TODAY, exact=False)[0].one
            for one in ("blank_checks", "challenged", "answered_in_time")
        )
        assert seen.setdefault(shown, series) == series


def test_placements_and_the_practice() -> None:
    measure = MEASURES["gp_told_first"]
    few = [Placed(dt.date(2025, 4, 2), True), Placed(dt.date(2025, 6, 30), False), Placed(SUMMER.first, True)]
    exact = of_placements(measure, few, [SPRING, SUMMER], exact=True)
    assert [point.one for point in exact] == [Proportion(1, 2), Proportion(1, 1)]
    assert [point.one for point in of_placements(measure, few, [SPRING, SUMMER], exact=False)] == [None, None]


def test_which_quarters_stand_beside_each_other() -> None:
    issued = dt.date(2025, 5, 20)
    shown = around(issued, quarters(TODAY, 12), before=2)
    assert [one.first for one in shown] == [
        dt.date(2024, 10, 1), dt.date(2025, 1, 1), dt.date(2025, 4, 1), dt.date(2025, 7, 1), dt.date(2025, 10, 1),
    ]  # fmt: skip
    assert [when(one, issued) for one in shown] == ["before", "before", "within", "after", "after"]
