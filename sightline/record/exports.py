"""A case file's record out of the database again, in the file's own words: for its owner, under the owner's role."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from sightline.people import models as people_rows
from sightline.record import models as rows
from sightline.record.acting import as_owner
from sightline.record.entry import Entry, Record, Team, Told
from sightline.record.kinds.words import Agency, AgencyType, Area, Person
from sightline.record.persons import refer
from sightline.record.store import SEEN_FOR, entry_of, fetch, told_of


def export_record(*, source: str, case: str) -> Record:
    """This will give what was imported of a case from a source, with the file's ids, as it stands after corrections.

    What teams wrote or told since is not the file's, and is not in it. (The file's left-out lists come back as empty.)
    """
    with as_owner():
        held = rows.Imported.objects.filter(source=source, case=case).order_by("turn")
        words = _words(source, case)
        words["entry"] = {str(one.entry_id): f"{one.file_id}/{one.part}".rstrip("/") for one in held}
        latest = {words["entry"][str(one.entry_id)]: str(one.entry_id) for one in held}
        found = {str(row[0]): entry_of(row) for row in fetch(SEEN_FOR, [list(latest.values())])}
        entries = [in_words(found[id], words) for id in latest.values()]
        tellings = rows.ImportedTelling.objects.filter(source=source, case=case).select_related("told")
        told = tuple(_told(one, words) for one in tellings)
        entries.sort(key=lambda entry: (entry.noted.key, entry.id))
        return Record(case, *_directory(source, words), tuple(entries), told)


def in_words(entry: Entry[Any], words: dict[str, dict[str, str]]) -> Entry[Any]:
    """This will give an entry with its ids changed to other words, sort by sort."""
    body = entry.body
    for holds, by in (
        ("person", "person"),
        ("agency", "agency"),
        ("area", "area"),
        ("entry", "entry"),
        ("decision", "entry"),
    ):
        body = refer(body, holds, words[by])
    return replace(
        entry,
        id=words["entry"].get(entry.id, entry.id),
        author=Agency(words["agency"].get(entry.author, entry.author)),
        people=tuple(dict.fromkeys(Person(words["person"].get(person, person)) for person in entry.people)),
        corrects=words["entry"].get(entry.corrects, entry.corrects) if entry.corrects else None,
        body=body,
    )


def _words(source: str, case: str) -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {"agency": {}, "area": {}, "person": {}, "entry": {}}
    for name in rows.ImportedName.objects.filter(source=source):
        words["agency" if name.what == "team" else "area"][str(name.ours)] = name.file_id
    for person in rows.ImportedPerson.objects.filter(source=source, case=case):
        words["person"][str(person.person_id)] = person.file_id
    return words


def _told(one: rows.ImportedTelling, words: dict[str, dict[str, str]]) -> Told:
    row = one.told
    values = (
        row.pk,
        row.entry_id,
        row.knower_id,
        row.told_day,
        row.told_time,
        row.told_ordinal,
        row.how,
        row.by_id,
    )
    told = told_of(values)
    agency = words["agency"]
    by = Agency(agency[told.by]) if told.by else None
    return replace(
        told, id=one.file_id, entry=words["entry"][told.entry], knower=Agency(agency[told.knower]), by=by
    )


def _directory(source: str, words: dict[str, dict[str, str]]) -> tuple[dict[Agency, Team], dict[Area, str]]:
    places = {str(area.pk): area.name for area in people_rows.Area.objects.filter(pk__in=list(words["area"]))}
    areas = {Area(id): places[ours] for ours, id in words["area"].items()}
    teams = {}
    for team in people_rows.Team.objects.filter(pk__in=list(words["agency"])):
        id = Agency(words["agency"][str(team.pk)])
        area = Area(words["area"][str(team.area_id)]) if str(team.area_id) in words["area"] else None
        teams[id] = Team(id, cast(AgencyType, team.type), team.name, area, team.decision_maker)
    return teams, areas
