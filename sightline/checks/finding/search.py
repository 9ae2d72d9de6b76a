"""Looks for a referral's people among those that one team knows of, in the database, through that team's eyes alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.checks.finding import keys
from sightline.checks.finding.compare import compare, place
from sightline.checks.finding.details import Details
from sightline.checks.finding.household import Candidate, Held, beside, one_person, rank
from sightline.checks.finding.live import bring_level
from sightline.checks.finding.roles import Asked, sexed
from sightline.checks.finding.weights import Rarity
from sightline.people.models import Team
from sightline.record.acting import acting_for
from sightline.record.store import fetch

AT_MOST = (
    3000  # records looked at under one key: past that it says next to nothing, and another has to find them
)
KEPT = 160  # records of one person asked about that are compared field by field
WEIGHED = 24  # of those, how many are weighed together with the household's
PERHAPS = 3.0  # natural logarithm: a day turned round and a year one out are in one record of twenty
BEHIND = 12.0  # points behind the likeliest, past which nobody's house is looked into
_HOUSE = ("house", "street", "phone", "nhs")
_SAME_HOUSE = ("same", "house", "street_number", "flat", "near")
HOUSES = 8  # of those, whose houses are looked into for the rest of the referral

# Keys of one group say the same thing again: of each group that a record shares, the rarest key counts.
_GROUP = {
    "nhs": 1, "NHS, part": 1, "phone": 2, "house": 3, "street": 3, "postcode": 3, "born": 4, "birthday": 4,
    "year and name": 5, "names": 6, "beginnings": 6, "endings": 6, "initial and surname": 6,
}  # fmt: skip

# Which records to compare: by how few share the key, in doublings, counted as it is looked up. A key that is full counts little.
_BY_KEYS = (
    "with hit as materialized ("
    " select a.member, a.kind, a.said, a.less, k.findable_id, k.n"
    " from unnest(%s::int[], %s::text[], %s::int[], %s::bigint[], %s::float8[]) as a(member, kind, said, key, less)"
    " cross join lateral ("
    "  select f.findable_id, count(*) over () as n from (select findable_id from sightline_findkey"
    "  where knower_id = (select sightline_me()) and key = a.key limit %s) f) k"
    "), worth as (select member, findable_id, said, 14 - min(ln(n::float8) + less) as points from hit group by 1, 2, 3)"
    " select member, findable_id, null from ("
    "  select member, findable_id, row_number() over (partition by member order by sum(points) desc, findable_id) as place"
    "  from worth group by 1, 2) ranked where place <= %s"
    " union all select distinct member, null::bigint, kind from hit where n >= %s"
)
_COLUMNS = (
    "id, recorded, person_id, given, middle, surname, sex, born, known, nhs, phone, units, street, postcode"
)
_ROWS = f"select {_COLUMNS} from sightline_findable where id = any (%s::bigint[]) and knower_id = (select sightline_me())"
_THEIRS = f"select {_COLUMNS} from sightline_findable where knower_id = (select sightline_me()) and person_id = any (%s::uuid[])"
_RARITY = "select kind, name, held from sightline_findrarity where kind = any (%s::text[]) and name = any (%s::text[])"


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

    The team's index is brought level with its record first. Raises NothingToSearch where there is nothing to search; whatever
    goes wrong in the database is raised as it is.
    """
    with acting_for(team):
        bring_level(team)
        return _Search(people, latest).found()


