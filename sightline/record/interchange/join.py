"""From entries and tellings back to a case file: the inverse of `split`, for the owner of the whole of a record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sightline.record.entry import Entry, Record, Told
from sightline.record.interchange.casefile import (
    CaseFile,
    Characteristic,
    Communicated,
    Content,
    FileDecision,
    FileEvent,
    FilePerson,
    On,
)
from sightline.record.interchange.split import LOOKS_AHEAD
from sightline.record.kinds import KINDS
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.harm import Background
from sightline.record.kinds.help import Ending
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.shape import shapes_of_format_1
from sightline.record.kinds.words import Person

_PLACE = re.compile(r":(?:k(?P<known>[0-9]*))?(?:s(?P<shared>[0-9]+))?$")
_PARTS = {part.body.KIND: part for part in LOOKS_AHEAD.values()}


def join(record: Record) -> CaseFile:
    """This will give the case file that a record was split from.

    A record that was not split from a file is written by the same rules, its lists in the order of its tellings.
    Raises ValueError where it holds entries that format 1 has no words for, or people without a role.
    """
    return _Join(record).case()


class _Join:
    """The entries of a record by what they are part of."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.entries = {entry.id: entry for entry in record.entries}
        self.rows: dict[str, list[Told]] = defaultdict(list)
        for row in record.told:
            self.rows[row.entry].append(row)
        self.later: dict[str, Entry[Any]] = {}
        self.ends: dict[str, Entry[Any]] = {}
        self.outcomes: dict[str, Entry[Any]] = {}
        self.people: dict[Person, list[Entry[Any]]] = defaultdict(list)
        self.whole = [entry for entry in self._in_file_order() if not self._is_part(entry)]

    def _in_file_order(self) -> Iterable[Entry[Any]]:
        """Tellings stand in the file's order; what nobody was told of comes last."""
        order = {id: place for place, id in enumerate(self.rows)}
        return sorted(self.record.entries, key=lambda entry: order.get(entry.id, len(order)))

    def _is_part(self, entry: Entry[Any]) -> bool:
        body = entry.body
        if isinstance(body, Particulars) or (isinstance(body, Background) and entry.id.startswith("people/")):
            self.people[entry.people[0]].append(entry)
        elif isinstance(body, Ending):
            self.ends[body.of] = entry
        elif isinstance(body, DecisionOutcome):
            self.outcomes[body.decision] = entry
        elif entry.kind in _PARTS:
            self.later[getattr(body, _PARTS[entry.kind].names)] = entry
        elif body.SINCE != 1 or entry.corrects:
            raise ValueError(f"{entry.id}: format 1 has no words for an entry of kind {entry.kind}")
        else:
            return False
        return True

    def _people_in_file_order(self) -> Iterable[tuple[Person, list[Entry[Any]]]]:
        """Their entries were numbered in that order, whatever day each is of."""
        numbered = {id: sorted(entries, key=_number) for id, entries in self.people.items()}
        return sorted(numbered.items(), key=lambda one: _number(one[1][0]))

    def case(self) -> CaseFile:
        return CaseFile(
            case=self.record.case,
            areas=self.record.areas,
            teams=self.record.teams,
            people=tuple(self._person(id, entries) for id, entries in self._people_in_file_order()),
            events=tuple(self._event(entry) for entry in self.whole if not isinstance(entry.body, Decision)),
            decisions=tuple(
                self._decision(entry) for entry in self.whole if isinstance(entry.body, Decision)
            ),
        )

    def _stated(self, id: str, field: str) -> bool:
        return f"{id}.{field}" not in self.record.unstated

    def _event(self, entry: Entry[Any]) -> FileEvent:
        known, shared = self._told(entry)
        ended = self.ends.get(entry.id)
        attributes = self._attributes(entry)
        return FileEvent(
            id=entry.id,
            occurred=entry.day,
            recorded=entry.noted.day,
            agency=entry.author,
            kind=entry.kind,
            about=entry.people,
            known_by=known,
            until=ended.occurred.start if ended else entry.occurred.until,
            summary=entry.summary or None,
            attributes=attributes if attributes or self._stated(entry.id, "attributes") else None,
            shared_with=shared if shared or self._stated(entry.id, "shared_with") else None,
        )

    def _attributes(self, entry: Entry[Any]) -> dict[str, Any]:
        values = {name: getattr(entry.body, name) for name in shapes_of_format_1(KINDS[entry.kind])}
        later = self.later.get(entry.id)
        if later is not None:
            part = _PARTS[later.kind]
            values |= {name: getattr(later.body, name) for name in part.fields}
            values[part.on] = later.occurred.start
        return {name: value for name, value in values.items() if value is not None}

    def _told(self, entry: Entry[Any]) -> tuple[tuple[On, ...], tuple[On, ...]]:
        """Those who know it, and those whom the recorder told, in the order of the file's lists."""
        known: list[tuple[int, On]] = []
        shared: list[tuple[int, On]] = []
        rows = self.rows[entry.id]
        otherwise = {row.knower for row in rows if row.how != "shared"}
        for n, row in enumerate(rows):
            on = On(row.knower, row.told.day)
            place = _PLACE.search(row.id)
            in_known = (
                place["known"]
                if place
                else ("" if row.knower not in otherwise or row.how != "shared" else None)
            )
            in_shared = place["shared"] if place else ("" if row.how in ("shared", "emergency") else None)
            if in_known is not None:
                known.append((int(in_known or n), on))
            if in_shared is not None:
                shared.append((int(in_shared or n), on))
        return _listed(known), _listed(shared)

    def _decision(self, entry: Entry[Any]) -> FileDecision:
        told = self._communicated(entry)
        return FileDecision(
            id=entry.id,
            made=entry.day,
            recorded=entry.noted.day,
            by=entry.author,
            about=entry.people,
            communicated_to=told if told or self._stated(entry.id, "communicated_to") else None,
            **{name: getattr(entry.body, name) for name in shapes_of_format_1(KINDS[entry.kind])},
        )

    def _communicated(self, entry: Entry[Any]) -> tuple[Communicated, ...]:
        contents: tuple[tuple[Entry[Any] | None, Content], ...] = (
            (entry, "outcome_and_reason"),
            (self.outcomes.get(entry.id), "outcome_only"),
        )
        told: list[tuple[int, Communicated]] = []
        for said, content in contents:
            for n, row in enumerate(self.rows[said.id] if said else ()):
                place = _PLACE.search(row.id)
                if row.how != "recorded":
                    at = int(place["shared"] or n) if place else n
                    told.append((at, Communicated(row.knower, row.told.day, content)))
        return tuple(to for _, to in sorted(told, key=lambda pair: pair[0]))

    def _person(self, id: Person, entries: list[Entry[Any]]) -> FilePerson:
        who = [entry.body for entry in entries if isinstance(entry.body, Particulars)]
        role = next((body.role for body in who if body.role), None)
        if role is None:
            raise ValueError(f"{id}: nothing says who this person is")
        facts = self._facts(id, (entry for entry in entries if isinstance(entry.body, Background)))
        return FilePerson(
            id=id,
            role=role,
            dob=next((body.dob for body in who if body.dob), None),
            edd=next((body.edd for body in who if body.edd), None),
            known_characteristics=facts
            if facts or self._stated(f"people/{id}", "known_characteristics")
            else None,
        )

    def _facts(self, id: Person, entries: Iterable[Entry[Any]]) -> tuple[Characteristic, ...]:
        """Entries `people/x/hv/0` and `people/x/gp/0` are one fact with two holders."""
        facts: dict[str, Characteristic] = {}
        for entry in entries:
            n = entry.id.rsplit("/", 1)[-1]
            holder = (entry.author,) if self._stated(f"people/{id}/{n}", "known_by") else ()
            facts[n] = Characteristic(
                entry.body.topics[0], ((*facts[n].known_by, *holder) if n in facts else holder)
            )
        return tuple(facts.values())


def _number(entry: Entry[Any]) -> int:
    return entry.noted.ordinal


def _listed(rows: list[tuple[int, On]]) -> tuple[On, ...]:
    return tuple(on for _, on in sorted(rows, key=lambda pair: pair[0]))
