"""A case file as it stands in YAML, once every part of it has been found right. Nothing here is split yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sightline.record.entry import Entry, Team, Told
from sightline.record.kinds.decision import DecisionType
from sightline.record.kinds.words import Agency, Area, Person, Role, Topic

Content = Literal["outcome_and_reason", "outcome_only"]


@dataclass(frozen=True, slots=True)
class Characteristic:
    """A standing fact about a person and the agencies that hold it."""

    topic: Topic
    known_by: tuple[Agency, ...]


@dataclass(frozen=True, slots=True)
class FilePerson:
    """Somebody in the case. In format 2 an entry may say who it is instead: then there is no role here."""

    id: Person
    role: Role | None = None
    dob: dt.date | None = None
    edd: dt.date | None = None
    known_characteristics: tuple[Characteristic, ...] | None = None


@dataclass(frozen=True, slots=True)
class On:
    """An agency and a day: from when it knew, or when it was told."""

    agency: Agency
    day: dt.date


@dataclass(frozen=True, slots=True)
class FileEvent:
    """One event. `attributes` holds values already of the types that its kind asks for; absent is not known."""

    id: str
    occurred: dt.date
    recorded: dt.date
    agency: Agency
    kind: str
    about: tuple[Person, ...]
    known_by: tuple[On, ...]
    until: dt.date | None = None
    summary: str | None = None
    attributes: Mapping[str, Any] | None = None
    shared_with: tuple[On, ...] | None = None


@dataclass(frozen=True, slots=True)
class Communicated:
    """Who was told of a decision, when, and how much of it."""

    agency: Agency
    day: dt.date
    content: Content


@dataclass(frozen=True, slots=True)
class FileDecision:
    """One decision (interchange format, section 5)."""

    id: str
    made: dt.date
    recorded: dt.date
    by: Agency
    about: tuple[Person, ...]
    type: DecisionType
    outcome: str
    forum: str | None = None
    responds_to: str | None = None
    on_information: tuple[str, ...] | None = None
    checks_made: tuple[Agency, ...] | None = None
    rationale: str | None = None
    communicated_to: tuple[Communicated, ...] | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One child's case: the whole file, in its order.

    Of format 2: `entries` as they were recorded, one for one, and who was `told` each; `elsewhere` are the ids that
    entries name and that stand in no file of this reader's.
    """

    case: str
    areas: Mapping[Area, str]
    teams: Mapping[Agency, Team]
    people: tuple[FilePerson, ...]
    events: tuple[FileEvent, ...]
    decisions: tuple[FileDecision, ...]
    entries: tuple[Entry[Any], ...] = ()
    told: tuple[Told, ...] = ()
    elsewhere: tuple[str, ...] = ()
