"""How many recommendations a review may make before it has to say why it makes more, and how long one may lie: limits.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Limit:
    """How many, why so few, who says so and how sure it is."""

    most: int
    why: str
    source: str
    how_sure: str


@dataclass(frozen=True, slots=True)
class Waits:
    """How many days an owner has to reply, and a profession to understand what it was told; why, and how sure that is."""

    reply_within: int
    understood_within: int
    why: str
    how_sure: str


@cache
def recommendations() -> Limit:
    """This will give the limit on the number of recommendations."""
    return Limit(**_read()["recommendations"])


@cache
def follow_through() -> Waits:
    """This will give how long what a review recommends may wait."""
    return Waits(**_read()["follow_through"])


def _read() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("limits.toml").read_text(encoding="utf-8"))
