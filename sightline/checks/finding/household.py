"""A referral answered as a household: each candidate weighed with who else of the referral lives where it does.

A person's own evidence (given name, date of birth, sex, NHS number) and the house's (surname, telephone, address, who else is
there) are added up apart. What a house can say ends a little below certainty, because the likeliest wrong answer is somebody
else of the same family: however sure the house, the person must still be told from the others in it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from math import log2
from uuid import UUID

from sightline.checks.finding.compare import PERSONAL, born, compare, only_the_year
from sightline.checks.finding.details import Details
from sightline.checks.finding.keys import keys
from sightline.checks.finding.names import sound
from sightline.checks.finding.roles import Asked, children_of, fits
from sightline.checks.finding.weights import Agreement, Rarity, limit

_ONE_PERSON = 21.0  # points between two records from which they are taken for one person's
_OF_A_HOUSE = ("house", "street", "phone")
_NAMES = ("given", "surname")
_VAGUE = ("year", "near_year")  # says nothing where another record of the person has the day


@dataclass(frozen=True, slots=True)
class Held:
    """One record of the index; `person` is whose it is, where the record itself says so."""

    id: int
    details: Details
    recorded: dt.date | None = None
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be of the person asked about: its score (log2 of the odds), and all that speaks for and against.

    `because` is from this record or another of the same person; `others` are the places in the referral of those found in
    its house.
    """

    id: int
    score: float
    because: tuple[Agreement, ...]
    others: tuple[int, ...] = ()
    person: UUID | None = None


@dataclass(slots=True)
class _Person:
    """One person of the index as far as can be seen: records that are plainly of the same one."""

    records: list[Held]
    houses: frozenset[str]


@dataclass(slots=True)
class _Case:
    """One person asked about beside one of the index."""

    because: list[Agreement]
    own: float
    house: float
    by_record: dict[int, float]

    @property
    def reached(self) -> float:
        """What the telephone and the address say for it."""
        return sum(max(a.points, 0.0) for a in self.because if a.field in ("phone", "place"))

    @property
    def stands(self) -> float:
        """What speaks for it but the house: a surname that is another speaks against, one that agrees is the house's."""
        surname = sum(min(a.points, 0.0) for a in self.because if a.field == "surname")
        return self.own + surname - limit()["one_of_many"]


def rank(asked: Sequence[Asked], held: Mapping[int, Held], rarity: Rarity) -> list[list[Candidate]]:
    """This will give for each of a referral's people the records that may be theirs, likeliest first."""
    persons = _persons(held.values(), rarity)
    cases = [
        [_case(one, person, children_of(asked, one), rarity, beside(asked, at)) for person in persons]
        for at, one in enumerate(asked)
    ]
    near = _neighbours(persons)
    return [_ranked(member, cases, persons, near, rarity) for member in range(len(asked))]


def beside(asked: Sequence[Asked], member: int) -> list[Details]:
    """This will give the others of a referral, by what else is given of what they are called and how they are reached."""
    own = asked[member].details
    others = [one.details for at, one in enumerate(asked) if at != member]
    known = {
        (one.surname, one.phone, one.units, one.street, one.postcode): one
        for one in others
        if one.surname != own.surname
        or one.phone != own.phone
        or one.units != own.units
        or one.postcode != own.postcode
    }
    return list(known.values())


def houses(person: Details) -> Iterable[str]:
    """This will give what says that two records are of one house: an address, a telephone, a surname in one postcode."""
    for kind, value in keys(person):
        if kind in _OF_A_HOUSE:
            yield f"{kind} {value}"
    if len(person.postcode) > 4:
        for word in person.surname:
            yield f"family {person.postcode} {sound(word)}"


def _case(
    one: Asked, person: _Person, children: Sequence[Details], rarity: Rarity, others: Sequence[Details]
) -> _Case:
    """Each field as the record has it that agrees best, and how the single records stand."""
    best: dict[str, Agreement] = {}
    by_record: dict[int, float] = {}
    turned: list[list[Agreement]] = []
    exact = any(record.details.born and not only_the_year(record.details) for record in person.records)
    for record in person.records:
        found = compare(one.details, record.details, rarity, others)
        role = fits(one, record.details, children, rarity.latest)
        if role:
            found.append(role)
        by_record[record.id] = sum(a.points for a in found)
        names = _names_turned(found)
        if names:
            turned.append(names)
        for agreement in found:
            if agreement in names or (agreement.level in _VAGUE and exact and only_the_year(record.details)):
                continue
            if agreement.field not in best or agreement.points > best[agreement.field].points:
                best[agreement.field] = agreement
    straight = [best[field] for field in _NAMES if field in best]
    best |= {a.field: a for a in max([*([straight] if straight else ()), *turned], key=_points, default=[])}
    own = sum(a.points for a in best.values() if a.field in PERSONAL)
    return _Case(list(best.values()), own, sum(a.points for a in best.values()) - own, by_record)


def _names_turned(found: Iterable[Agreement]) -> list[Agreement]:
    """Both names of a record whose boxes are turned. With a name of another record, one word would count as both of them."""
    names = [agreement for agreement in found if agreement.field in _NAMES]
    return names if any(agreement.level == "turned" for agreement in names) else []


