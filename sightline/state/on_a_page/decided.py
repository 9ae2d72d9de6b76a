"""What was decided, by whom, and why? Of the decisions on one contact the last stands; reasons only where they were told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.decision import (
    DecidedWithout,
    Decision,
    DecisionOutcome,
    Escalation,
    EscalationOutcome,
)
from sightline.record.knowledge import Knowledge
from sightline.state.decisions import standing
from sightline.state.on_a_page.lines import Line, lines


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision that stands. `reasons` None: none were told. `open` are the challenges that nobody has answered."""

    line: Line
    reasons: str | None
    without: tuple[Entry[DecidedWithout], ...]
    open: tuple[Entry[Escalation], ...]

    @property
    def id(self) -> str:
        """The decision's own id, where only its outcome was told too."""
        body = self.line.entry.body
        return body.decision if isinstance(body, DecisionOutcome) else self.line.entry.id


def decided(known: Knowledge, on: dt.date, most: int = 4) -> tuple[tuple[Decided, ...], int]:
    """This will give the last decisions that stand at the end of a day, and how many there are before them."""
    made = lines(known, lambda entry: isinstance(entry.body, Decision | DecisionOutcome), on)
    made = [line for line in made if not superseded(known, line.entry, on)]
    return tuple(_decided(known, line) for line in made[:most]), len(made[most:])


def superseded(known: Knowledge, entry: Entry[Any], on: dt.date) -> bool:
    """This will say whether a decision was made again on the same contact, or is an outcome of a decision known whole."""
    body = entry.body
    if isinstance(body, DecisionOutcome):
        return known.entry(body.decision) is not None
    stands = standing(known, body.responds_to, on) if body.responds_to else None
    return stands is not None and stands.noted.key > entry.noted.key


def _decided(known: Knowledge, line: Line) -> Decided:
    id = line.entry.body.decision if isinstance(line.entry.body, DecisionOutcome) else line.entry.id
    made = known.naming(id, Escalation)
    waiting = tuple(one for one in made if not known.naming(one.id, EscalationOutcome))
    reasons = getattr(line.entry.body, "rationale", None)
    return Decided(line, reasons, tuple(known.naming(id, DecidedWithout)), waiting)
