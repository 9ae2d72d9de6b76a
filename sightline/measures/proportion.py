"""So many of so many, with how far chance alone could have moved it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Proportion:
    """`many` of `of`. Never shown without `of`."""

    many: int
    of: int

    @property
    def share(self) -> float:
        """This will give the share, 0 to 1 (0 of nothing is 0: say that there was nothing)."""
        return self.many / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """This will give Wilson's 95% score interval (Wilson, 1927), 0 to 1, which holds for small numbers and at the ends."""
        if not self.of:
            return 0.0, 1.0
        n, p, z2 = self.of, self.share, _Z * _Z
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = _Z / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)
