"""The words and drawings of recommendations: where each stands, and its measure before it was issued and since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sightline.measures.passed_on import Quarter, quarters
from sightline.measures.placed import placed
from sightline.measures.proportion import Proportion
from sightline.measures.series import MEASURES, Measure, Point, around, of_placements, of_referrals, when
from sightline.pages.charts import Intervals, intervals
from sightline.pages.measure_words import between
from sightline.pages.measure_words import of as out_of
from sightline.pages.measured import told_since
from sightline.pages.passed_on import named
from sightline.people.models import Team
from sightline.record import by_kind
from sightline.record.kinds.recommendation import ReviewMeasureTold
from sightline.record.kinds.words import EntryRef
from sightline.reviews.following import Followed, Row, State

STATES: Mapping[State, tuple[str, str]] = {
    "draft": ("not_expected", "a draft, told to nobody"),
    "waiting": ("waiting", "waits for its owner’s reply"),
    "accepted": ("waiting", "accepted"),
    "declined": ("refused", "declined"),
    "overdue": ("no_answer", "overdue"),
    "closed": ("held", "closed"),
}
"""Where a recommendation stands: the shape it is drawn with, and its words."""
_WHEN = {"before": "before", "within": "in which it was issued", "after": "since"}
_SHORT = {"before": "before", "within": "issued", "after": "since"}
_FINISHED = 24


@dataclass(frozen=True, slots=True)
class Drawn:
    """A measure's quarters: its words, the drawing, and the table's rows."""

    measure: Measure
    drawing: Intervals
    rows: list[tuple[str, str, str]]
    hidden: bool


def series(team: Team, one: Followed, today: dt.date, exact: bool) -> list[Point]:
    """This will give the quarters of a recommendation's measure, of the team's own record; none before it is issued."""
    if one.body.measure is None or one.issued is None:
        return []
    measure, shown = MEASURES[one.body.measure], around(one.issued, quarters(today, _FINISHED))
    if not shown:
        return []
    if measure.table == "placed":
        return of_placements(measure, placed(by_kind.placements(team)), shown, exact)
    return of_referrals(measure, told_since(team, shown[0].first), shown, today, exact)


def numbers(one: Followed, points: Sequence[Point]) -> ReviewMeasureTold:
    """This will put quarters into an entry that passes them on."""
    shown = [(point.quarter.first, point.one) for point in points if point.one]
    assert one.body.measure is not None  # noqa: S101  (a series is of a measure)
    return ReviewMeasureTold(
        of=EntryRef(one.id), measure=one.body.measure, quarters=tuple(first for first, _ in shown),
        many=tuple(said.many for _, said in shown), out_of=tuple(said.of for _, said in shown),
        hidden=tuple(point.quarter.first for point in points if point.one is None),
    )  # fmt: skip


def passed_on_to(one: Followed) -> list[Point]:
    """This will give the quarters that the owner passed on last."""
    if one.measured is None:
        return []
    said = one.measured.body
    shown = [
        Point(Quarter(first), Proportion(many, of))
        for first, many, of in zip(said.quarters, said.many, said.out_of, strict=True)
    ]
    every = [*shown, *(Point(Quarter(first), None) for first in said.hidden)]
    return sorted(every, key=lambda point: point.quarter.first)


def drawn(one: Followed, points: Sequence[Point]) -> Drawn | None:
    """This will lay out the quarters of a measure, each with what it is of and how far chance alone could have moved it."""
    if one.body.measure is None or one.issued is None or not points:
        return None
    rows, marks = [], []
    for point in points:
        side = when(point.quarter, one.issued)
        name = f"{named(point.quarter)}, {_WHEN[side]}"
        said = out_of(point.one) if point.one else "hidden"
        rows.append((name, said, between(point.one) if point.one else ""))
        marks.append(
            (f"{_short(point.quarter)}, {_SHORT[side]}: {_few(point.one)}", point.one or Proportion(0, 0))
        )
    return Drawn(
        MEASURES[one.body.measure], intervals(marks), rows, any(point.one is None for point in points)
    )


def _few(one: Proportion | None) -> str:
    """Numbers as they fit a drawing on a telephone: the dot says the share."""
    if one is None:
        return "hidden"
    return f"{one.many:,} of {one.of:,}" if one.of else "none"


def _short(quarter: Quarter) -> str:
    """A quarter as it fits a drawing on a telephone."""
    return f"{quarter.first:%b}–{quarter.last:%b %Y}"


def steps_of(row: Row) -> str:
    """This will say in words which steps a profession has taken, and which not."""
    there, missing = ", ".join(row.steps), ", ".join(row.missing)
    if not missing:
        return "told, understood, changed and tested"
    return f"{there}; not yet {missing}" if there else f"not yet {missing}"
