"""The people of a file as entries: who each is, and what was known of each before the chronology starts.

Who a person is stands in the words of each agency that knows of them, from the day it did; a standing fact is each
holder's own, from the first day. Each agency has an entry of its own, so that nobody learns from it who else knows.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry, Told
from sightline.record.interchange.casefile import CaseFile, FilePerson
from sightline.record.kinds.harm import Background
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.pregnancy import Birth
from sightline.record.kinds.words import Agency, Person
from sightline.record.times import Moment, Span

Made = tuple[Entry[Any], list[Told]]


def places_of(person: FilePerson, case: CaseFile) -> int:
    """This will give how many entries a person of a file can become: two of each agency, and each fact of each holder."""
    facts = person.known_characteristics or ()
    return 2 * (len(case.teams) + 1) + sum(max(1, len(fact.known_by)) for fact in facts)


def standing(case: CaseFile, pairs: Sequence[Made]) -> list[Made]:
    """This will give the entries of a file's people, given those of its events and decisions."""
    if not pairs:
        return []
    about: dict[Person, list[Made]] = defaultdict(list)
    for entry, rows in pairs:
        for id in entry.people:
            about[id].append((entry, rows))
    earliest = min((entry for entry, _ in pairs), key=lambda entry: entry.noted.key)
    made: list[Made] = []
    ordinal = 0
    for person in case.people:
        if person.role is None:
            continue  # format 2: an entry says who it is
        made += _OfPerson(person, about[person.id], earliest.noted.day, earliest.author, ordinal).made()
        ordinal += places_of(person, case)
    return made


@dataclass(frozen=True, slots=True)
class _OfPerson:
    """One person: `about` are the entries about them; `start` is the file's first day, `otherwise` who wrote on it."""

    person: FilePerson
    about: Sequence[Made]
    start: dt.date
    otherwise: Agency
    ordinal: int

    def made(self) -> Iterator[Made]:
        knew = _first_known(self.about)
        for n, made in enumerate((*self._who(knew), *self._facts(knew))):
            id, author, body, day, known = made
            entry = Entry(id, author, body, (self.person.id,), Span(day), Moment(day, self.ordinal + n))
            # What a file says of a person and nobody in it is said to know stands in the file, and is told to nobody.
            yield (
                entry,
                [Told(f"{id}:{author}:k", id, author, entry.noted, "recorded", author)] if known else [],
            )

    def _who(self, knew: dict[Agency, dt.date]) -> Iterator[tuple[str, Agency, Any, dt.date, bool]]:
        person = self.person
        expected = person.role == "unborn"
        who = Particulars(
            person=person.id, role=person.role, dob=None if expected else person.dob, edd=person.edd
        )
        for knower, day in (knew or {self.otherwise: self.start}).items():
            yield f"people/{person.id}/{knower}", knower, who, day, bool(knew)
        if expected and person.dob is not None:
            born = Particulars(person=person.id, dob=person.dob)
            births = _first_known([pair for pair in self.about if isinstance(pair[0].body, Birth)])
            recorder = next(iter(knew), self.otherwise)
            for knower, day in (births or {recorder: self.start}).items():
                yield f"people/{person.id}/{knower}/born", knower, born, max(day, person.dob), bool(births)

    def _facts(self, knew: dict[Agency, dt.date]) -> Iterator[tuple[str, Agency, Any, dt.date, bool]]:
        for n, fact in enumerate(self.person.known_characteristics or ()):
            body = Background(topics=(fact.topic,), of_person=self.person.id)
            for holder in fact.known_by:
                yield f"people/{self.person.id}/{holder}/{n}", holder, body, self.start, True
            if not fact.known_by:
                recorder = next(iter(knew), self.otherwise)
                yield f"people/{self.person.id}/nobody/{n}", recorder, body, self.start, False


def _first_known(pairs: Sequence[Made]) -> dict[Agency, dt.date]:
    """The agencies that know any of the entries, earliest first, with the day from which they first did."""
    rows = [(max(row.told, entry.noted), row.knower) for entry, told in pairs for row in told]
    first: dict[Agency, dt.date] = {}
    for moment, knower in sorted(rows, key=lambda row: row[0].key):
        first.setdefault(knower, moment.day)
    return first
