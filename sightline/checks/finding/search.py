"""Looks for a referral's people among those that one team knows of, in the database, through that team's eyes alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.checks.finding import keys
from sightline.checks.finding.compare import compare
from sightline.checks.finding.details import Details
from sightline.checks.finding.household import Candidate, Held, rank
from sightline.checks.finding.roles import Asked
from sightline.checks.finding.weights import Rarity
from sightline.people.models import Team
from sightline.record.acting import acting_for
from sightline.record.store import fetch

AT_MOST = 300  # records looked at of one kind of key: past that it says next to nothing, and another has to find them
KEPT = 90  # records of one person asked about that are compared field by field
WEIGHED = 24  # of those, how many are weighed together with the household's
HOUSES = 6  # of those, whose houses are looked into for the rest of the referral

# What a key shared by chance would be worth, roughly: only to choose which records to compare.
_WORTH = {
    "nhs": 17, "NHS, part": 10, "phone": 9, "house": 9, "street": 6, "postcode": 5, "born": 11, "birthday": 5,
    "year and name": 7, "names": 8, "beginnings": 4, "endings": 4, "initial and surname": 4,
}  # fmt: skip

_BY_KEYS = (
    "select member, findable_id, full_of from ("
    " select a.member, k.findable_id, array_agg(distinct a.kind) filter (where k.n >= %s) as full_of,"
    " row_number() over (partition by a.member order by sum(a.worth) desc) as place"
    " from unnest(%s::int[], %s::text[], %s::bigint[], %s::int[]) as a(member, kind, key, worth) cross join lateral ("
    "  select f.findable_id, count(*) over () as n from (select findable_id from sightline_findkey"
    "  where knower_id = (select sightline_me()) and key = a.key limit %s) f) k"
    " group by a.member, k.findable_id) ranked where place <= %s"
)
_ROWS = (
    "select id, recorded, given, middle, surname, sex, born, known, nhs, phone, units, street, postcode"
    " from sightline_findable where id = any (%s::bigint[]) and knower_id = (select sightline_me())"
)
_RARITY = (
    "select n.kind, n.name, n.held from sightline_findname n where n.knower_id = (select sightline_me())"
    " and n.kind = any (%s::text[]) and n.name = any (%s::text[])"
)


class NothingToSearch(Exception):
    """Says that a team has no index to search, so that no answer can be taken for 'nobody found'."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one person asked about: looked for by which kinds of key, which of them named too many to look at all.

    `searched` empty: nothing that was given of this person could be searched by. That is not 'nobody found'.
    """

    searched: tuple[str, ...]
    too_many: tuple[str, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The answers for a referral's people, in its order, and how many records they were looked for among."""

    records: int
    answers: tuple[Answer, ...]


def search(team: Team, people: Sequence[Asked], *, latest: dt.date) -> Found:
    """This will look for a referral's people together. `latest` is the day on which ages are reckoned.

    Raises NothingToSearch where the team has no record to search; whatever goes wrong in the database is raised as it is.
    """
    with acting_for(team):
        return _Search(people, latest).found()


class _Search:
    def __init__(self, people: Sequence[Asked], latest: dt.date) -> None:
        self.people, self.latest = people, latest
        self.held: dict[int, Held] = {}

    def found(self) -> Found:
        asked = [list(dict.fromkeys(keys.asked(one.details))) for one in self.people]
        lists, too_many = self._by_keys(asked)
        rarity = self._rarity()
        chosen = [self._best(member, ids, rarity) for member, ids in enumerate(lists)]
        if len(self.people) > 1:
            chosen.append(self._housemates(chosen, rarity))
        weighed = {id: self.held[id] for ids in chosen for id in ids}
        ranked = rank(self.people, weighed, rarity)
        return Found(
            rarity.records,
            tuple(
                Answer(
                    tuple(dict.fromkeys(kind for kind, _ in looked)),
                    tuple(sorted(too_many[member])),
                    tuple(candidates),
                )
                for member, (looked, candidates) in enumerate(zip(asked, ranked, strict=True))
            ),
        )

    def _by_keys(self, asked: Sequence[Sequence[keys.Key]]) -> tuple[list[list[int]], list[set[str]]]:
        rows = [
            (member, kind, keys.number(kind, value), _WORTH[kind])
            for member, looked in enumerate(asked)
            for kind, value in looked
        ]
        columns: list[Any] = (
            [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], [], []]
        )
        lists: list[list[int]] = [[] for _ in asked]
        too_many: list[set[str]] = [set() for _ in asked]
        for member, id, full in fetch(_BY_KEYS, [AT_MOST, *columns, AT_MOST, KEPT]):
            lists[member].append(id)
            too_many[member].update(full or ())
        self._read({id for ids in lists for id in ids})
        return [[id for id in ids if id in self.held] for ids in lists], too_many

    def _read(self, ids: Iterable[int]) -> None:
        for row in fetch(_ROWS, [[id for id in ids if id not in self.held]]):
            self.held[row[0]] = Held(row[0], _details(row[2:]), row[1])

    def _rarity(self) -> Rarity:
        everyone = [*(one.details for one in self.people), *(held.details for held in self.held.values())]
        names = {word for one in everyone for word in (*one.given, *one.middle, *one.surname)}
        of: dict[str, dict[str, int]] = {"given": {}, "surname": {}, "all": {}}
        for kind, name, held in fetch(_RARITY, [list(of), ["", *names]]):
            of[kind][name] = held
        records = of["all"].get("", 0)
        if not records:
            raise NothingToSearch("this team has no record of people to search")
        return Rarity(records, self.latest, of["given"], of["surname"])

    def _best(self, member: int, ids: Sequence[int], rarity: Rarity) -> list[int]:
        details = self.people[member].details
        worth = {id: sum(a.points for a in compare(details, self.held[id].details, rarity)) for id in ids}
        return sorted(worth, key=lambda id: -worth[id])[:WEIGHED]

    def _housemates(self, chosen: Sequence[Sequence[int]], rarity: Rarity) -> list[int]:
        """Who else is named in the houses of the likeliest, where they may be one of the others asked about."""
        near = {
            key
            for ids in chosen
            for id in ids[:HOUSES]
            for key in keys.keys(self.held[id].details)
            if key[0] in ("house", "street", "phone", "nhs")
        }
        before = set(self.held)
        self._by_keys([sorted(near)])
        new = [id for id in self.held if id not in before]
        worth = {
            id: max(
                sum(a.points for a in compare(one.details, self.held[id].details, rarity))
                for one in self.people
            )
            for id in new
        }
        return sorted(worth, key=lambda id: -worth[id])[:WEIGHED]


def columns(person: Details) -> tuple[Any, ...]:
    """This will give a person's details as the columns of a row, in the order in which they are read."""
    return (
        " ".join(person.given), " ".join(person.middle), " ".join(person.surname), person.sex, person.born, person.known,
        person.nhs, person.phone, " ".join(sorted(person.units)), " ".join(person.street), person.postcode,
    )  # fmt: skip


def _details(row: Sequence[Any]) -> Details:
    given, middle, surname, sex, born, known, nhs, phone, units, street, postcode = row
    return Details(
        tuple(given.split()), tuple(middle.split()), tuple(surname.split()), sex, born, known, nhs, phone,
        frozenset(units.split()), tuple(street.split()), postcode,
    )  # fmt: skip
