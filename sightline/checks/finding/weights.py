"""The weights of agreements: what each level of each field is worth, and in what words it is said (weights.toml)."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import log2
from pathlib import Path
from typing import Any, NamedTuple


class Agreement(NamedTuple):
    """How one field of a question stands to a record's: the field, the level, and its points."""

    field: str
    level: str
    points: float

    @property
    def words(self) -> str:
        """What a person reads of it."""
        return _words()[self.field, self.level]


@dataclass(frozen=True)
class Rarity:
    """How rare names are among the records searched: how many there are, how many have each name, and their last day."""

    records: int = 1_000_000
    latest: dt.date = dt.date(2030, 1, 1)
    given: Mapping[str, int] = field(default_factory=dict)
    surname: Mapping[str, int] = field(default_factory=dict)

    def of_given(self, name: str) -> float:
        """This will give the points of a shared given name."""
        return self._points(self.given.get(name, 1))

    def of_surname(self, name: str) -> float:
        """This will give the points of a shared surname."""
        return self._points(self.surname.get(name, 1))

    def _points(self, held: int) -> float:
        limits = limit()
        rare = log2(max(self.records, 2) / max(held, 1))
        return min(max(rare * limits["believed"], limits["commonest"]), limits["rarest"])


@cache
def limit() -> dict[str, float]:
    """This will give the bounds on what rarity and a household can add."""
    return {name: float(value) for name, value in _file()["limits"].items()}


@cache
def points() -> dict[tuple[str, str], float]:
    """This will give the points of each level; for a name, what is added to its rarity (nothing or less)."""
    return {
        (name, level): float(entry["points"]) if "points" in entry else -float(entry["less"])
        for name, levels in _file().items()
        if name != "limits"
        for level, entry in levels.items()
    }


@cache
def _words() -> dict[tuple[str, str], str]:
    return {
        (name, level): entry["words"]
        for name, levels in _file().items()
        if name != "limits"
        for level, entry in levels.items()
    }


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("weights.toml").read_text(encoding="utf-8"))
