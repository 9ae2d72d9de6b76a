"""That a standard is off is a time: from its day to the day it is on again, on a partnership's word alone."""

from __future__ import annotations

import datetime as dt

import pytest

from sightline.record.entry import Team
from sightline.record.kinds.words import Agency
from sightline.standards.detect.injury import INJURY
from sightline.standards.live import discussions, prompts
from sightline.standards.switched import Off, off, standing, switched
from tests.rules.small import TEAMS, Small, baby

TENTH, TWENTIETH = dt.date(2019, 5, 10), dt.date(2019, 5, 20)
DAY = dt.timedelta(days=1)


def partnership() -> Small:
    """This will begin a record in which a partnership has written nothing yet."""
    case = Small()
    unit = Agency("unit")
    case.known.teams = {**TEAMS, unit: Team(unit, "partnership", "the partnership")}  # type: ignore[misc]
    return case


def switched_off(case: Small, by: str = "unit", since: dt.date = TENTH) -> str:
    """This will switch "child_not_seen" off on the eighth, from a day on, to be looked at again by the first of June."""
    return case.says(
        by, "standard_off", standard="child_not_seen", since=since, review_by=dt.date(2019, 6, 1), day=dt.date(2019, 5, 8),
        summary="Our own system says it",
    )  # fmt: skip


def on_again(case: Small, id: str, day: dt.date, by: str = "unit") -> None:
    case.says(by, "standard_on", standard="child_not_seen", of=id, day=day)


def one(case: Small) -> Off:
    (found,) = switched(case.known)
    return found


def test_it_is_off_from_its_day_and_not_before() -> None:
    case = partnership()
    switched_off(case)
    assert [list(off(case.known, day)) for day in (TENTH - DAY, TENTH, TWENTIETH)] == [
        [], ["child_not_seen"], ["child_not_seen"],
    ]  # fmt: skip
    assert (
        standing(case.known, "child_not_seen", TENTH - DAY) is not None
    )  # and that it will be is known before
    assert standing(case.known, INJURY, TENTH) is None


def test_on_again_it_is_on_from_that_day_and_the_time_stands() -> None:
    case = partnership()
    on_again(case, switched_off(case), TWENTIETH)
    assert [one(case).holds(day) for day in (TENTH, TWENTIETH - DAY, TWENTIETH)] == [True, True, False]
    assert standing(case.known, "child_not_seen", TWENTIETH) is None


def test_taken_back_before_it_began_it_was_never_off() -> None:
    case = partnership()
    on_again(case, switched_off(case), TENTH - DAY)
    assert one(case).was_never
    assert not any(one(case).holds(day) for day in (TENTH - DAY, TENTH, TWENTIETH))
    assert standing(case.known, "child_not_seen", TENTH - DAY) is None


def test_a_review_that_is_overdue_switches_nothing_on_and_is_said() -> None:
    case = partnership()
    switched_off(case)
    assert [one(case).overdue(dt.date(2019, 6, day)) for day in (1, 2)] == [False, True]
    assert one(case).holds(dt.date(2021, 1, 1))


@pytest.mark.parametrize("by", ["gp", "me"])
def test_nobody_but_a_partnership_switches_anything(by: str) -> None:
    case = partnership()
    switched_off(case, by)
    assert switched(case.known) == []
    on_again(case, switched_off(case), TWENTIETH, by)
    assert one(case).holds(TWENTIETH)


def test_a_prompt_and_its_clock_are_silent_while_their_standard_is_off_and_no_other_is() -> None:
    case = baby(dob=dt.date(2019, 3, 2))
    case.says(
        "gp", "injury", "baby", day=TENTH, type="bruise", site="cheek", child_mobility="non_mobile", documented_cause="none"
    )  # fmt: skip
    said = [prompt.said.kind for prompt in prompts(case.known, TENTH, ())]
    assert INJURY in said
    assert [prompt.said.kind for prompt in prompts(case.known, TENTH, [INJURY])] == [
        kind for kind in said if kind != INJURY
    ]
    assert [prompt.said.kind for prompt in prompts(case.known, TENTH, ["child_not_seen"])] == said
    assert list(discussions(case.known, TENTH, ()))
    assert not list(discussions(case.known, TENTH, [INJURY]))
