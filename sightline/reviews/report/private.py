"""What the private record holds that a copy must not give away: who, where, in which words, under which numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sightline.record.kinds.words import AgencyType

PlaceKind = Literal["country", "county", "town", "area", "street", "building"]


@dataclass(frozen=True, slots=True)
class Someone:
    """A person: every name the record has for them, and what a reader is to call them ("Child A", "the midwife").

    `professional` is somebody at work; `post` is their title where few hold it; `born` is a child's birthday.
    """

    names: tuple[str, ...]
    called: str
    professional: bool = False
    post: str = ""
    born: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """An agency, team, school or surgery by its names. Its type says in which words a reader meets it."""

    names: tuple[str, ...]
    type: AgencyType


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its names, and what sort of place it is."""

    names: tuple[str, ...]
    kind: PlaceKind


@dataclass(frozen=True, slots=True)
class Private:
    """The directory of a private record, the words that agencies wrote in it, and the numbers of its files."""

    people: tuple[Someone, ...] = ()
    services: tuple[Service, ...] = ()
    places: tuple[Place, ...] = ()
    texts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
