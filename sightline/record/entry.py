"""An entry, and the fact that somebody was told of it. Both are immutable: what changes is who has been told."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, TypeVar

from sightline.record.kinds.registry import Body
from sightline.record.kinds.words import Agency, Area, KnowerType, Person
from sightline.record.times import Moment, Span

How = Literal["recorded", "shared", "attended", "passed_on", "emergency", "review", "other"]
B_co = TypeVar("B_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[B_co]):
    """One thing that happened, as one agency wrote it down.

    `author` is the team whose record it is; `people` whom it concerns; `occurred` when it happened; `noted` when
    it was written. `corrects` names an older entry that this one puts right; the older one stays.
    """

    id: str
    author: Agency
    body: B_co
    people: tuple[Person, ...]
    occurred: Span
    noted: Moment
    summary: str = ""
    corrects: str | None = None

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return str(self.body.KIND)  # type: ignore[attr-defined]

    @property
    def day(self) -> dt.date:
        """The first day it can have happened; where that is not known, the day it was written."""
        return self.occurred.start or self.noted.day


@dataclass(frozen=True, slots=True)
class Told:
    """A knower came to know one whole entry: when, how, and who says so (`by` None: not stated)."""

    id: str
    entry: str
    knower: Agency
    told: Moment
    how: How
    by: Agency | None


@dataclass(frozen=True, slots=True)
class Team:
    """A knower of the directory: a team with a record of its own. The directory is published configuration."""

    id: Agency
    type: KnowerType
    name: str
    area: Area | None = None
    decision_maker: bool = False


@dataclass(frozen=True)
class Record:
    """A directory, entries in the order of `noted`, and every telling of them: a whole file, or a whole database.

    `unstated` names the lists that the file it came from left out (`e14.shared_with`), so that it can be given back
    as it was.
    `shown` are tellings that their teller or their told has shown to a third: (id of the telling, to whom).
    """

    case: str
    teams: Mapping[Agency, Team]
    areas: Mapping[Area, str]
    entries: tuple[Entry[Body], ...]
    told: tuple[Told, ...]
    unstated: frozenset[str] = frozenset()
    shown: frozenset[tuple[str, Agency]] = frozenset()

    @cached_property
    def seen_by(self) -> Mapping[Agency, Sequence[Told]]:
        """The tellings that each knower sees: those it told or was told, and those shown to it. Sorted out once for all."""
        shown_to: dict[str, set[Agency]] = defaultdict(set)
        for id, agency in self.shown:
            shown_to[id].add(agency)
        found: dict[Agency, list[Told]] = defaultdict(list)
        for row in self.told:
            own = {row.knower, row.by} if row.by else {row.knower}
            for agency in own | shown_to.get(row.id, set()):
                found[agency].append(row)
        return dict(found)
