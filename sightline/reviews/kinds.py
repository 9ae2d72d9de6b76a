"""The kinds of learning review: each a template of stages, with what is asked in each. Data, in kinds.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Sure = Literal["second_hand", "local"]
SURE: Mapping[Sure, str] = {
    "second_hand": "The guidance is cited by others; its own words have not been read here",
    "local": "Local practice: no guidance sets it",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a review may take, of which time, and how sure that is."""

    words: str
    of: str
    sure: Sure
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, and what is to be asked in it."""

    id: str
    title: str
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of review, as a partnership holds it."""

    id: str
    title: str
    source: str
    limit: Limit
    stages: tuple[Stage, ...]

    def stage(self, id: str) -> Stage | None:
        """This will give a stage by its id, or None where the kind has none by it."""
        return next((stage for stage in self.stages if stage.id == id), None)


@cache
def kinds() -> tuple[Kind, ...]:
    """This will give the kinds of review there are. Raises ValueError for a file that does not hold together."""
    path = Path(__file__).with_name("kinds.toml")
    return read(tomllib.loads(path.read_text(encoding="utf-8")))


def read(data: Mapping[str, Any]) -> tuple[Kind, ...]:
    """This will read kinds of review from the file's data. Raises ValueError for an id twice, no stage, or an unsure limit."""
    found: dict[str, Kind] = {}
    for one in data["kinds"]:
        stages = tuple(Stage(**stage | {"prompts": tuple(stage["prompts"])}) for stage in one["stages"])
        made = Kind(one["id"], one["title"], one["source"], Limit(**one["limit"]), stages)
        ids = [stage.id for stage in stages]
        if made.id in found or not ids or len(set(ids)) < len(ids):
            raise ValueError(f"the kind of review {made.id} needs an id and stages of its own")
        if made.limit.sure not in SURE or not all(stage.prompts for stage in stages):
            raise ValueError(f"the kind of review {made.id} needs prompts, and how sure its limit is")
        found[made.id] = made
    return tuple(found.values())


def kind(id: str) -> Kind | None:
    """This will give a kind of review by its id, or None where there is none by it."""
    return next((one for one in kinds() if one.id == id), None)
