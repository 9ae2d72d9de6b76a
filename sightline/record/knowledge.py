"""What somebody knows: the only reader of entries. It remembers what it was asked, so nobody lists what matters.

Whoever knows an entry knows who wrote it, and who the entry itself says was there, was asked or was sent it.
Who else was told shows to the teller and the told alone (and to the owner of a whole file).
"""

from __future__ import annotations

import datetime as dt
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from sightline.record.entry import Entry, Record, Team, Told
from sightline.record.kinds.registry import Body
from sightline.record.kinds.words import Agency, AgencyType, Area, Person
from sightline.record.times import Moment

B = TypeVar("B")
Key = tuple[Any, ...]
PARTY_FIELDS = ("attended", "to", "asked")
_PERSON_FIELDS = ("of_people", "for_person", "of_person", "covers")


def parties(entry: Entry[Any]) -> frozenset[Agency]:
    """This will give those whom the entry itself shows to know of it: its author, and who attended, was asked or sent it."""
    named: set[Agency] = {entry.author}
    for field in PARTY_FIELDS:
        value = getattr(entry.body, field, None)
        if value:
            named.update((value,) if isinstance(value, str) else value)
    return frozenset(named)


def concerned(entry: Entry[Any]) -> tuple[Person, ...]:
    """This will give everybody an entry concerns: whom it is about, and whom its body asks about, covers or treats."""
    named = list(entry.people)
    for field in _PERSON_FIELDS:
        value = getattr(entry.body, field, None)
        if value:
            named.extend((value,) if isinstance(value, str) else value)
    return tuple(dict.fromkeys(named))


class Knowledge:
    """The entries that one knower (or, `knower` None, the owner of a whole file) knows, growing as it learns.

    Questions are answered from what was learned and nothing else. Each question leaves its key in `asked`;
    `learn` and `hear` return the keys whose answers they changed.
    """

    def __init__(self, knower: Agency | None, teams: Mapping[Agency, Team]) -> None:
        self.knower = knower
        self.teams = teams
        self.asked: set[Key] = set()
        self._entries: dict[str, Entry[Any]] = {}
        self._by_kind: dict[Key, list[Entry[Any]]] = defaultdict(list)
        self._told: dict[str, dict[Agency, Told]] = defaultdict(dict)
        self._tellings: list[Told] = []
        self._held: dict[Key, list[Entry[Any]]] = defaultdict(list)

    def learn(self, entry: Entry[Any]) -> Iterator[Key]:
        """This will add one entry, and give the keys of the questions it changes the answer to."""
        if entry.id in self._entries:
            return
        self._entries[entry.id] = entry
        yield ("entry", entry.id)
        for person in (None, *concerned(entry)):
            key = ("kind", type(entry.body), person)
            insort(self._by_kind[key], entry, key=_in_order)
            yield key
        for agency in parties(entry):
            yield from self._hold(agency, entry)

    def hear(self, told: Told) -> Iterator[Key]:
        """This will add one telling that is visible here, of an entry already learned."""
        self._tellings.append(told)
        rows = self._told[told.entry]
        entry = self._entries[told.entry]
        already = told.knower in rows or told.knower in parties(entry)
        if told.knower not in rows or told.told < rows[told.knower].told:
            rows[told.knower] = told
        yield ("told", told.entry)
        if not already:
            yield from self._hold(told.knower, entry)

    def _hold(self, agency: Agency, entry: Entry[Any]) -> Iterator[Key]:
        for person in (None, *concerned(entry)):
            key = ("held", agency, person)
            insort(self._held[key], entry, key=_in_order)
            yield key

    def entries(self, kind: type[B], about: Person | None = None) -> Sequence[Entry[B]]:
        """This will give the entries of one kind (about one person, or all), in the order of the day they happened."""
        key = ("kind", kind, about)
        self.asked.add(key)
        return self._by_kind.get(key, [])

    def entry(self, id: str | None) -> Entry[Any] | None:
        """This will give an entry by its id, or None where it is not known here."""
        if id is None:
            return None
        self.asked.add(("entry", id))
        return self._entries.get(id)

    def held(self, agency: Agency, about: Person | None = None) -> Sequence[Entry[Any]]:
        """This will give the entries that `agency` is seen from here to know, about one person or all."""
        key = ("held", agency, about)
        self.asked.add(key)
        return self._held.get(key, [])

    def told(self, entry: str) -> Mapping[Agency, Told]:
        """This will give the tellings of an entry that are visible here, first telling of each knower."""
        self.asked.add(("told", entry))
        return self._told.get(entry, {})

    def knows(self, agency: Agency, entry: Entry[Any], by: dt.date | None = None) -> bool:
        """This will say whether `agency` is seen from here to know the entry (by a day, where one is given)."""
        told = self.told(entry.id).get(agency)
        if told is not None:
            return by is None or told.told.day <= by
        return agency in parties(entry) and (by is None or entry.noted.day <= by)

    def teams_of(self, *types: AgencyType, area: Area | None = None) -> list[Team]:
        """This will give the teams of the published directory that are of these types (in one area, or anywhere)."""
        return [t for t in self.teams.values() if t.type in types and (area is None or t.area == area)]

    def all(self) -> Iterable[Entry[Any]]:
        """This will give every entry known here, in the order learned. For pages; a standard asks for kinds."""
        return self._entries.values()

    def tellings(self) -> Sequence[Told]:
        """This will give every telling visible here, repeated ones too, in the order heard. For the ledger."""
        return self._tellings


