"""Worries, and what is not one."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Concern, Observation

GOOD: frozenset[str] = frozenset({"engagement_good"})


def is_worry(entry: Entry[Any]) -> bool:
    """This will say whether an entry records a worry: a concern, or an observation its writer saw as one."""
    if isinstance(entry.body, Observation):
        return entry.body.direction == "concern"
    return isinstance(entry.body, Concern)
