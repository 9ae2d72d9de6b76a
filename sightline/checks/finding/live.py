"""Keeps a team's index level with its record: what was told of its own people since it last searched is put in first."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any, cast
from uuid import UUID

from sightline.checks.finding import index, keys
from sightline.checks.finding.called import called
from sightline.people.models import Team
from sightline.record.acting import acting_for, run
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.payload import decode
from sightline.record.store import fetch

_AT_ONCE = 1_000
_LACKING = "select entry_id, noted, version, body::text from sightline_find_lacking(%s)"
_PUT = "select sightline_find_put(%s::uuid[], %s::jsonb)"


def bring_level(team: Team) -> None:
    """This will put into a team's index what it lacks of what the team may see. The database says what that is."""
    with acting_for(team):
        while lacking := fetch(_LACKING, [_AT_ONCE]):
            made = [row for one in lacking if one[3] for row in _rows(team, *one)]
            run(_PUT, [[entry for entry, *_ in lacking], json.dumps(made, default=str)])


def _rows(team: Team, entry: UUID, noted: dt.date, version: int, body: str) -> Iterator[Mapping[str, Any]]:
    said = cast("Particulars", decode("particulars", version, json.loads(body)))
    for at, one in enumerate(called(said, noted)):
        # Made of ids drawn at random: no number counts what others add, and a record that is made anew has its own again.
        id = keys.number("record", f"{team.pk} {entry} {at}")
        row = index.row(id, UUID(said.person), noted, one)
        yield dict(zip(index.COLUMNS, row, strict=True)) | {"entry_id": entry}
