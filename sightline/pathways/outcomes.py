"""What can be decided on a contact, and the levels of the threshold document in force: data, in outcomes.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to answer a contact. `held_by_referrer`: nobody else holds it afterwards."""

    id: str
    title: str
    held_by_referrer: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """One level of need, as a threshold document words it."""

    id: str
    title: str
    means: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One version of the partnership's threshold document, from the day it is in force."""

    id: str
    title: str
    starts: dt.date
    levels: tuple[Level, ...]

    def level(self, id: str) -> Level | None:
        """This will give a level by its id, or None where the document has none by it."""
        return next((level for level in self.levels if level.id == id), None)


@cache
def outcomes() -> tuple[Outcome, ...]:
    """This will give the outcomes, least first."""
    return tuple(Outcome(**one) for one in _data()["outcomes"])


def outcome(id: str) -> Outcome | None:
    """This will give an outcome by its id, or None where there is none by it."""
    return next((one for one in outcomes() if one.id == id), None)


def thresholds_on(day: dt.date) -> Thresholds:
    """This will give the version in force on a day (before the first: the first)."""
    versions = sorted(_versions(), key=lambda one: one.starts)
    return next((one for one in reversed(versions) if one.starts <= day), versions[0])


def thresholds(id: str) -> Thresholds | None:
    """This will give a version by its id: what a decision of the past was made by."""
    return next((one for one in _versions() if one.id == id), None)


@cache
def _versions() -> tuple[Thresholds, ...]:
    return tuple(
        Thresholds(one["id"], one["title"], one["starts"], tuple(Level(**level) for level in one["levels"]))
        for one in _data()["thresholds"]
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("outcomes.toml").read_text(encoding="utf-8"))
