"""How often a standard spoke on what a team knows: what was met, what lapsed, what stands; and what of it may leave the team."""

from __future__ import annotations

import datetime as dt

from sightline.measures.passed_on import Quarter
from sightline.measures.prompted import Spoken, said, spoken, spoken_safely
from sightline.standards.replay import Raise
from tests.rules.small import Small, baby

KIND = "injury_non_mobile_no_child_protection_response"
MAY, JUNE = dt.date(2019, 5, 10), dt.date(2019, 6, 20)
END = dt.date(2019, 12, 31)


def hurt(day: dt.date) -> Small:
    case = baby(dob=dt.date(2019, 3, 2))
    case.says(
        "gp", "injury", "baby", day=day, type="bruise", site="cheek", child_mobility="non_mobile", documented_cause="none"
    )  # fmt: skip
    return case


def counted(case: Small, until: dt.date, first: dt.date = MAY) -> tuple[int | None, dict[str, int | None]]:
    found = spoken(said(case.known, KIND, until), first, until)
    return found.total, dict(found.ends)


def test_a_point_that_something_met_is_answered() -> None:
    case = hurt(MAY)
    assert counted(case, MAY) == (1, {"answered": 0, "lapsed": 0, "stands": 1})
    case.says(
        "police", "strategy_discussion", "baby", day=MAY + dt.timedelta(days=3), outcome="section47_joint",
        medical_agreed=False,
    )  # fmt: skip
    assert counted(case, END) == (1, {"answered": 1, "lapsed": 0, "stands": 0})


def test_a_point_whose_time_went_by_is_not() -> None:
    case = hurt(MAY)
    case.says("school", "concern", "baby", day=MAY + dt.timedelta(days=9), topics=("hunger",), level="low")
    assert counted(case, END) == (1, {"answered": 0, "lapsed": 1, "stands": 0})


def test_other_days_and_other_standards_are_not_counted() -> None:
    case = hurt(MAY)
    assert counted(case, END, first=JUNE)[0] == 0
    assert {one.kind for one in said(case.known, KIND, END)} == {KIND}


def test_a_quarter_is_counted_as_it_ended_and_small_numbers_are_hidden() -> None:
    quarter = Quarter(dt.date(2019, 4, 1))

    def raised(day: dt.date, closed: dt.date | None, lapsed: bool = False) -> Raise:
        return Raise(KIND, "", day, closed, (), (), (), (), "", "", "", "", "", lapsed)

    met = [raised(MAY, MAY + dt.timedelta(days=n)) for n in range(1, 8)]
    late = [
        raised(JUNE, dt.date(2019, 7, 1)) for _ in range(6)
    ]  # closed after the quarter: it stood at its end
    assert spoken_safely([*met, *late], quarter) == Spoken(
        13, (("answered", 7), ("lapsed", 0), ("stands", 6))
    )
    two = [raised(MAY, JUNE, lapsed=True) for _ in range(2)]
    assert spoken_safely([*met, *two], quarter) == Spoken(
        9, (("answered", None), ("lapsed", None), ("stands", None))
    )
    assert spoken_safely(two, quarter) == Spoken(
        None, (("answered", None), ("lapsed", None), ("stands", None))
    )
    assert spoken_safely([], quarter) == Spoken(0, (("answered", 0), ("lapsed", 0), ("stands", 0)))
