"""The people of a file as entries: who each is, and what was known of each before the chronology starts.

Who a person is goes along with the first entry about them; a standing fact is each holder's own, from the first day.
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


def slots_of(person: FilePerson) -> int:
    """This will give how many entries a person of a file can become: who they are, their birth, each fact of each holder."""
    return 2 + sum(max(1, len(fact.known_by)) for fact in person.known_characteristics or ())


def standing(case: CaseFile, pairs: Sequence[Made]) -> list[Made]:
    """This will give the entries of a file's people, given those of its events and decisions."""
    if not pairs:
        return []
    about: dict[Person, list[Made]] = defaultdict(list)
    for entry, rows in pairs:
        for id in entry.people:
            about[id].append((entry, rows))
    start = min(entry.noted.day for entry, _ in pairs)
    first = _recorder(pairs)
    made: list[Made] = []
    ordinal = 0
    for person in case.people:
        own = about[person.id]
        made += _OfPerson(person, own, start, _recorder(own) if own else first, ordinal).made()
        ordinal += slots_of(person)
    return made


def _recorder(pairs: Sequence[Made]) -> Agency:
    return min((entry for entry, _ in pairs), key=lambda entry: entry.noted.key).author


@dataclass(frozen=True, slots=True)
class _OfPerson:
    """One person: `about` are the entries about them, `start` the file's first day, `recorder` who first wrote of them."""

    person: FilePerson
    about: Sequence[Made]
    start: dt.date
    recorder: Agency
    ordinal: int

    def made(self) -> Iterator[Made]:
        id, person = f"people/{self.person.id}", self.person
        expected = person.role == "unborn"
        who = Particulars(person=person.id, role=person.role, dob=None if expected else person.dob, edd=person.edd)
        yield self._one(id, self.recorder, who, Moment(self.start, self.ordinal), self.about)
        if expected and person.dob is not None:
            yield self._born(person.dob)
        ordinal = self.ordinal + 2
        for n, fact in enumerate(person.known_characteristics or ()):
            body = Background(topics=(fact.topic,), of_person=person.id)
            for holder in fact.known_by or (self.recorder,):
                own = f"{id}/{n}" + (f"/{holder}" if fact.known_by else "")
                yield self._one(own, holder, body, Moment(self.start, ordinal), ())
                ordinal += 1

    def _born(self, dob: dt.date) -> Made:
        """A date of birth is known once the birth is written down: until then there is the expected date alone."""
        births = [pair for pair in self.about if isinstance(pair[0].body, Birth)]
        day = max(self.start, min((entry.noted.day for entry, _ in births), default=dob))
        author = _recorder(births) if births else self.recorder
        body = Particulars(person=self.person.id, dob=dob)
        return self._one(f"people/{self.person.id}/born", author, body, Moment(day, self.ordinal + 1), births)

    def _one(self, id: str, author: Agency, body: Any, noted: Moment, along: Sequence[Made]) -> Made:
        entry = Entry(id, author, body, (self.person.id,), Span(noted.day), noted)
        first: dict[Agency, dt.date] = {author: noted.day}
        for _, rows in along:
            for row in rows:
                if row.knower != author:
                    first[row.knower] = min(row.told.day, first.get(row.knower, row.told.day))
        days = sorted((max(noted.day, day), knower != author, knower) for knower, day in first.items())
        return entry, [
            Told(
                f"{id}:{knower}:k{n}",
                id,
                knower,
                Moment(day, noted.ordinal),
                "other" if other else "recorded",
                None if other else author,
            )
            for n, (day, other, knower) in enumerate(days)
        ]
