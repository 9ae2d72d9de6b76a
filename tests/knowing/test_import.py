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
from sightline.record.kinds.particulars import Particulars
from sightline.record.knowledge import Knowledge, knowledge
from sightline.record.models import Entry, Imported, ImportedName, ImportedPerson, Told
from sightline.record.times import Moment

pytestmark = [pytest.mark.django_db(databases=["owner"]), pytest.mark.usefixtures("owner")]
STORIES = sorted((Path(__file__).parents[2] / "stories").glob("*.yaml"))
LAST = dt.date(2100, 1, 1)
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
        (
            entry.get(t.entry, t.entry),
            agency.get(t.knower, t.knower),
            t.told,
            t.how,
            agency.get(t.by or "", t.by),
        )
        for t in known.tellings()
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
        assert said(store.may_see(ours[agency]), words) == said(knowledge(record, agency, dt.date.max)), (
            agency
        )
    assert checked > len(record.entries)


@pytest.fixture
def story() -> Any:
    """This will give one case file."""
    return read(STORIES[0].read_bytes())


def counts() -> tuple[int, ...]:
    """This will count what an import can add to."""
    return tuple(table.objects.count() for table in (Entry, Told, Team, Person, Imported, ImportedPerson))


def test_the_same_file_again_is_nothing(story: Any) -> None:
    import_record(story, source="one", by="test", at=NOW)
    before = counts()
    assert import_record(story, source="one", by="test", at=NOW).nothing
    assert counts() == before


def test_the_same_file_of_another_source_is_other_teams_and_other_people(story: Any) -> None:
    import_record(story, source="one", by="test", at=NOW)
    before = counts()
    import_record(story, source="two", by="test", at=NOW)
    assert counts() == tuple(2 * n for n in before)


def test_a_changed_event_is_a_correction_told_to_all_who_were_told_the_old_one(story: Any) -> None:
    import_record(story, source="one", by="test", at=NOW)
    at = next(n for n, event in enumerate(story.events) if len(event.known_by) > 2)
    event = dataclasses.replace(story.events[at], summary="In other words")
    changed = dataclasses.replace(story, events=(*story.events[:at], event, *story.events[at + 1 :]))
    before = Entry.objects.count()
    changes = import_record(changed, source="one", by="test", at=NOW)
    assert [entry.id for entry in changes.changed] == [event.id]
    assert Entry.objects.count() == before + 1
    new = Entry.objects.get(corrects__isnull=False)
    old = Imported.objects.get(entry=new.corrects_id)
    assert (old.file_id, new.noted_day) == (event.id, NOW.day)
    assert set(new.tellings.values_list("knower")) == set(old.entry.tellings.values_list("knower"))
    assert import_record(changed, source="one", by="test", at=NOW).nothing


def test_what_a_file_no_longer_holds_is_reported_and_stays(story: Any) -> None:
    import_record(story, source="one", by="test", at=NOW)
    gone = story.events[-1].id
    before = Entry.objects.count()
    changes = import_record(
        dataclasses.replace(story, events=story.events[:-1]), source="one", by="test", at=NOW
    )
    assert gone in changes.missing
    assert Entry.objects.filter(imported__file_id=gone).exists()
    assert Entry.objects.count() >= before


