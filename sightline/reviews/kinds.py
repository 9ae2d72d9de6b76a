"""The kinds of learning review, each a template of stages: data in kinds.toml, changed without code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of review, by the words it goes by."""

    id: str
    title: str


@cache
def kinds() -> tuple[Kind, ...]:
    """This will give the kinds of review there are."""
    read = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))
    return tuple(Kind(one["id"], one["title"]) for one in read["kinds"])
