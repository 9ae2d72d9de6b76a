"""What the standards say at one moment, on what one team knows: the prompts of a page, the most urgent first.

The same detectors as in a replay, asked once instead of day by day; `tests/rules` shows that the two agree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import Clock, days_after
from sightline.standards.detect.injury import INJURY, discussion_due
from sightline.standards.joined import Standing, to_say
from sightline.standards.replay import Raise, raised, speaking
from sightline.standards.shown import all_shown
from sightline.standards.standard import DETECTORS, Finding, Settled, Standard, Subject

_NEVER = dt.date.max


@dataclass(frozen=True, slots=True)
class Prompt:
    """A standard that speaks now: from the day of what it speaks of (`since`), on something to be done by the end of `due`.

    `until` is the next day on which time alone can change that: most often the one on which it has nothing to say any more.
    """

    said: Raise
    since: dt.date
    due: dt.date
    until: dt.date

    @property
    def urgency(self) -> tuple[int, int, int, str, tuple[str, ...]]:
        """Least first: the fewest weeks in which it can still be put right, the shortest limit, the latest deadline."""
        weeks, allowed = (self.until - self.since).days // 7, (self.due - self.since).days
        return (weeks, max(allowed, 0), -self.due.toordinal(), self.said.kind, self.said.evidence)


def prompts(known: Knowledge, on: dt.date, off: Collection[str]) -> list[Prompt]:
    """This will give what the standards say to the knower at the end of a day, the most urgent first.

    `off` are the kinds that the partnership has switched off (standards/switched.py). Whoever shows prompts also says which
    standards are not asked: silence would look like nothing to say.
    """
    known = all_shown(known)
    found = [
        Prompt(
            raised(known, standard, finding, on), finding.on, clock.came or finding.on, clock.next or _NEVER
        )
        for standard in speaking(known)
        if standard.kind not in off
        for finding, clock in _said(known, standard, on)
    ]
    return sorted(found, key=lambda prompt: prompt.urgency)


def discussions(known: Knowledge, on: dt.date, off: Collection[str]) -> Iterator[tuple[dt.date, Entry[Any]]]:
    """This will give the injuries that agencies are to talk over, as the knower knows, and by the end of which day.

    The day is of the standard's own local limit. It stands from the injury until the standard has nothing to say of it any more.
    """
    known = all_shown(known)
    for standard in (one for one in speaking(known) if one.kind == INJURY and one.kind not in off):
        for entry in (one for one in known.all() if isinstance(one.body, DETECTORS[INJURY].on)):
            due, edition = discussion_due(known, entry, standard), standard.on(entry.day)
            if due and edition and on < days_after(entry.day, edition["lapses_after_days"]):
                yield due, entry


def _said(known: Knowledge, standard: Standard, on: dt.date) -> Iterator[tuple[Finding, Clock]]:
    """What of all that stands is said: what joins another point of its kind is said with that one."""
    found = [
        (Standing(finding, clock.came or finding.on), clock)
        for subject in _subjects(known, standard)
        for finding, clock in _findings(known, standard, subject, on)
    ]
    if not standard.joins_within_days:
        yield from ((one.finding, clock) for one, clock in found)
        return
    said = to_say([one for one, _ in found], standard.joins_within_days)
    for one, clock in found:
        yield from ((finding, clock) for point, finding in said if point is one)


def _subjects(known: Knowledge, standard: Standard) -> Iterator[Subject]:
    detector = DETECTORS[standard.kind]
    seen = set()
    for entry in list(known.all()):
        if isinstance(entry.body, detector.on):
            for own, person in detector.subjects(entry):
                if own not in seen:
                    seen.add(own)
                    yield Subject(entry, person)


def _findings(
    known: Knowledge, standard: Standard, subject: Subject, on: dt.date
) -> Iterator[tuple[Finding, Clock]]:
    clock = Clock(on)
    answer = DETECTORS[standard.kind].detect(subject, known, clock, standard)
    if not isinstance(answer, Settled):
        yield from ((finding, clock) for finding in answer)
