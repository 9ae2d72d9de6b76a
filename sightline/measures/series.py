"""What a recommendation is measured by, quarter by quarter: before it was issued and since, with what each quarter is of.

For the team's own eyes the numbers are exact. What is passed on is worked out from what `passed_on` shows of the same quarter
and from nothing else, so it gives away nothing that is hidden there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sightline.measures.contacts import Contact
from sightline.measures.passed_on import PassedOn, Quarter, counted, passed_on
from sightline.measures.placed import Placed
from sightline.measures.proportion import Proportion
from sightline.measures.safe import safe, safe_total

When = Literal["before", "within", "after"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted, of what; `table` of the quarter's tables, which of its cells count and which are of the denominator."""

    title: str
    of: str
    table: str
    counts: tuple[str, ...]
    out_of: tuple[str, ...]


MEASURES: Mapping[str, Measure] = {
    "blank_checks": Measure(
        "Referrals decided with a check blank", "referrals told in the quarter", "blanks",
        ("some_blank",), ("some_blank", "none_blank"),
    ),
    "challenged": Measure(
        "Referrals whose decision was challenged", "referrals told in the quarter", "challenges",
        ("changed", "not_changed"), ("changed", "not_changed", "not_challenged"),
    ),
    "answered_in_time": Measure(
        "Referrers answered within one working day", "referrals told in the quarter whose answer can be counted", "reply",
        ("in_time",), ("in_time", "not_in_time"),
    ),
    "gp_told_first": Measure(
        "Placements whose GP practice was told before the child arrived", "placements begun in the quarter", "placed",
        ("told",), ("told", "not_told"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """One quarter: so many of so many, or None where that is hidden."""

    quarter: Quarter
    one: Proportion | None


def of_referrals(
    measure: Measure, every: Sequence[Contact], quarters: Iterable[Quarter], today: dt.date, exact: bool
) -> list[Point]:
    """This will give a measure of the referrals to a team."""
    count = counted if exact else passed_on
    return [Point(one, _proportion(measure, count(one, every, today))) for one in quarters]


def of_placements(
    measure: Measure, every: Sequence[Placed], quarters: Iterable[Quarter], exact: bool
) -> list[Point]:
    """This will give a measure of the placements that a team recorded."""
    found = []
    for quarter in quarters:
        of = [one for one in every if quarter.first <= one.on <= quarter.last]
        told = sum(one.told_first for one in of)
        both: Sequence[int | None] = (told, len(of) - told)
        if not exact:
            both = safe([told, len(of) - told]) if safe_total(len(of)) is not None else (None, None)
        cells = dict(zip(("told", "not_told"), both, strict=True))
        found.append(Point(quarter, _of(measure, cells)))
    return found


def _proportion(measure: Measure, table: PassedOn) -> Proportion | None:
    if table.total == 0:
        return Proportion(0, 0)
    cells = next((dict(one.cells) for one in table.tables if one.name == measure.table), {})
    rest = [many for cell, many in cells.items() if cell not in measure.counts]
    if table.total and cells and set(measure.out_of) == set(cells) and None not in rest:
        return Proportion(table.total - sum(many or 0 for many in rest), table.total)
    return _of(measure, cells)


def _of(measure: Measure, cells: Mapping[str, int | None]) -> Proportion | None:
    counts, out_of = ([cells.get(cell) for cell in which] for which in (measure.counts, measure.out_of))
    if None in counts or None in out_of:
        return None
    return Proportion(sum(many or 0 for many in counts), sum(many or 0 for many in out_of))


def when(quarter: Quarter, issued: dt.date) -> When:
    """This will say whether a quarter was over when a recommendation was issued, or began after it."""
    if quarter.last < issued:
        return "before"
    return "after" if quarter.first > issued else "within"


def around(issued: dt.date, finished: Sequence[Quarter], before: int = 4) -> list[Quarter]:
    """This will give the finished quarters to show, the earliest first: some from before it was issued and all since."""
    since = [one for one in finished if when(one, issued) != "before"]
    earlier = [one for one in finished if when(one, issued) == "before"]
    return sorted([*since, *earlier[:before]], key=lambda one: one.first)
