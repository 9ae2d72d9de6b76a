"""Who takes part in a learning review, who came, what each said, and who has not been heard: folds over what it knows.

Pure: nothing here asks the database. `not_heard` is what a report says of its limits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sightline.record.entry import Entry, Record
from sightline.record.kinds.review_people import (
    ReviewAttendance,
    ReviewContribution,
    ReviewFamilyView,
    ReviewGroup,
    ReviewParticipant,
    ReviewSession,
)
from sightline.record.kinds.words import Agency, KnowerType, Person
from sightline.record.knowledge import Knowledge

B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the review: its id and title, who is of the family, and what agencies told the review about them.

    `views` is the last word on the view of each, under the same ids as `family`.
    """

    id: str
    title: str
    family: Mapping[Person, str]
    told: Record
    views: Mapping[Person, Entry[ReviewFamilyView]]


@dataclass(frozen=True, slots=True)
class Service:
    """A service that the record of a case names and of which somebody has not been heard: its teams that nobody spoke for.

    `nobody`: no one of this service has been heard at all.
    """

    case: str
    type: KnowerType
    teams: tuple[Agency, ...]
    nobody: bool


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who takes part and has neither come, nor been met, nor written; and the last that was said of it."""

    who: Entry[ReviewParticipant]
    last: Entry[ReviewAttendance] | None


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of a family whose view the review has not; `last` is where it stands (None: nobody has said)."""

    case: str
    person: Person
    name: str
    last: Entry[ReviewFamilyView] | None


@dataclass(frozen=True, slots=True)
class NotHeard:
    """Whom a review has not heard."""

    services: tuple[Service, ...]
    participants: tuple[Absent, ...]
    family: tuple[Relative, ...]

    def __bool__(self) -> bool:
        return bool(self.services or self.participants or self.family)


def latest(known: Knowledge, kind: type[B]) -> dict[str, Entry[B]]:
    """This will give each thing of a kind as it was last put right, by the id of the entry that began it."""
    found: dict[str, Entry[B]] = {}
    for entry in sorted(known.entries(kind), key=lambda one: (one.noted.key, one.corrects is not None)):
        found[entry.corrects or entry.id] = entry
    return found


def participants(known: Knowledge) -> dict[Agency, Entry[ReviewParticipant]]:
    """This will give those who take part, by the knower that each is."""
    return {entry.body.participant: entry for entry in latest(known, ReviewParticipant).values()}


def members(known: Knowledge, group: str) -> list[Agency]:
    """This will give those who are in a group."""
    return [id for id, one in participants(known).items() if group in one.body.groups]


def sessions(known: Knowledge) -> dict[str, Entry[ReviewSession]]:
    """This will give the sessions, the earliest first, by the id of the entry that called each."""
    found = latest(known, ReviewSession)
    return dict(sorted(found.items(), key=lambda one: (one[1].body.day, one[1].noted.key)))


def invited(known: Knowledge, session: str) -> list[Agency]:
    """This will give those who take part and were told of a session."""
    told = known.told(session)
    return [id for id in participants(known) if id in told]


def attendance(known: Knowledge) -> dict[tuple[str, Agency], Entry[ReviewAttendance]]:
    """This will give the last word on whether somebody came to a session."""
    said = sorted(known.entries(ReviewAttendance), key=lambda one: one.noted.key)
    return {(str(entry.body.of), entry.body.participant): entry for entry in said}


def contributions(known: Knowledge, session: str, question: str) -> list[Entry[ReviewContribution]]:
    """This will give what was answered to a question of a session, as far as it is known here, the first answer first."""
    said = (one for one in known.naming(session, ReviewContribution) if one.body.question == question)
    return sorted(said, key=lambda one: one.noted.key)


def not_shown(known: Knowledge, session: str, question: str) -> Iterator[tuple[str, list[Agency]]]:
    """This will give each answer to a question with those who have answered it too and have not been told this one."""
    said = contributions(known, session, question)
    answered = list(dict.fromkeys(entry.author for entry in said))
    for entry in said:
        told = known.told(entry.id)
        lacking = [who for who in answered if who != entry.author and who not in told]
        if lacking:
            yield entry.id, lacking


def family_views(known: Knowledge) -> dict[Person, list[Entry[ReviewFamilyView]]]:
    """This will give what was said of each relative's view, the last word last, under the ids that they are known by here."""
    found: dict[Person, list[Entry[ReviewFamilyView]]] = defaultdict(list)
    for entry in sorted(known.entries(ReviewFamilyView), key=lambda one: one.noted.key):
        found[entry.body.of_person].append(entry)
    return found


def heard(known: Knowledge) -> frozenset[Agency]:
    """This will give those who take part and came to a session, were met separately, or wrote their account."""
    came = {who for (_, who), said in attendance(known).items() if said.body.came == "came"}
    wrote = {entry.author for entry in known.entries(ReviewContribution)}
    return frozenset(came | wrote) & participants(known).keys()


def not_heard(known: Knowledge, cases: Sequence[Case]) -> NotHeard:
    """This will give whom a review has not heard: services that the record of a case names, participants, and family."""
    spoke = heard(known)
    last = {who: said for (_, who), said in attendance(known).items()}
    absent = [Absent(one, last.get(id)) for id, one in participants(known).items() if id not in spoke]
    relatives = [
        Relative(case.id, person, name, case.views.get(person))
        for case in cases
        for person, name in case.family.items()
    ]
    return NotHeard(
        tuple(service for case in cases for service in _services(known, case, spoke)),
        tuple(absent),
        tuple(one for one in relatives if one.last is None or one.last.body.stands != "given"),
    )


def _services(known: Knowledge, case: Case, spoke: frozenset[Agency]) -> Iterator[Service]:
    by_type: dict[KnowerType, set[Agency]] = defaultdict(set)
    named = {entry.author for entry in case.told.entries} | {row.knower for row in case.told.told}
    for id in named:
        team = case.told.teams.get(id)
        if team and team.type != "community":
            by_type[team.type].add(id)
    spoke_for = {one.body.worked_for for one in _of_case(known, case.id, spoke)}
    there = {agency for agency in spoke_for if agency}
    types = {known.teams[id].type for id in there if id in known.teams}
    for type, teams in sorted(by_type.items()):
        silent = sorted(teams - there, key=lambda id: case.told.teams[id].name)
        if silent:
            yield Service(case.id, type, tuple(silent), type not in types)


def _of_case(known: Knowledge, case: str, spoke: frozenset[Agency]) -> Iterator[Entry[ReviewParticipant]]:
    """Those heard who are in a group of the case, in one of all cases, or in none."""
    groups: Mapping[str, Entry[Any]] = latest(known, ReviewGroup)
    for id, one in participants(known).items():
        of = {groups[group].body.case for group in one.body.groups if group in groups}
        if id in spoke and (not of or case in of or None in of):
            yield one
