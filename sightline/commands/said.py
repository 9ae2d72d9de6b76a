"""How the command line says an entry, an agency and a day: as the file has them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sightline.record.entry import Entry, Record
from sightline.record.kinds import Body, hints
from sightline.record.kinds.contact import CheckAnswer
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.words import Agency


def agency(record: Record, id: str | None) -> str:
    """This will name an agency as the file does."""
    team = record.teams.get(Agency(id)) if id else None
    return team.name if team else str(id or "not stated")


def day(on: dt.date) -> str:
    """This will give a day as it is spoken, with its day of the week."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def entry(one: Entry[Any]) -> str:
    """This will say an entry in a line: its summary, or else its kind with what its fields hold."""
    if one.summary:
        return one.summary
    if isinstance(one.body, Decision):
        return f"Decided: {_value(one.body.outcome)}. {one.body.rationale or 'No reason recorded.'}"
    if isinstance(one.body, DecisionOutcome):
        return f"Of decision {one.body.decision}, only the outcome: {_value(one.body.outcome)}."
    if isinstance(one.body, CheckAnswer):
        return f"Answer to check {one.body.check}: {_value(one.body.result or 'not stated')}."
    kind: type[Body] = type(one.body)
    fields = {name: getattr(one.body, name) for name in hints(kind)}
    held = [
        f"{name.replace('_', ' ')} {_value(value)}"
        for name, value in fields.items()
        if value not in (None, (), False)
    ]
    return f"{one.kind.replace('_', ' ')}: {', '.join(held)}" if held else one.kind.replace("_", " ")


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "yes" if value is True else str(value).replace("_", " ")
