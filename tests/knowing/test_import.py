"""A file in the database says what the file says: to each agency, on each day, through the web's role and its policies."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sightline.people.models import Person, Team
from sightline.record import store
from sightline.record.exports import export_record, in_words
from sightline.record.imports import import_record
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split
from sightline.record.knowledge import Knowledge, knowledge
from sightline.record.models import Entry, Imported, ImportedName, ImportedPerson, Told
from sightline.record.times import Moment

pytestmark = pytest.mark.django_db
STORIES = sorted((Path(__file__).parents[2] / "stories").glob("*.yaml"))
NOW = Moment(dt.date(2025, 6, 2), 0, dt.time(9))


def case_file(path: Path) -> Any:
    """This will read a case file."""
    return read(path.read_text(encoding="utf-8"))


def words_of(source: str) -> dict[str, dict[str, str]]:
    """This will give the file's word for every id that an import made of it."""
    names = ImportedName.objects.filter(source=source)
    parts = Imported.objects.filter(source=source)
    return {
        "agency": {str(name.ours): name.file_id for name in names if name.what == "team"},
        "area": {str(name.ours): name.file_id for name in names if name.what == "area"},
        "person": {str(row.person_id): row.file_id for row in ImportedPerson.objects.filter(source=source)},
        "entry": {str(row.entry_id): f"{row.file_id}/{row.part}".rstrip("/") for row in parts},
    }


def said(known: Knowledge, words: dict[str, dict[str, str]] | None = None) -> tuple[Any, Any]:
    """This will give all that a Knowledge holds, in the file's words, so that two can be compared."""
    entries = [in_words(entry, words) if words else entry for entry in known.all()]
    agency, entry = (words["agency"], words["entry"]) if words else ({}, {})
    tellings = Counter(
        (entry.get(t.entry, t.entry), agency.get(t.knower, t.knower), t.told, t.how, agency.get(t.by or "", t.by)) for t in known.tellings()
    )
    return {one.id: one for one in entries}, tellings


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_each_agency_knew_on_each_day_what_the_file_says_it_knew(path: Path) -> None:
    case = read(path.read_bytes())
    record = split(case)
    import_record(case, source=path.stem, by="test", at=NOW)
    words = words_of(path.stem)
    ours = {file_id: Team.objects.get(pk=pk) for pk, file_id in words["agency"].items()}
    days = sorted({row.told.day for row in record.told} | {entry.noted.day for entry in record.entries})
    checked = 0
    for agency, team in record.teams.items():
        if team.type == "community":
            continue  # relatives and the public: nobody reads as them
        mine = sorted({row.told.day for row in record.told if agency in (row.knower, row.by)})
        for day in (days[0] - dt.timedelta(days=1), *mine[:: max(1, len(mine) // 4)], days[-1]):
            got = said(store.knew(ours[agency], on=day), words)
            assert got == said(knowledge(record, agency, day)), (agency, day)
            checked += len(got[0])
        assert said(store.may_see(ours[agency]), words) == said(knowledge(record, agency, dt.date.max)), agency
    assert checked > len(record.entries)
