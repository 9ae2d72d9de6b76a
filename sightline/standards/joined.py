"""What joins a point that is open: findings of one standard that rest on one entry are one point, and said once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.standards.clock import days_after
from sightline.standards.standard import Finding


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding that stands, and since when: the day of the deadline that let it, or else of what it speaks of."""

    finding: Finding
    since: dt.date

    @property
    def entries(self) -> frozenset[str]:
        """What it rests on, but for what a file says of people: the same service of a person stands behind much."""
        return frozenset(id for id in self.finding.evidence if not id.startswith("people/"))


def to_say(standing: Sequence[Standing], within_days: int) -> list[Standing]:
    """This will give what is to be said: not what shares an entry with an earlier one, and came within so many days of it.

    Of those that come on one day, the one that rests on more is said. It looks at nothing but what stands, so that a page
    asked once and a replay agree.
    """
    said: list[Standing] = []
    for one in sorted(standing, key=_first):
        if not any(_joins(one, other, within_days) for other in said):
            said.append(one)
    return said


def _joins(one: Standing, other: Standing, within_days: int) -> bool:
    return one.since < days_after(other.since, within_days) and not one.entries.isdisjoint(other.entries)


def _first(one: Standing) -> tuple[dt.date, int, dt.date, tuple[str, ...], tuple[str, ...], str]:
    finding = one.finding
    return (one.since, -len(one.entries), finding.on, finding.evidence, finding.about, finding.key)
