"""Why a team is made aware of something, and what needs reading how soon: the data in reasons.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """The reasons with the roles that each is written to, working days to open each kind in, and how far back is looked."""

    roles: Mapping[str, tuple[str, ...]]
    working_days: Mapping[str, int]
    look_back_days: int
    told_within_days: int
    mail_within_hours: int


@cache
def limits() -> Limits:
    """This will read them."""
    data = tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))
    return Limits(
        {one["id"]: tuple(one["roles"]) for one in data["reasons"]},
        {kind: one["working_days"] for one in data["needs_reading"] for kind in one["kinds"]},
        data["look_back_days"],
        data["told_within_days"],
        data["mail_within_hours"],
    )
