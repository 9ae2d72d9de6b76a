"""Worries, and what is not one."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.named import topics
from sightline.state.shared import shared

GOOD: frozenset[str] = frozenset({"engagement_good"})
_BY_TOPIC = shared()["worry_by_its_topic"]
BAD_BY_NAME = frozenset(_BY_TOPIC.words("names_a_harm"))
"""Topics that name a harm: where nobody wrote how it was seen, a note on one is a worry."""
EITHER_WAY = frozenset(_BY_TOPIC.words("either_way"))
"""Topics on which a note may be good as well as bad: where nobody wrote how it was seen, it is no worry on these alone."""


def is_worry(entry: Entry[Any]) -> bool:
    """This will say whether an entry records a worry: a concern, or an observation its writer saw as one (as its topics
    name it, where nobody wrote how it was seen)."""
    if isinstance(entry.body, Observation):
        unsaid = entry.body.direction is None
        return entry.body.direction == "concern" or (unsaid and bool(topics(entry) & BAD_BY_NAME))
    return isinstance(entry.body, Concern)
