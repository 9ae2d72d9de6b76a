"""The kinds of thing that can point at somebody, as `kinds.toml` has them, and the words of `words.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
NUMBER = rf"(?:(?i:(?:{'|'.join(TENS)})(?:-(?:{'|'.join(UNITS[1:10])}))?|{'|'.join(reversed(UNITS[1:]))})|\d{{1,2}})"
_PARTS = {
    "{month}": f"(?:{'|'.join((*MONTHS, *_SHORT_MONTHS))})",
    "{weekday}": "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    "{number}": NUMBER,
    "{hour}": rf"(?:{'|'.join(UNITS[1:13])}|\d{{1,2}})",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: why it points at somebody, what to do, how it is found by its form, and whether it can be kept."""

    name: str
    why: str
    do: str
    kept: bool
    becomes: str
    patterns: tuple[re.Pattern[str], ...]


@cache
def kinds() -> dict[str, Kind]:
    """This will give every kind by its name, in the file's order."""
    raw = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))["kinds"]
    return {
        name: Kind(
            name,
            of["why"],
            of["do"],
            of.get("kept", True),
            of.get("becomes", ""),
            _compiled(of.get("patterns", ())),
        )
        for name, of in raw.items()
    }


def _compiled(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_filled(pattern)) for pattern in patterns)


def _filled(pattern: str) -> str:
    for part, meaning in _PARTS.items():
        pattern = pattern.replace(part, meaning)
    return pattern


@cache
def words() -> dict[str, Any]:
    """This will give the words of `words.toml`."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def listed(name: str, under: str = "words") -> frozenset[str]:
    """This will give one of its lists of words as a set."""
    return frozenset(words()[name][under].split())


@cache
def english() -> frozenset[str]:
    """This will give the common words of English, in small letters. What is among them may be a name all the same."""
    return frozenset(Path(__file__).with_name("english.txt").read_text(encoding="utf-8").split())


def number(said: str) -> int:
    """This will give what a number in digits or words comes to: "23", "twenty-four"."""
    if said.isdigit():
        return int(said)
    ten, _, one = said.lower().partition("-")
    return TENS[ten] + (UNITS.index(one) if one else 0) if ten in TENS else UNITS.index(ten)
