"""How many recommendations a review may make before it has to say why it makes more: the data in limits.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limit:
    """How many, why so few, who says so and how sure it is."""

    most: int
    why: str
    source: str
    how_sure: str


@cache
def recommendations() -> Limit:
    """This will give the limit on the number of recommendations."""
    read = tomllib.loads(Path(__file__).with_name("limits.toml").read_text(encoding="utf-8"))
    return Limit(**read["recommendations"])
