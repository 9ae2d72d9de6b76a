"""The lines of a case that a reader of a report can bear: what turned it, who knew, and who had not been told. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry, Record
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.pregnancy import Birth
from sightline.record.kinds.words import Agency
from sightline.record.named import parties
from sightline.reviews.report.parts import Line

MOST = 40
# Where the review does not know of a birth, it does not say on which side of it something was.
PHASES = ("Before the birth", "After the birth", "What happened")
# What turns a story, the most telling first. The everyday of a family (visits, observations) is not for a public to read.
TELLING = (
    "injury", "birth", "decision", "strategy_discussion", "referral", "legal", "placement", "move", "disagreement",
    "medical", "meeting",
)  # fmt: skip
# Where it matters most who had not been told.
_UNTOLD = frozenset({"injury", "decision", "strategy_discussion"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lines of each phase of PHASES, and of how many entries they were chosen."""

    phases: tuple[tuple[Line, ...], ...]
    of: int


def lines(
    told: Record,
    who: Sequence[Particulars],
    said: Callable[[Entry[Any]], str],
    called: Callable[[Agency], str],
) -> Chosen:
    """This will choose the lines of a case, at most MOST of them, in the order in which they happened."""
    corrected = {entry.corrects for entry in told.entries}
    here = [entry for entry in told.entries if entry.id not in corrected]
    ranked = sorted(
        (entry for entry in here if entry.kind in TELLING),
        key=lambda entry: (TELLING.index(entry.kind), entry.day, entry.id),
    )
    chosen = sorted(ranked[:MOST], key=lambda entry: (entry.day, entry.noted.key, entry.id))
    born = birthday(told, who)
    phases: tuple[list[Line], ...] = ([], [], [])
    for entry in chosen:
        phases[(entry.day >= born) if born else 2].append(_line(told, entry, said, called))
    return Chosen(tuple(map(tuple, phases)), len(here))


def birthday(told: Record, who: Sequence[Particulars]) -> dt.date | None:
    """This will give the day on which the first child of a case was born, as far as the review knows it."""
    births = [entry.day for entry in told.entries if isinstance(entry.body, Birth)]
    said = [one.dob for one in who if one.dob and one.role in ("child", "unborn")]
    return min(births, default=None) or min(said, default=None)


def _line(
    told: Record, entry: Entry[Any], said: Callable[[Entry[Any]], str], called: Callable[[Agency], str]
) -> Line:
    knew = [entry.author, *sorted(parties(entry))]
    knew += [row.knower for row in told.told if row.entry == entry.id and row.told.day <= entry.noted.day]
    untold = _involved(told, entry.noted.day) if entry.kind in _UNTOLD else []
    return Line(
        entry.day,
        said(entry),
        _named(told, knew, called),
        _named(told, [one for one in untold if one not in knew], called),
    )


def _involved(told: Record, on: dt.date) -> list[Agency]:
    """The agencies that had written something about the family by a day."""
    return [entry.author for entry in told.entries if entry.noted.day <= on]


def _named(told: Record, ids: Sequence[Agency], called: Callable[[Agency], str]) -> str:
    agencies = [id for id in dict.fromkeys(ids) if id in told.teams and told.teams[id].type != "community"]
    return "; ".join(called(id) for id in agencies)
