"""What several standards go by alike: the words, numbers and lists of `shared.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that several standards go by: what it is called, when it holds, in sentences that its numbers fill, and the
    words and numbers that decide it."""

    title: str
    says: tuple[str, ...]
    numbers: Mapping[str, Any]

    def words(self, name: str) -> tuple[str, ...]:
        """This will give one of its lists of words. Raises KeyError if there is none."""
        return tuple(self.numbers[name])

    def number(self, name: str) -> int:
        """This will give one of its numbers. Raises KeyError if there is none."""
        return int(self.numbers[name])


@cache
def shared() -> Mapping[str, Shared]:
    """This will give everything that several standards go by, by its name."""
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return {name: _read(held) for name, held in tomllib.load(file).items()}


def _read(held: dict[str, Any]) -> Shared:
    title, says = held.pop("title"), tuple(held.pop("says"))
    return Shared(title, says, held)