class _Search:
    def __init__(self, people: Sequence[Asked], latest: dt.date) -> None:
        self.people, self.latest = list(map(sexed, people)), latest
        self.beside = [beside(self.people, at) for at in range(len(people))]
        self.held: dict[int, Held] = {}

    def found(self) -> Found:
        asked = [_keys(one.details) for one in self.people]
        shared = {key: 0.0 for looked in asked for key in looked if key[0] in ("phone", "house", "street")}
        lists, too_many = self._by_keys([shared | looked for looked in asked])
        rarity = self._rarity()
        chosen = [self._best(member, ids, rarity) for member, ids in enumerate(lists)]
        chosen.append(self._family(chosen, rarity))
        weighed = self._whole({id for ids in chosen for id in ids})
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

    def _by_keys(self, asked: Sequence[Mapping[keys.Key, float]]) -> tuple[list[list[int]], list[set[str]]]:
        rows = [
            (member, kind, _GROUP[kind], keys.number(kind, value), less)
            for member, looked in enumerate(asked)
            for (kind, value), less in looked.items()
        ]
        columns: list[Any] = (
            [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], [], [], []]
        )
        lists: list[list[int]] = [[] for _ in asked]
        too_many: list[set[str]] = [set() for _ in asked]
        for member, id, full in fetch(_BY_KEYS, [*columns, AT_MOST, KEPT, AT_MOST]):
            if full:
                too_many[member].add(full)
            else:
                lists[member].append(id)
        self._read({id for ids in lists for id in ids})
        return [[id for id in ids if id in self.held] for ids in lists], too_many

    def _read(self, ids: Iterable[int]) -> None:
        for row in fetch(_ROWS, [[id for id in ids if id not in self.held]]):
            self.held[row[0]] = _held(row)

    def _whole(self, ids: Iterable[int]) -> dict[int, Held]:
        """These records, with all others that the index has of the same people."""
        found = {id: self.held[id] for id in ids}
        people = {held.person for held in found.values()}
        return found | {row[0]: _held(row) for row in fetch(_THEIRS, [list(people)])}

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
        worth = {id: self._worth(member, id, rarity) for id in ids}
        return sorted(worth, key=lambda id: -worth[id])[:WEIGHED]

    def _family(self, chosen: Sequence[Sequence[int]], rarity: Rarity) -> list[int]:
        """Who else was named in the houses of the likeliest, and in those from which the address asked about was moved to."""
        likely = {id for member, ids in enumerate(chosen) for id in self._likeliest(member, ids, rarity)}
        there = [id for ids in chosen for id in ids if self._at_the_address(id)][:WEIGHED]
        near = self._keys_of(likely, _HOUSE) | self._keys_of(there, ("nhs", "born"))
        found = self._near(near)
        moved = {
            id for id in found if any(one_person(self.held[id], self.held[one], rarity) for one in there)
        }
        further = self._keys_of(moved, _HOUSE) - near
        lived = [*found, *(self._near(further) if further else ())]
        before = {id for ids in chosen for id in ids} | moved
        worth = {
            id: max(self._worth(at, id, rarity) for at in range(len(self.people)))
            for id in lived
            if id not in before
        }
        return [*moved, *sorted(worth, key=lambda id: -worth[id])[:WEIGHED]]

    def _likeliest(self, member: int, ids: Sequence[int], rarity: Rarity) -> list[int]:
        worth = {id: self._worth(member, id, rarity) for id in ids[:HOUSES]}
        return [id for id in worth if worth[id] > max(worth.values()) - BEHIND]

    def _at_the_address(self, id: int) -> bool:
        return any(place(one.details, self.held[id].details) in _SAME_HOUSE for one in self.people)

    def _keys_of(self, ids: Iterable[int], kinds: Sequence[str]) -> set[keys.Key]:
        return {key for id in ids for key in keys.keys(self.held[id].details) if key[0] in kinds}

    def _near(self, near: Iterable[keys.Key]) -> list[int]:
        (found,), _ = self._by_keys([dict.fromkeys(sorted(near), 0.0)])
        return found

    def _worth(self, member: int, id: int, rarity: Rarity) -> float:
        asked, others = self.people[member].details, self.beside[member]
        return sum(a.points for a in compare(asked, self.held[id].details, rarity, others))


def _keys(person: Details) -> dict[keys.Key, float]:
    """What a question is looked up by, and how much less each says than a key that its person's records mostly have."""
    found = dict.fromkeys(keys.perhaps(person), PERHAPS)
    return found | dict.fromkeys(keys.keys(person), 0.0)


def _held(row: Sequence[Any]) -> Held:
    id, recorded, person, given, middle, surname, sex, born, known, nhs, phone, units, street, postcode = row
    details = Details(
        tuple(given.split()), tuple(middle.split()), tuple(surname.split()), sex, born, known, nhs, phone,
        frozenset(units.split()), tuple(street.split()), postcode,
    )  # fmt: skip
    return Held(id, details, recorded, person)
