"""How often a practice standard spoke on what one team knows, and how its points ended. Of no person and no child.

What the team was not told is in no number. A standard that is switched off is counted as if it were on: whoever is to look
at it again has to see what it would have said.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.measures.passed_on import Quarter
from sightline.measures.safe import safe, safe_total
from sightline.record.entry import Record
from sightline.record.knowledge import Knowledge
from sightline.standards.replay import Raise, replay

ENDS = ("answered", "lapsed", "stands")
"""Something recorded met the point; the time for it went by with nothing recorded; it stands at the end of the days counted."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a standard said first within some days, by how that ended by the last of them; None is hidden as too small."""

    total: int | None
    ends: tuple[tuple[str, int | None], ...]


def said(known: Knowledge, kind: str, until: dt.date) -> list[Raise]:
    """This will give all that one standard says to a knower up to a day, on what it knows by today."""
    every = tuple(known.tellings())
    shown = frozenset((row.id, known.knower) for row in every if known.knower)
    entries = tuple(sorted(known.all(), key=lambda entry: (entry.noted.key, entry.id)))
    record = Record("", known.teams, {}, entries, every, shown=shown)
    return replay(record, known.knower, until, of=kind)


def spoken(raises: Sequence[Raise], first: dt.date, last: dt.date) -> Spoken:
    """This will count, exactly, what was first said from one day to another."""
    of = [one for one in raises if first <= one.raised <= last]
    ends = Counter(_end(one, last) for one in of)
    return Spoken(len(of), tuple((end, ends[end]) for end in ENDS))


def spoken_safely(raises: Sequence[Raise], quarter: Quarter) -> Spoken:
    """This will count a finished quarter with small numbers hidden (measures/safe.py), for whoever opens none of the cases."""
    exact = spoken(raises, quarter.first, quarter.last)
    total = safe_total(exact.total or 0)
    cells = safe([many or 0 for _, many in exact.ends]) if total else (total,) * len(ENDS)
    return Spoken(total, tuple(zip(ENDS, cells, strict=True)))


def _end(one: Raise, last: dt.date) -> str:
    if one.closed is None or one.closed > last:
        return "stands"
    return "lapsed" if one.lapsed else "answered"
