"""The two cases read down the clock: a bounded stretch of it, day beside day, and a summary of what came before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.decision import Decision
from sightline.record.kinds.words import Agency
from sightline.record.knowledge import Knowledge
from sightline.reviews.comparison.compared import Comparison, Day, Said, Side
from sightline.reviews.comparison.intervals import Interval, between, happened, heard
from sightline.reviews.comparison.lacked import Lacked, at
from sightline.reviews.comparison.matching import Shown, learned
from sightline.reviews.comparison.steps import Missing, Step

STRETCH = 40
"""As many entries as are read in one stretch of the clock: the days of a crisis, on both sides."""
DAY = 20
"""As many as are read of one day of one case; the rest are counted."""
DECISIONS = 8


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody who came to know an entry later than the day it happened, and how long after (None: not known)."""

    agency: Agency
    after: Interval | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry on the clock: the steps it is, who knew it at the end of its day, who later, what it shows well.

    `decided` where it is a decision: who lacked what.
    """

    entry: Entry[Any]
    steps: tuple[Step, ...]
    knew: tuple[Agency, ...]
    later: tuple[Heard, ...]
    strengths: tuple[Shown, ...]
    decided: Lacked | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One case's day on the clock. `more` entries of it are left out."""

    happened: tuple[Happened, ...]
    missing: tuple[Missing, ...]
    spoke: tuple[Said, ...]
    ended: tuple[Said, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Row:
    """The same place on the clock in both cases, in days from the start; None: nothing is recorded there."""

    place: int
    cells: tuple[Cell | None, Cell | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of the clock, with the places from which the parts before and after it are read (None: there is none)."""

    rows: tuple[Row, ...]
    earlier: int | None
    later: int | None


@dataclass(frozen=True, slots=True)
class Before:
    """The last decisions before the clock starts, with who lacked what; `more` earlier ones are left out."""

    decisions: tuple[Lacked, ...]
    more: int


def stretch(found: Comparison, since: int = 0, most: int | None = STRETCH) -> Stretch:
    """This will read the clock from a place on, until so many entries are read (None: to its end)."""
    places = sorted({*found.sides[0].days, *found.sides[1].days})
    after = [place for place in places if place >= since]
    chosen = _enough(found, after, most)
    before = [place for place in places if place < since]
    return Stretch(
        tuple(_row(found, place) for place in chosen),
        _enough(found, before[::-1], most)[-1] if before else None,
        after[len(chosen)] if len(chosen) < len(after) else None,
    )


def before(side: Side, most: int = DECISIONS) -> Before:
    """This will give a case's decisions from before its clock starts, the last of them."""
    made = [d for d in side.case.known.entries(Decision) if d.day < side.start.day]
    return Before(tuple(_decided(side.case.known, made[-most:]).values()), max(len(made) - most, 0))


def _enough(found: Comparison, places: Sequence[int], most: int | None) -> list[int]:
    """The first of the places, as many as hold so many entries; one at the least."""
    chosen: list[int] = []
    count = 0
    for place in places:
        here = sum(min(len(side.days[place].entries), DAY) for side in found.sides if place in side.days)
        if chosen and most is not None and count + here > most:
            break
        chosen.append(place)
        count += max(here, 1)
    return chosen


def _row(found: Comparison, place: int) -> Row:
    one, other = (_cell(side, side.days.get(place)) for side in found.sides)
    return Row(place, (one, other))


def _cell(side: Side, day: Day | None) -> Cell | None:
    if day is None:
        return None
    entries = day.entries[:DAY]
    made = _decided(side.case.known, (entry for entry in entries if isinstance(entry.body, Decision)))
    return Cell(
        tuple(_happened(side, entry, made.get(entry.id)) for entry in entries),
        tuple(day.missing),
        tuple(day.spoke),
        tuple(day.ended),
        max(len(day.entries) - DAY, 0),
    )


def _decided(known: Knowledge, made: Iterable[Entry[Decision]]) -> dict[str, Lacked]:
    """Who lacked what at each decision. What its maker lacked at the one before and still lacks is not told twice."""
    found: dict[str, Lacked] = {}
    last: dict[Agency, Lacked] = {}
    for decision in made:
        here, before = at(known, decision), last.get(decision.author)
        if before is not None and before.lacked == here.lacked:
            here = replace(here, as_at=before.as_at or before.decision)
        found[decision.id] = last[decision.author] = here
    return found


def _happened(side: Side, entry: Entry[Any], decided: Lacked | None) -> Happened:
    knew, later = _who(side.case.known, entry)
    return Happened(
        entry,
        tuple(done.step for done in side.first.values() if done.entry.id == entry.id and not done.told),
        knew,
        later,
        side.strong.get(entry.id, ()),
        decided,
    )


def _who(known: Knowledge, entry: Entry[Any]) -> tuple[tuple[Agency, ...], tuple[Heard, ...]]:
    """Who knew an entry at the end of its day, besides its author, and who came to know it later."""
    knew: list[Agency] = []
    later: list[Heard] = []
    for team in known.teams:
        moment = learned(known, team, entry) if team != entry.author else None
        if moment is None:
            continue
        if moment.day <= entry.day:
            knew.append(team)
        else:
            own = happened(entry)
            later.append(Heard(team, between(own, heard(moment)) if own else None))
    return tuple(knew), tuple(later)
