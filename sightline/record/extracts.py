"""One case out of the database as a case file of format 2: what its team may see today, or, for the owner, all of it.

Ids are made of the record's own random ones, so that the same record gives the same file, a later file of the case has
the same ids, and nothing in them tells of what is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast, get_args
from uuid import UUID

from sightline.people import models as people_rows
from sightline.record import cases, store
from sightline.record import models as rows
from sightline.record.acting import as_owner
from sightline.record.actions import NotKnown
from sightline.record.entry import Entry, Team, Told
from sightline.record.exports import in_words
from sightline.record.interchange.casefile import CaseFile, FilePerson
from sightline.record.interchange.recorded import telling
from sightline.record.kinds.particulars import Dispute, SamePerson
from sightline.record.kinds.registry import Body
from sightline.record.kinds.shape import Holds, shapes
from sightline.record.kinds.words import Agency, Area, Person, ReviewType

_NOT_TEXT = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}"
)
"""Control characters, which no case file may hold: whoever prints one might be misled by them."""
_ENTRIES: tuple[Holds, ...] = ("entry", "decision")


def extract(case: UUID, *, whole: bool = False) -> CaseFile:
    """This will give a team's case as a file: what the team may see of its people today, and the tellings that it sees.

    `whole` gives every agency's entries about them and every telling, restricted or not, for the owner of the database.
    Raises NotKnown where there is no such case.
    """
    with as_owner():
        team = people_rows.Team.objects.filter(
            pk__in=rows.Case.objects.filter(pk=case).values("team")
        ).first()
        found = cases.case(team, case) if team else None
        if team is None or found is None:
            raise NotKnown("there is no case by that id")
        if whole:
            entries, told = store.everything(found.people)
        else:
            known = store.may_see(team, people=found.people)
            entries, told = list(known.all()), list(known.tellings())
        return _file(_id("case", case), *_of_agencies(entries, told, team.type in get_args(ReviewType)))


def _of_agencies(
    entries: list[Entry[Any]], told: list[Told], for_review: bool
) -> tuple[list[Entry[Any]], list[Told]]:
    """Without what learning reviews ask and say, and without whoever told them: a case is what agencies recorded and told.

    Who is whom of a review's people is nothing to anybody but the review.
    """
    agencies = {id for id, team in store.directory().items() if team.type not in get_args(ReviewType)}
    kept = [entry for entry in entries if entry.author in agencies and not entry.kind.startswith("review_")]
    if not for_review:
        tied = [one for entry in kept if isinstance(entry.body, SamePerson) for one in entry.people]
        met = people_rows.Person.objects.filter(pk__in=tied, team__type__in=get_args(ReviewType))
        theirs = {str(id) for id in met.values_list("pk", flat=True)}
        kept = [e for e in kept if not isinstance(e.body, SamePerson) or theirs.isdisjoint(e.people)]
    here = {entry.id for entry in kept}
    return kept, [row for row in told if row.entry in here and row.knower in agencies]


def _file(case: str, entries: list[Entry[Any]], told: list[Told]) -> CaseFile:
    entries = sorted(entries, key=lambda entry: (entry.noted.key, entry.id))
    names = _Names(entries, told, store.directory())
    each: dict[str, list[Told]] = {entry.id: [] for entry in entries}
    for row in sorted(told, key=lambda row: (row.told.key, row.knower, row.id)):
        each[row.entry].append(row)
    tellings = {row.id: telling(names.entries[id], n) for id, of in each.items() for n, row in enumerate(of)}
    held = tuple(_said(entry, names, tellings) for entry in entries)
    return CaseFile(
        case=case,
        areas=names.areas(),
        teams=names.teams(),
        people=tuple(FilePerson(Person(id)) for id in names.people.values()),
        events=(),
        decisions=(),
        entries=held,
        told=tuple(names.told(row, tellings[row.id]) for entry in entries for row in each[entry.id]),
        elsewhere=tuple(sorted(set(names.entries.values()) - {entry.id for entry in held})),
    )


def _said(entry: Entry[Any], names: _Names, tellings: Mapping[str, str]) -> Entry[Any]:
    said = in_words(entry, names.words)
    body = said.body
    if isinstance(body, Dispute):
        body = replace(body, telling=tellings.get(body.telling, _id("t", body.telling)))
    texts = {
        name: getattr(body, name) for name in shapes(_kind(body)) if isinstance(getattr(body, name), str)
    }
    body = replace(body, **{name: text.translate(_NOT_TEXT) for name, text in texts.items()})
    return replace(said, body=body, summary=said.summary.translate(_NOT_TEXT))


@dataclass(slots=True)
class _Names:
    """What each thing that the entries name is called in the file: people, entries, agencies, areas."""

    people: dict[str, str]
    entries: dict[str, str]
    agencies: dict[str, str]
    directory: Mapping[Agency, Team]

    def __init__(self, entries: list[Entry[Any]], told: list[Told], directory: Mapping[Agency, Team]) -> None:
        self.directory = directory
        people = [str(one) for entry in entries for one in (*entry.people, *_mentioned(entry, "person"))]
        named = [id for entry in entries for id in (entry.id, *([entry.corrects] if entry.corrects else ()))]
        named += [id for entry in entries for holds in _ENTRIES for id in _mentioned(entry, holds)]
        teams = {entry.author for entry in entries} | {row.knower for row in told}
        teams |= {row.by for row in told if row.by}
        teams |= {Agency(id) for entry in entries for id in _mentioned(entry, "agency")}
        self.people = {id: _id("p", id) for id in sorted(dict.fromkeys(people))}
        self.entries = {id: _id("e", id) for id in dict.fromkeys(named)}
        self.agencies = {id: _id(directory[id].type, id) for id in sorted(teams) if id in directory}

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """Each sort of thing, as `in_words` takes it."""
        areas = {str(team.area): _id("area", team.area) for team in self.directory.values() if team.area}
        return {"person": self.people, "agency": self.agencies, "area": areas, "entry": self.entries}

    def told(self, row: Told, id: str) -> Told:
        """A telling in the file's words."""
        by = Agency(self.agencies[row.by]) if row.by else None
        return replace(
            row, id=id, entry=self.entries[row.entry], knower=Agency(self.agencies[row.knower]), by=by
        )

    def teams(self) -> dict[Agency, Team]:
        """The teams that are named, and no other of the directory."""
        found = {}
        for id, word in self.agencies.items():
            team = self.directory[Agency(id)]
            area = Area(_id("area", team.area)) if team.area else None
            found[Agency(word)] = replace(team, id=Agency(word), area=area)
        return found

    def areas(self) -> dict[Area, str]:
        """The areas of those teams."""
        wanted = {self.directory[Agency(id)].area for id in self.agencies} - {None}
        held = people_rows.Area.objects.filter(pk__in=[UUID(str(id)) for id in wanted]).order_by("pk")
        return {Area(_id("area", area.pk)): area.name for area in held}


def _mentioned(entry: Entry[Any], holds: Holds) -> Iterable[str]:
    for name, shape in shapes(_kind(entry.body)).items():
        value = getattr(entry.body, name)
        if shape.holds == holds and value is not None:
            yield from value if shape.many else (value,)


def _kind(body: Any) -> type[Body]:
    return cast(type[Body], type(body))


def _id(sort: str, of: object) -> str:
    """A word and the first half of a random id: as good as unique within a case, and short enough to read out."""
    return f"{sort}-{UUID(str(of)).hex[:16]}"
