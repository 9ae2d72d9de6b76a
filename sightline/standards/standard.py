"""A practice standard: its words, what it rests on, in force when, its numbers, and what a detector answers."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sightline.record.entry import Entry
from sightline.record.kinds.words import Agency, AgencyType, Person
from sightline.record.knowledge import Knowledge
from sightline.standards.clock import Clock

RULES = Path(__file__).parent / "rules"
SOURCES = Path(__file__).parent / "sources.toml"
LiveFor = Literal["decider", "holder", "review"]
FAMILIES = {
    "harm": "Harm, injury, and who keeps a child safe",
    "asking": "Asking and telling",
    "deciding": "Deciding together, and disagreeing",
    "seeing": "Seeing the child, hearing the family",
    "adults": "Parents and other adults",
    "placed": "Before birth, and living in a placement",
    "time": "Timescales",
}
"""What standards are about, in the order in which lists show them; each names one of these."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What was in force from one day to another (None: still), with the numbers that applied."""

    source: str
    since: dt.date
    to: dt.date | None
    numbers: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.numbers[name]


@dataclass(frozen=True, slots=True)
class Standard:
    """One practice standard, as its TOML says it. Texts may hold {names} that a finding fills.

    `speaks_when` and `silent_when` are for whoever wants to read and dispute the rule; their {names} are its own numbers.
    `national` are the numbers that the source itself gives; every other is a partnership's to set. Where it has
    `joins_within_days`, what rests on an entry of a point that stands joins it for so many days (standards/joined.py).
    """

    kind: str
    title: str
    family: str
    says: str
    do_next: str
    ring: str
    closes: str
    speaks_when: tuple[str, ...]
    silent_when: tuple[str, ...]
    live: tuple[LiveFor, ...]
    live_why: str
    prompts: tuple[AgencyType, ...]
    editions: tuple[Edition, ...]
    examples: tuple[Mapping[str, Any], ...] = ()
    national: tuple[str, ...] = ()
    joins_within_days: int = 0

    def on(self, day: dt.date) -> Edition | None:
        """This will give the edition in force on a day, or None: then the standard has nothing to say of it."""
        for edition in self.editions:
            if edition.since <= day and (edition.to is None or day <= edition.to):
                return edition
        return None


@dataclass(frozen=True, slots=True)
class Subject:
    """What calls for a standard: the entry that did, and, where it speaks of one person, that person."""

    entry: Entry[Any]
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A standard that speaks: about whom, on which entries, which blanks, and the words its text leaves open.

    `evidence` comes most telling first. `missing` are pairs of a person and the agency (or type of agency) that was
    not asked or did not tell. `on` is the day whose edition applies. `key` tells apart what one subject raises side
    by side: while a finding with the same key stands, new evidence joins it. What is of its `own` joins no earlier point. One
    that is `over` from a day on, by time alone, is said only for as long as what had joined it by then stands.
    """

    about: tuple[Person, ...]
    evidence: tuple[str, ...]
    on: dt.date
    missing: tuple[tuple[Person, str], ...] = ()
    to: tuple[Agency, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    rests_on: Edition | None = None
    own: bool = False
    over: dt.date | None = None


class Settled:
    """The point was answered for good: nothing that can still come will make this subject speak again."""


SETTLED = Settled()
Answer = Sequence[Finding] | Settled
Detect = Callable[[Subject, Knowledge, Clock, Standard], Answer]
Subjects = Callable[[Entry[Any]], Iterable[tuple[Any, Person | None]]]


def each_entry(entry: Entry[Any]) -> Iterable[tuple[Any, Person | None]]:
    """This will make every entry a subject of its own: each new harm or decision is a new point."""
    yield entry.id, None


def each_person(entry: Entry[Any]) -> Iterable[tuple[Any, Person | None]]:
    """This will make every person a subject, once: for what builds up over many entries."""
    for person in entry.people:
        yield person, person


def once(entry: Entry[Any]) -> Iterable[tuple[Any, Person | None]]:
    """This will make the case as a whole the one subject: for what parents taught together show between them."""
    yield None, None


@dataclass(frozen=True, slots=True)
class Detector:
    """A pure function, the kinds of entry that call for it, and what in such an entry is its subject."""

    detect: Detect
    on: tuple[type[Any], ...]
    subjects: Subjects


DETECTORS: dict[str, Detector] = {}


def detects(kind: str, *on: type[Any], subjects: Subjects = each_entry) -> Callable[[Detect], Detect]:
    """This will register a function as the detector of one prompt kind. Raises ValueError if there is one already."""

    def register(function: Detect) -> Detect:
        if kind in DETECTORS:
            raise ValueError(f"there are two detectors of {kind}")
        DETECTORS[kind] = Detector(function, on, subjects)
        return function

    return register


@cache
def standards() -> tuple[Standard, ...]:
    """This will read every standard, in the order of its name. Raises KeyError if one has no detector."""
    return tuple(_read(path) for path in sorted(RULES.glob("*.toml")))


def _read(path: Path) -> Standard:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return Standard(
        kind=path.stem,
        title=raw["title"],
        family=raw["family"],
        says=raw["says"],
        do_next=raw["do_next"],
        ring=raw["ring"],
        closes=raw["closes"],
        speaks_when=tuple(raw["speaks_when"]),
        silent_when=tuple(raw["silent_when"]),
        live=tuple(raw["live"]),
        live_why=raw["live_why"],
        prompts=tuple(raw["prompts"]),
        editions=tuple(_editions(raw["in_force"], raw["numbers"])),
        examples=tuple(raw["examples"]),
        national=tuple(raw.get("national", ())),
        joins_within_days=raw["numbers"].get("joins_within_days", 0),
    )


@cache
def _sources() -> Mapping[str, Any]:
    return tomllib.loads(SOURCES.read_text(encoding="utf-8"))


def _editions(in_force: list[Mapping[str, Any]], numbers: Mapping[str, Any]) -> Iterator[Edition]:
    """Each edition of each series named, with the standard's numbers; "@name" stands for a list shared by several."""
    resolved = {name: _with_lists(value) for name, value in numbers.items()}
    for rests_on in in_force:
        yield from cited(rests_on["series"], rests_on["where"], resolved)


def _with_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_lists(held) for name, held in value.items()}
    return _sources()["lists"][value[1:]] if isinstance(value, str) and value.startswith("@") else value


def cited(series: str, where: str, numbers: Mapping[str, Any] | None = None) -> Iterator[Edition]:
    """This will give each edition of a series of sources, with the place in it. Raises KeyError if there is none."""
    for source in _sources()[series]:
        yield Edition(f"{source['title']}: {where}", source["from"], source.get("to"), numbers or {})
