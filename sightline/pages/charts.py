"""Bars and intervals, laid out: shares of the width in per cent, so that a drawing fits a phone and its words stay as large.

Pure layout. The drawing is templates/macros/charts.html. Solid is done; hollow and dashed is still open, or missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sightline.measures.proportion import Proportion

ROW, TOP = 44, 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its words above, then a solid part and an open part, each as a share of the width in per cent.

    `solid` None: the number is hidden, and no mark stands there that could be read as one.
    """

    label: str
    solid: float | None
    open: float
    y: int


@dataclass(frozen=True, slots=True)
class Interval:
    """One row: its words above, then a dot at the share and a line from the least to the most that chance allows.

    None of each where there was nothing to count.
    """

    label: str
    share: float | None
    low: float | None
    high: float | None
    y: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under one another, all to one scale."""

    rows: tuple[Bar, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Intervals:
    """Intervals under one another, from 0% at the left to 100% at the right."""

    rows: tuple[Interval, ...]
    height: int


def bars(rows: Iterable[tuple[str, int | None, int]], full: int = 0) -> Bars:
    """This will lay out rows of words, how many are solid (None: hidden), and how many open.

    The longest bar fills the width; or `full` of them would.
    """
    listed = list(rows)
    most = full or max(((solid or 0) + hollow for _, solid, hollow in listed), default=0) or 1
    laid = tuple(
        Bar(label, None if solid is None else 100 * solid / most, 100 * hollow / most, n * ROW)
        for n, (label, solid, hollow) in enumerate(listed)
    )
    return Bars(laid, len(laid) * ROW)


def intervals(rows: Sequence[tuple[str, Proportion]]) -> Intervals:
    """This will lay out rows of words and a proportion."""
    laid = []
    for n, (label, one) in enumerate(rows):
        low, high = one.interval
        y = TOP + n * ROW
        drawn = Interval(label, 100 * one.share, 100 * low, 100 * high, y)
        laid.append(drawn if one.of else Interval(label, None, None, None, y))
    return Intervals(tuple(laid), TOP + len(laid) * ROW)
