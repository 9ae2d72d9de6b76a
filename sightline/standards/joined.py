"""What joins a point that is open: findings of one standard that rest on one entry are one point, and said once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

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


def to_say(standing: Sequence[Standing], within_days: int) -> list[tuple[Standing, Finding]]:
    """This will give what is to be said, and in what words: what shares an entry with an earlier one, is about nobody else, and
    came within so many days of it, is not said by itself, unless it is of its own. What it rests on and names as missing joins
    the earlier. One that is over by time alone goes on for as long as what came while it stood does: that is no new point.

    Of those that come on one day, the one that rests on more is said. It looks at nothing but what stands, so that a page
    asked once and a replay agree.
    """
    said: list[tuple[Standing, Finding]] = []
    goes_on: set[int] = set()
    for one in sorted(standing, key=_first):
        place = next((n for n, (other, _) in enumerate(said) if _joins(one, other, within_days)), None)
        if place is None:
            said.append((one, one.finding))
        else:
            other, so_far = said[place]
            said[place] = other, _with(so_far, one.finding)
            goes_on |= {place} if one.finding.over is None else set()
    return [one for n, one in enumerate(said) if one[0].finding.over is None or n in goes_on]


def _with(finding: Finding, joining: Finding) -> Finding:
    evidence = dict.fromkeys((*finding.evidence, *joining.evidence))
    missing = dict.fromkeys((*finding.missing, *joining.missing))
    return replace(finding, evidence=tuple(evidence)[:15], missing=tuple(missing))


def _joins(one: Standing, other: Standing, within_days: int) -> bool:
    over = other.finding.over
    if one.finding.own or (over is not None and one.since >= over):
        return False
    nobody_new = set(one.finding.about) <= set(other.finding.about)
    soon = one.since < days_after(other.since, within_days)
    return nobody_new and soon and not one.entries.isdisjoint(other.entries)


def _first(one: Standing) -> tuple[dt.date, int, dt.date, tuple[str, ...], tuple[str, ...], str]:
    finding = one.finding
    return (one.since, -len(one.entries), finding.on, finding.evidence, finding.about, finding.key)
