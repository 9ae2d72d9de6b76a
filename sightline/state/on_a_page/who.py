"""Who is this child? The people, what is said of each and by whom, where the child lives and under which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Background, Injury, Observation
from sightline.record.kinds.legal import Legal
from sightline.record.kinds.particulars import Particulars, Restriction
from sightline.record.kinds.place import Placement
from sightline.record.kinds.words import Agency, Person, Role
from sightline.record.knowledge import Knowledge
from sightline.state import people as persons
from sightline.state.on_a_page.lines import standing

_ORDER = (*persons.PARENTS, "sibling", "foster_carer")
Address = Literal["none", "held", "protected"]


@dataclass(frozen=True, slots=True)
class Said:
    """One value of one particular, and the entry that says so."""

    value: Any
    entry: Entry[Particulars]


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as the team knows them. More than one name, or day, is what different agencies hold.

    `birth` is the day that an entry of the birth gives, else the last date of birth held.
    """

    id: Person
    role: Role | None
    birth: dt.date | None
    names: tuple[Said, ...]
    born: tuple[Said, ...]
    due: tuple[Said, ...]
    telephones: tuple[Said, ...]
    address: Address
    history: tuple[Entry[Background], ...]


@dataclass(frozen=True, slots=True)
class Who:
    """The children the case is about, everybody else, and the child's home, legal standing and moving about."""

    children: tuple[Someone, ...]
    others: tuple[Someone, ...]
    home: Entry[Placement] | None
    legal: Entry[Legal] | None
    moves: Entry[Any] | None


def who(known: Knowledge, people: Sequence[Person], on: dt.date) -> Who:
    """This will give who the people of a case are, as far as the team was told by a day: children first."""
    shut = _shut(known)
    replaced = frozenset(entry.corrects for entry in known.all() if entry.corrects)
    everybody = [_someone(known, person, shut, replaced, on) for person in dict.fromkeys(people)]
    children = tuple(one for one in everybody if one.role in ("child", "unborn"))
    ids = [one.id for one in children]
    return Who(
        children,
        tuple(sorted((one for one in everybody if one not in children), key=_nearest)),
        _last(_about(known, Placement, ids, on)),
        _last(_about(known, Legal, ids, on)),
        _last(e for e in _about(known, (Injury, Observation), ids, on) if _mobility(e)),
    )


def _nearest(one: Someone) -> int:
    """Parents before others, in the order in which the roles are named; who has no role comes last."""
    return _ORDER.index(one.role) if one.role in _ORDER else len(_ORDER)


def said(known: Knowledge, person: Person, field: str) -> tuple[Said, ...]:
    """This will give the different values held of one particular, the last written first: each agency's own last word."""
    last: dict[Agency, Said] = {}
    replaced = {entry.corrects for entry in known.entries(Particulars, person)}
    for entry in sorted(known.entries(Particulars, person), key=lambda entry: entry.noted.key):
        value = getattr(entry.body, field)
        if entry.body.person == person and value and entry.id not in replaced:
            last[entry.author] = Said(value, entry)
    different: dict[Any, Said] = {}
    for one in sorted(last.values(), key=lambda one: (one.entry.noted.key, one.entry.id), reverse=True):
        different.setdefault(_alike(one.value), one)
    return tuple(different.values())


def addresses(known: Knowledge, person: Person) -> tuple[Entry[Particulars], ...]:
    """This will give the entries that hold a person's address; none at all where any is protected or restricted."""
    return tuple(_lived(known, person)) if _address(known, person, _shut(known)) == "held" else ()


def _someone(known: Knowledge, person: Person, shut: _Shut, replaced: frozenset[str], on: dt.date) -> Someone:
    history = [
        entry
        for entry in known.entries(Background, person, until=on)
        if entry.body.of_person in (None, person) and entry.id not in replaced
    ]
    address = _address(known, person, shut)
    return Someone(
        person,
        persons.role(known, person),
        persons.born(known, person),
        said(known, person, "name"),
        said(known, person, "dob"),
        said(known, person, "edd"),
        () if address == "protected" else said(known, person, "telephone"),
        address,
        tuple(history),
    )


@dataclass(frozen=True, slots=True)
class _Shut:
    """Entries of particulars that are protected or restricted, and the places that they name."""

    entries: frozenset[str]
    places: frozenset[str]


def _shut(known: Knowledge) -> _Shut:
    """A restriction that is not lifted shuts what it names, as far as the team was told of it."""
    restricted: dict[str, bool] = {}
    for entry in sorted(known.entries(Restriction), key=lambda entry: entry.noted.key):
        restricted.update(dict.fromkeys(entry.body.entries, not entry.body.lifted))
    shut = [e for e in known.entries(Particulars) if e.body.protected or restricted.get(e.id)]
    places = {_alike(value) for entry in shut for value in _places(entry)}
    return _Shut(frozenset(entry.id for entry in shut), frozenset(places))


def _address(known: Knowledge, person: Person, shut: _Shut) -> Address:
    """Protected for one is protected for whoever is said to live there, and so is all that was ever held of them."""
    held = _lived(known, person)
    places = {_alike(value) for entry in held for value in _places(entry)}
    if places & shut.places or any(e.id in shut.entries for e in known.entries(Particulars, person)):
        return "protected"
    return "held" if held else "none"


def _lived(known: Knowledge, person: Person) -> list[Entry[Particulars]]:
    entries = [e for e in known.entries(Particulars, person) if e.body.person == person and _places(e)]
    return sorted(entries, key=lambda entry: (entry.noted.key, entry.id), reverse=True)


def _places(entry: Entry[Particulars]) -> list[str]:
    return [value for value in (entry.body.address, entry.body.postcode) if value]


def _alike(value: Any) -> Any:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _mobility(entry: Entry[Any]) -> bool:
    return entry.body.child_mobility not in (None, "not_recorded")


def _about(
    known: Knowledge, kind: type[Any] | tuple[type[Any], ...], people: Sequence[Person], on: dt.date
) -> list[Entry[Any]]:
    of = set(people)
    judged = (line.entry if line.corrected is None else line.says for line in standing(known, on))
    return [entry for entry in judged if isinstance(entry.body, kind) and of & set(entry.people)]


def _last(entries: Iterable[Entry[Any]]) -> Entry[Any] | None:
    return max(entries, key=lambda entry: (entry.day, entry.noted.key, entry.id), default=None)
