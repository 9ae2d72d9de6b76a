"""Which services are expected to be asked about whom: read from expected.toml, with why and on what it rests that day."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.place import Move
from sightline.record.kinds.words import AgencyType, Person, Role
from sightline.record.knowledge import Knowledge
from sightline.standards.standard import Edition, cited
from sightline.state import people as persons
from sightline.state.board import Pair

_FILE = Path(__file__).parent / "expected.toml"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One service, about whom and when it is expected to be asked, and why."""

    service: AgencyType
    roles: tuple[Role, ...]
    when: str
    topics: tuple[str, ...]
    under_age: int
    why: str
    tells: str
    editions: tuple[Edition, ...]

    def on(self, day: dt.date) -> Edition | None:
        """This will give what it rests on, on a day; None where it was not in force."""
        return next((e for e in self.editions if e.since <= day and (e.to is None or day <= e.to)), None)


@dataclass(frozen=True, slots=True)
class Expected:
    """Why one service is expected to be asked about one person, and the source in force."""

    why: str
    tells: str
    source: str


Situation = Callable[[Knowledge, Person, dt.date, Expectation], bool]


def _always(known: Knowledge, person: Person, on: dt.date, one: Expectation) -> bool:
    return True


def _under_age(known: Knowledge, person: Person, on: dt.date, one: Expectation) -> bool:
    born = persons.born(known, person)
    return born is None or on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < one.under_age


def _elsewhere(known: Knowledge, person: Person, on: dt.date, one: Expectation) -> bool:
    lived = {e.body.address or e.body.postcode for e in known.entries(Particulars, person)} - {None}
    return len(lived) != 1 or bool(known.entries(Move, person, until=on))


def _said(known: Knowledge, person: Person, on: dt.date, one: Expectation) -> bool:
    return any(known.on_topic(topic, person, until=on) for topic in one.topics)


SITUATIONS: Mapping[str, Situation] = {
    "always": _always,
    "under_age_or_not_known": _under_age,
    "elsewhere_or_not_known": _elsewhere,
    "said": _said,
}


@cache
def expectations() -> tuple[Expectation, ...]:
    """This will read the file. Raises KeyError where it names a situation that there is not."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))["expected"]
    for row in raw:
        SITUATIONS[row["when"]]
    return tuple(
        Expectation(
            service=row["service"],
            roles=tuple(row["roles"]),
            when=row["when"],
            topics=tuple(row.get("topics", ())),
            under_age=row.get("under_age", 0),
            why=row["why"],
            tells=row["tells"],
            editions=tuple(edition for at in row["in_force"] for edition in cited(at["series"], at["where"])),
        )
        for row in raw
    )


def expected(known: Knowledge, people: Sequence[Person], on: dt.date) -> dict[Pair, Expected]:
    """This will give the checks expected about these people on a day, service by service."""
    found: dict[Pair, Expected] = {}
    for one in expectations():
        edition = one.on(on)
        if edition is None:
            continue
        for person in people:
            role = persons.role(known, person)
            if role in one.roles and SITUATIONS[one.when](known, person, on, one):
                found[(person, one.service)] = Expected(one.why, one.tells, edition.source)
    return found
