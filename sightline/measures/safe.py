"""Small numbers made safe before they are passed on: what is hidden cannot be worked out from what is shown.

Each table is one partition of one known total: its cells share nobody and leave nobody out. From 1 to 4 is small (a nought
names nobody). Where a cell is small, only the largest is shown, and that only if the others make up 5 or more and no more
than it. Hiding just enough to defeat a subtraction is not enough: whoever knows such a rule can run it
backwards. A test runs this one backwards over all small tables.
"""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 5


def safe(cells: Sequence[int]) -> tuple[int | None, ...]:
    """This will give the cells of a partition with None for each that is hidden."""
    if not any(0 < many < LEAST for many in cells):
        return tuple(cells)
    largest = max(cells)
    others = sum(cells) - largest
    shown = LEAST <= others <= largest  # with a small one among them the others are two at least
    return tuple(many if shown and many == largest else None for many in cells)


def safe_total(total: int) -> int | None:
    """This will give a total, or None where it is small itself."""
    return None if 0 < total < LEAST else total