def _in_order(entry: Entry[Any]) -> tuple[dt.date, tuple[dt.date, dt.time, int]]:
    return (entry.day, entry.noted.key)


def stands_from(record: Record) -> dict[str, Moment]:
    """This will give the moment from which each entry stands in the record as a whole: when it was noted.

    What only relatives, friends or callers know is in nobody's record: it stands from the first telling to a service,
    and not at all if there is none (interchange format, section 3).
    """
    first: dict[str, Moment] = {}
    for told in record.told:
        team = record.teams.get(told.knower)
        if (team is None or team.type != "community") and (told.entry not in first or told.told < first[told.entry]):
            first[told.entry] = told.told
    stands = {}
    for entry in record.entries:
        author = record.teams.get(entry.author)
        if author is None or author.type != "community":
            stands[entry.id] = entry.noted
        elif entry.id in first:
            stands[entry.id] = max(entry.noted, first[entry.id])
    return stands


Event = Entry[Any] | Told


def vantage(record: Record, knower: Agency | None) -> list[tuple[Moment, Event]]:
    """This will give what one knower (None: the file's owner) learns and hears, in order of the moment it did.

    A knower learns an entry when it is told of it and the entry stands; a telling is seen by the told and the teller,
    and by whom either has shown it.
    """
    stands = stands_from(record)
    entries = {entry.id: entry for entry in record.entries}
    mine: dict[str, Moment] = stands
    if knower is not None:
        mine = {}
        for told in record.told:
            if told.knower == knower and told.entry in stands:
                moment = max(told.told, stands[told.entry])
                if told.entry not in mine or moment < mine[told.entry]:
                    mine[told.entry] = moment
    found: list[tuple[Moment, int, Event]] = [(moment, 0, entries[id]) for id, moment in mine.items()]
    for told in record.told:
        if told.entry in mine and (knower is None or knower in (told.knower, told.by) or (told.id, knower) in record.shown):
            found.append((max(told.told, mine[told.entry]), 1, told))
    found.sort(key=lambda row: (row[0].key, row[1], row[2].id))
    return [(moment, event) for moment, _, event in found]


def knowledge(record: Record, knower: Agency | None, on: dt.date) -> Knowledge:
    """This will give what one knower (None: the file's owner) knew at the end of a day."""
    known = Knowledge(knower, record.teams)
    for moment, event in vantage(record, knower):
        if moment.day > on:
            break
        for _ in known.hear(event) if isinstance(event, Told) else known.learn(cast("Entry[Body]", event)):
            pass
    return known
