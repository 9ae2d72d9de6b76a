"""What an entry is about, in the format's topics, and which of them are worries."""

from __future__ import annotations

from typing import Any, get_args

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.kinds.words import Topic

GOOD: frozenset[str] = frozenset({"engagement_good"})
ALL: tuple[str, ...] = get_args(Topic)


def topics(entry: Entry[Any]) -> frozenset[str]:
    """This will give the topics that an entry names, whatever its kind calls them."""
    named = getattr(entry.body, "topics", None) or getattr(entry.body, "disclosed", None) or ()
    return frozenset(named)


def is_worry(entry: Entry[Any]) -> bool:
    """This will say whether an entry records a worry: a concern, or an observation its writer saw as one."""
    if isinstance(entry.body, Observation):
        return entry.body.direction == "concern"
    return isinstance(entry.body, Concern)
