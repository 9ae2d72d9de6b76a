"""Where a day stands on a picture's line of time: to scale, but for three things that the picture says in words.

What came before the child was written of stands at the left, evenly spaced; long quiet stretches are shortened; a day
with more marks than fit is drawn wider.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

_QUIET = 61
"""No stretch without a mark is drawn as longer than two months."""
_EARLIER_STEP, _EARLIER_SHARE = 58.0, 0.3
_LEAST = 5.0


@dataclass(frozen=True, slots=True)
class Scale:
    """The x of each day that has marks; the part to scale begins at `main`; at `breaks` a stretch is shortened."""

    days: Mapping[dt.date, float]
    main: float
    breaks: tuple[float, ...]

    def at(self, day: dt.date) -> float:
        """This will give the x of any day between the first and the last."""
        before = max((d for d in self.days if d <= day), default=min(self.days))
        after = min((d for d in self.days if d >= day), default=max(self.days))
        if before >= after:
            return self.days[before]
        share = (day - before).days / (after - before).days
        return self.days[before] + share * (self.days[after] - self.days[before])

    def shortened(self, day: dt.date) -> bool:
        """This will say whether a day lies inside a stretch that is not to scale."""
        x = self.at(day)
        return x < self.main or any(abs(x - middle) < 44 for middle in self.breaks)


def scale(widths: Mapping[dt.date, float], begins: dt.date | None, left: float, right: float) -> Scale:
    """This will lay out days, each with the width that its marks need; `begins` starts the part to scale."""
    days = sorted(widths)
    earlier = [d for d in days if begins is None or d < begins]
    later = [d for d in days if d not in set(earlier)]
    placed, main = _earlier(earlier, left, right, alone=not later)
    breaks: list[float] = []
    if later:
        # The last day's marks all stand before its end, so it needs its whole width there.
        room = {**widths, later[-1]: widths[later[-1]] * 2}
        gaps = [_gap(a, b, room) for a, b in pairwise(later)]
        steps = _steps(gaps, right - main - widths[later[0]] / 2)
        x = right - sum(steps)
        placed[later[0]] = x
        for (a, b), step in zip(pairwise(later), steps, strict=True):
            if (b - a).days > _QUIET:
                breaks.append(x + step / 2)
            x += step
            placed[b] = x
    return Scale(placed, main, tuple(breaks))


def _earlier(
    days: list[dt.date], left: float, right: float, *, alone: bool
) -> tuple[dict[dt.date, float], float]:
    if not days:
        return {}, left
    room = (right - left) if alone else (right - left) * _EARLIER_SHARE
    step = min(_EARLIER_STEP, room / len(days))
    return {d: left + step * (n + 0.5) for n, d in enumerate(days)}, left + step * len(days)


def _steps(gaps: list[tuple[float, float]], spare: float) -> list[float]:
    """Each gap to one scale, but none less than it needs: the scale is found by halving."""
    least = sum(need for need, _ in gaps)
    if least >= spare:
        return [need * spare / least for need, _ in gaps] if least else []
    low, high = 0.0, spare
    for _ in range(50):
        middle = (low + high) / 2
        fits = sum(max(need, days * middle) for need, days in gaps) <= spare
        low, high = (middle, high) if fits else (low, middle)
    return [max(need, days * low) for need, days in gaps]


def _gap(a: dt.date, b: dt.date, widths: Mapping[dt.date, float]) -> tuple[float, float]:
    """The least room that two days need between them, and the days between them that are drawn."""
    return max((widths[a] + widths[b]) / 2, _LEAST), float(min((b - a).days, _QUIET))
