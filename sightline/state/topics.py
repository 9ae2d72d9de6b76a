"""Worries, and what is not one."""

from __future__ import annotations

from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.harm import Concern, Observation
from sightline.record.named import topics

GOOD: frozenset[str] = frozenset({"engagement_good"})
BAD_BY_NAME: frozenset[str] = frozenset((
    "physical_harm", "unexplained_mark", "neglect", "hunger", "sexual_abuse", "emotional_abuse", "exploitation", "self_harm",
    "suicidal_thoughts", "engagement_poor", "harmful_sexual_behaviour", "perplexing_presentation",
))  # fmt: skip
"""Topics that name a harm: where nobody wrote how it was seen, a note on one is a worry."""


EITHER_WAY: frozenset[str] = frozenset(
    {"child_presentation", "child_development", "physical_health", "feeding", "handling"}
)
"""Topics on which a note may be good as well as bad: where nobody wrote how it was seen, it is no worry on these alone."""


def is_worry(entry: Entry[Any]) -> bool:
    """This will say whether an entry records a worry: a concern, or an observation its writer saw as one (as its topics
    name it, where nobody wrote how it was seen)."""
    if isinstance(entry.body, Observation):
        unsaid = entry.body.direction is None
        return entry.body.direction == "concern" or (unsaid and bool(topics(entry) & BAD_BY_NAME))
    return isinstance(entry.body, Concern)