def _points(found: Iterable[Agreement]) -> float:
    return sum(agreement.points for agreement in found)


def _ranked(
    member: int,
    cases: list[list[_Case]],
    persons: list[_Person],
    near: list[dict[int, float]],
    rarity: Rarity,
) -> list[Candidate]:
    scored: list[tuple[float, int, tuple[int, ...]]] = []
    for at in range(len(persons)):
        case = cases[member][at]
        support, others = _support(member, at, cases, near)
        moved = _moved(at, cases[member], near)
        score = (
            case.own
            + _of_house(case.house + max(support, moved - case.reached), rarity)
            - log2(max(rarity.records, 2))
        )
        better = (
            max((cases[m][at].own for m in range(len(cases)) if m != member), default=case.own) - case.own
        )
        scored.append((score - min(max(better, 0.0), limit()["twice"]), at, others))
    scored.sort(reverse=True)
    found = []
    for score, at, others in scored:
        behind = (scored[0][0] - score) * limit()["behind"]
        case = cases[member][at]
        top = max(case.by_record.values())
        for record in persons[at].records:
            less = (1 - limit()["pooled"]) * (top - case.by_record[record.id])
            points = round(score - behind - less, 3)
            found.append(Candidate(record.id, points, tuple(case.because), others, record.person))
    return sorted(found, key=lambda candidate: -candidate.score)


def _support(
    member: int, at: int, cases: list[list[_Case]], near: list[dict[int, float]]
) -> tuple[float, tuple[int, ...]]:
    """What the referral's other people add: each by its own evidence for the likeliest record of the same house."""
    total, others = 0.0, []
    for m, beside in enumerate(cases):
        if m == member:
            continue
        best = max(
            (min(beside[other].stands * limit()["share"], link) for other, link in near[at].items()),
            default=0.0,
        )
        if best > 0.0:
            total += best
            others.append(m)
    return total, tuple(others)


def _moved(at: int, cases: list[_Case], near: list[dict[int, float]]) -> float:
    """What it says that somebody with whom this one lived is recorded where the one asked about is: a family moves together."""
    return max(
        (min(cases[other].reached * limit()["share"], link) for other, link in near[at].items()), default=0.0
    )


def _of_house(found: float, rarity: Rarity) -> float:
    most = log2(max(rarity.records, 2)) - limit()["in_house"]
    return found if found <= most else most + (found - most) * limit()["beyond"]


def _neighbours(persons: list[_Person]) -> list[dict[int, float]]:
    """Of each person who else is of the same house, and what the surest that says so is worth."""
    at: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(persons):
        for one in person.houses:
            at[one].append(place)
    near: list[dict[int, float]] = [{} for _ in persons]
    for one, places in at.items():
        worth = limit()[f"link_{one.partition(' ')[0]}"]
        for place, other in permutations(places, 2):
            near[place][other] = max(worth, near[place].get(other, 0.0))
    return near


def _persons(held: Iterable[Held], rarity: Rarity) -> list[_Person]:
    """Records put together that are plainly of one person: most of one's history lies under an older address or name."""
    records = list(held)
    of = list(range(len(records)))

    def root(place: int) -> int:
        while of[place] != place:
            place = of[place]
        return place

    for group in _perhaps_one(records):
        for one, other in combinations(group, 2):
            if root(one) != root(other) and one_person(records[one], records[other], rarity):
                of[root(other)] = root(one)
    together: dict[int, list[Held]] = defaultdict(list)
    for place, record in enumerate(records):
        together[root(place)].append(record)
    return [
        _Person(group, frozenset(house for record in group for house in houses(record.details)))
        for group in together.values()
    ]


def _perhaps_one(records: Sequence[Held]) -> Iterable[list[int]]:
    """Places of records that share a number, a date of birth, or both names as they are heard."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        one = record.details
        shared = {one.nhs, one.born.isoformat() if one.born else "", str(record.person or "")}
        shared |= {f"{sound(a)} {sound(b)}" for a in (*one.given, *one.middle) for b in one.surname}
        for value in shared - {""}:
            groups[value].append(place)
    return groups.values()


def one_person(a: Held, b: Held, rarity: Rarity) -> bool:
    """This will say whether two records are plainly of one person."""
    if a.person is not None and a.person == b.person:
        return True
    one, other = a.details, b.details
    if (one.sex and other.sex and one.sex != other.sex) or born(one, other) == "differs":
        return False
    levels = {a.field: a for a in compare(one, other, rarity)}
    given, number, birth = levels.get("given"), levels.get("nhs"), levels.get("born")
    if given is None or given.level == "differs" or (number and number.level == "differs"):
        return False
    # A twin shares the day, the house and the surname, and may well be called by what is the other's middle name.
    sure = (number is not None and number.level == "same") or (
        birth is not None and birth.level in ("same", "slip", "turned", "year") and given.level != "middle"
    )
    return sure and sum(a.points for a in levels.values()) >= _ONE_PERSON