def test_nothing_is_half_imported(story: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("the last step")

    monkeypatch.setattr("sightline.record.imports.settle", fail)
    with pytest.raises(RuntimeError, match="the last step"):
        import_record(story, source="one", by="test", at=NOW)
    assert counts() == (0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_file_given_back_is_the_file(path: Path) -> None:
    case = read(path.read_bytes())
    import_record(case, source="one", by="test", at=NOW)
    record, given = split(case), export_record(source="one", case=case.case)
    assert {entry.id: entry for entry in given.entries} == {entry.id: entry for entry in record.entries}
    assert {row.id: row for row in given.told} == {row.id: row for row in record.told}
    assert (given.teams, given.areas) == (record.teams, record.areas)


def test_a_person_is_one_of_each_agency_that_wrote_of_them_before_being_told(story: Any) -> None:
    import_record(story, source="one", by="test", at=NOW)
    record = split(story)
    words = words_of("one")
    child = story.people[0].id
    mine = {row.team_id: row.person_id for row in ImportedPerson.objects.filter(source="one", file_id=child)}
    assert len(set(mine.values())) > 1
    for team, person in mine.items():
        agency = words["agency"][str(team)]
        known = store.may_see(Team.objects.get(pk=team), people=[person])
        about = {words["entry"][entry.id] for entry in known.all() if str(person) in entry.people}
        whole = knowledge(record, agency, dt.date.max)  # type: ignore[arg-type]
        assert about == {entry.id for entry in whole.all() if child in entry.people}, agency


def test_the_pages_of_a_chronology_make_the_whole(story: Any) -> None:
    import_record(story, source="one", by="test", at=NOW)
    mine = ImportedPerson.objects.filter(source="one", file_id=story.people[0].id).select_related("team")
    row = max(
        mine, key=lambda row: len(store.chronology(row.team, people=[row.person_id], limit=1000).entries)
    )
    whole = store.chronology(row.team, people=[row.person_id], limit=1000)
    assert whole.after is None
    assert len(whole.entries) > 9
    after, pages = None, []
    while True:
        page = store.chronology(row.team, people=[row.person_id], after=after, limit=3)
        pages.extend(page.entries)
        after = page.after
        if after is None:
            break
    assert pages == list(whole.entries)
    came, before = [], None
    while True:
        rows, before = store.arrivals(row.team, before=before, limit=2)
        came.extend(rows)
        if before is None:
            break
    assert came == store.arrivals(row.team, limit=1000)[0]


def roles(known: Knowledge, words: dict[str, str] | None = None) -> dict[str, Any]:
    """This will give the role of everybody known, in the file's words."""
    who = [entry.body for entry in known.entries(Particulars) if entry.body.role]
    return {(words or {}).get(one.person, one.person): one.role for one in who}


def thirds(case: Any) -> list[Any]:
    """The same case as it stood at the end of each third of its days, the last being the whole."""
    days = sorted({item.recorded for item in (*case.events, *case.decisions)})
    return [_until(case, days[len(days) // 3]), _until(case, days[2 * len(days) // 3]), case]


def _until(case: Any, day: dt.date) -> Any:
    events = tuple(event for event in case.events if event.recorded <= day)
    decisions = tuple(decision for decision in case.decisions if decision.recorded <= day)
    return dataclasses.replace(case, events=events, decisions=decisions)


def of_events(answer: tuple[Any, Any]) -> tuple[Any, Any]:
    """What is said of events and decisions; who a person is (`people/…`) is derived from them, and dated by the first."""
    entries, tellings = answer
    kept = {id: entry for id, entry in entries.items() if not id.startswith("people/")}
    return kept, {row: many for row, many in tellings.items() if not row[0].startswith("people/")}


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_in_chunks_or_with_its_days_shuffled_each_agency_knows_the_same(path: Path) -> None:
    case = read(path.read_bytes())
    mixed = dataclasses.replace(case, events=tuple(sorted(case.events, key=lambda e: str(e.recorded)[::-1])))
    for part in thirds(case):
        import_record(part, source="chunks", by="test", at=NOW)
    import_record(mixed, source="mixed", by="test", at=NOW)
    record = split(case)
    noted = sorted({entry.noted.day for entry in record.entries})
    days = noted[:: max(1, len(noted) // 5)]
    for source in ("chunks", "mixed"):
        words = words_of(source)
        ours = {file_id: Team.objects.get(pk=pk) for pk, file_id in words["agency"].items()}
        for agency, team in record.teams.items():
            if team.type != "community":
                got = of_events(said(store.knew(ours[agency], on=LAST), words))
                assert got == of_events(said(knowledge(record, agency, LAST))), (source, agency)
                for day in days:
                    mine, file = store.knew(ours[agency], on=day), knowledge(record, agency, day)
                    assert roles(mine, words["person"]) == roles(file), (source, agency, day)
