"""Good practice that an entry shows. What counts stands in strengths.toml, with what it rests on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sightline.record.entry import Entry
from sightline.record.knowledge import Knowledge
from sightline.reviews.comparison.matching import Match, Shown, matches, shown

_STRENGTHS = Path(__file__).parent / "strengths.toml"


@cache
def strengths() -> tuple[Shown, ...]:
    """This will read every sign of good practice. Raises KeyError or ValueError where strengths.toml is not right."""
    raw = tomllib.loads(_STRENGTHS.read_text(encoding="utf-8"))["strengths"]
    return tuple(shown(one) for one in raw)


def shows(entry: Entry[Any], known: Knowledge) -> tuple[Shown, ...]:
    """This will give the good practice that an entry shows, on what is known here."""
    found = _by_kind().get(type(entry.body), ())
    return tuple(dict.fromkeys(one for one, match in found if matches(match, entry, known)))


@cache
def _by_kind() -> Mapping[type[Any], Sequence[tuple[Shown, Match]]]:
    found: dict[type[Any], list[tuple[Shown, Match]]] = {}
    for one in strengths():
        for match in one.matches:
            found.setdefault(match.kind, []).append((one, match))
    return found
