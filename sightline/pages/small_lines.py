"""A worked example drawn as one small line of days: numbered marks, and where the standard speaks. It holds no words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sightline.pages.explained import Example
from sightline.record.kinds.registry import Family

WIDTH, HEIGHT, MIDDLE = 288, 56, 26
_APART, _EDGE = 34, 22
_FLAG = 26
"""So far behind the last mark that it speaks of, so that the two do not cover each other."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry: its shape, its number, where it is drawn and where its day truly is."""

    family: Family
    number: int
    x: int
    true: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """The line, in units of a picture as wide as a telephone; `speaks` is where it does, None where it stays silent."""

    marks: tuple[Mark, ...]
    speaks: int | None
    width: int = WIDTH
    height: int = HEIGHT
    middle: int = MIDDLE


def drawn(example: Example) -> Drawn:
    """This will place an example's entries by their days, moved apart where they would cover each other."""
    days = [step.on for step in example.steps]
    first, last = min(days), max([*days, example.until])
    room = max(WIDTH, 2 * _EDGE + _FLAG + _APART * len(days))

    def place(on: dt.date) -> int:
        return round(_EDGE + (room - 2 * _EDGE - _FLAG) * (on - first).days / max((last - first).days, 1))

    true = [place(on) for on in days]
    order = sorted(range(len(days)), key=lambda n: (days[n], n))
    xs = dict(zip(order, _apart([true[n] for n in order], room - _EDGE - _FLAG), strict=True))
    marks = tuple(Mark(step.family, step.number, xs[n], true[n]) for n, step in enumerate(example.steps))
    return Drawn(marks, _flag(example, xs, place(example.speaks)) if example.speaks else None, room)


def _flag(example: Example, xs: dict[int, int], place: int) -> int:
    before = [x for n, x in xs.items() if example.speaks and example.steps[n].on <= example.speaks]
    return max([place, *(x + _FLAG for x in before)])


def _apart(wanted: list[int], most: int) -> list[int]:
    """Places no nearer than a mark is wide: pushed to the right, then back from the end."""
    found: list[int] = []
    for x in wanted:
        found.append(max(x, found[-1] + _APART) if found else x)
    limit = most
    for n in reversed(range(len(found))):
        found[n] = min(found[n], limit)
        limit = found[n] - _APART
    return found
