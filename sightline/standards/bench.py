"""What the standards do on cases with answer keys and on their own worked examples. It measures standards, never people."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from sightline.record.entry import Record
from sightline.record.interchange.casefile import CaseFile
from sightline.record.interchange.read import read
from sightline.record.interchange.split import split
from sightline.standards.examples import record_of
from sightline.standards.key import Key, key_of
from sightline.standards.replay import replay
from sightline.standards.scoring import Score, score
from sightline.standards.standard import Standard, standards

FAMILIES = Path(__file__).parent / "families.toml"


@dataclass(frozen=True, slots=True)
class Case:
    """A case file with an answer key. `data` are its bytes, `file` what was read of them, `record` what it became."""

    data: bytes
    file: CaseFile
    record: Record
    key: Key


@dataclass(frozen=True, slots=True)
class Failing:
    """A worked example that does not do what it says: it should speak on a day (None: stay silent), and spoke on these."""

    kind: str
    title: str
    fires: dt.date | None
    spoke: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """How often what was called for was raised in time, how many days after it could be, and what else was raised.

    `days` of every point that was raised at all. `load` are raises beyond the key; `loaded` the entries of those cases in
    which load is told apart from a false alarm.
    """

    must: int
    must_on_time: int
    all: int
    all_on_time: int
    days: tuple[int, ...]
    false: int
    load: int
    loaded: int

    @property
    def median(self) -> float | None:
        """The median of the days from first supportable to raised; None where nothing was raised."""
        return median(self.days) if self.days else None

    @property
    def worst(self) -> int | None:
        """The most of those days."""
        return max(self.days, default=None)

    @property
    def load_per_ten(self) -> float | None:
        """Raises beyond the key for every ten entries; None where no case tells load apart."""
        return 10 * self.load / self.loaded if self.loaded else None


@cache
def families() -> Mapping[str, tuple[str, ...]]:
    """This will give the kinds of prompt by the family that the interchange format puts them in."""
    raw = tomllib.loads(FAMILIES.read_text(encoding="utf-8"))
    return {family["title"]: tuple(family["kinds"]) for family in raw["families"]}


def case_of(data: bytes) -> Case | None:
    """This will read a case file and its key, or give None where it has no key. Raises Unreadable, and BadKey."""
    file = read(data)
    key = key_of(data)
    return Case(data, file, split(file), key) if key else None


def failing(which: Iterable[Standard] | None = None) -> tuple[int, tuple[Failing, ...]]:
    """This will run every worked example, and give how many there are and those that do not do what they say."""
    count, found = 0, []
    for standard in standards() if which is None else which:
        for example in standard.examples:
            count += 1
            fires = example.get("fires")
            spoke = spoken(standard.kind, example)
            if spoke != ((fires,) if fires else ()):
                found.append(Failing(standard.kind, example["title"], fires, spoke))
    return count, tuple(found)


def spoken(kind: str, example: Mapping[str, Any]) -> tuple[dt.date, ...]:
    """This will give the days on which a kind of prompt is raised in a worked example."""
    raises = replay(record_of(example), example.get("as"), example.get("until"))
    return tuple(raised.raised for raised in raises if raised.kind == kind)


def scored(case: Case) -> Score:
    """This will replay a whole case, as no agency had it, and hold what was raised against its key."""
    return score(case.key, case.record, replay(case.record, None))


def figures(scores: Sequence[Score], kinds: Iterable[str] | None = None) -> Figures:
    """This will sum up scores: of all kinds of prompt, or of these. A point belongs to the kind that its key names."""
    wanted = None if kinds is None else frozenset(kinds)
    answers = [a for one in scores for a in one.answers if wanted is None or a.point.prompt in wanted]
    must = [a for a in answers if a.point.must]
    return Figures(
        must=len(must),
        must_on_time=sum(a.on_time for a in must),
        all=len(answers),
        all_on_time=sum(a.on_time for a in answers),
        days=tuple(sorted(a.days for a in answers if a.days is not None)),
        false=sum(wanted is None or r.kind in wanted for one in scores for r in one.false),
        load=sum(wanted is None or r.kind in wanted for one in scores for r in one.load),
        loaded=sum(one.entries for one in scores if not one.key.strict),
    )
