"""(a) The replay of a generated chronology among fifteen agencies: cost per entry as the chronology grows.

Loading is left out. "Whole" is the file's owner; "each" is every agency in turn, over the same number of entries. The
chronology grows in length at the same density; the last rows hold the years still and grow the density instead.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sightline.record.entry import Record
from sightline.record.interchange.split import split
from sightline.standards.replay import replay
from tests.bench import chronology

SIZES = (100, 1_000, 10_000)
ROUNDS = 3


def main() -> None:
    """Measure and print a table of microseconds an entry, with the growth from 1,000 to 10,000 entries."""
    print(
        f"{'entries':>8} {'a day':>6} {'whole: raises':>14} {'us/entry':>9} {'each: raises':>13} {'us/entry':>9}"
    )
    found = [_row(size, 1.5) for size in SIZES]
    _growth(found)
    _growth([_row(1_000, 1.5), _row(10_000, 15.0)])


def _row(size: int, per_day: float) -> tuple[float, float]:
    record = split(chronology.case(size, per_day=per_day))
    whole, raised = _best(lambda: len(replay(record, None)))
    each, live = _best(lambda: sum(len(replay(record, agency)) for agency in _agencies(record)))
    cost = (whole / size * 1e6, each / size * 1e6)
    print(f"{size:>8} {per_day:>6} {raised:>14} {cost[0]:>9.0f} {live:>13} {cost[1]:>9.0f}", flush=True)
    return cost


def _agencies(record: Record) -> list[str]:
    return list(record.teams)


def _best(act: Callable[[], int]) -> tuple[float, int]:
    """The least processor time of a few rounds: what the work costs, not what else the machine was doing."""
    times, result = [], 0
    for _ in range(ROUNDS):
        began = time.process_time()
        result = act()
        times.append(time.process_time() - began)
    return min(times), result


def _growth(rows: list[tuple[float, float]]) -> None:
    before, after = rows[-2], rows[-1]
    print(
        f"growth from 1,000 to 10,000: whole {after[0] / before[0]:.2f}, each {after[1] / before[1]:.2f} (limit 1.50)\n"
    )
