"""Keeps a team's index level with its record: what was told of its own people since it last searched is put in first."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sightline.checks.finding import index, keys
from sightline.checks.finding.details import Details, details
from sightline.checks.finding.names import name_words
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


def called(said: Particulars, on: dt.date) -> list[Details]:
    """This will give a person's particulars made plain, once for each name that they go by. `on` is the day of saying so."""
    found = []
    for name in [name for name in (said.name, said.also_known_as) if name] or [""]:
        *given, surname = name_words(name) or ("",)
        found.append(details(
            given=" ".join(given), surname=surname, dob=said.dob.isoformat() if said.dob else "",
            nhs_number=said.nhs_number or "", phone=said.telephone or "", address=said.address or "",
            postcode=said.postcode or "", latest=on,
        ))  # fmt: skip
    return found


def _rows(team: Team, entry: UUID, noted: dt.date, version: int, body: str) -> Iterator[Mapping[str, Any]]:
    said = decode("particulars", version, json.loads(body))
    for at, one in enumerate(called(said, noted)):
        # Made of ids drawn at random: no number counts what others add, and a record that is made anew has its own again.
        id = keys.number("record", f"{team.pk} {entry} {at}")
        row = index.row(id, UUID(said.person), noted, one)
        yield dict(zip(index.COLUMNS, row, strict=True)) | {"entry_id": entry}
