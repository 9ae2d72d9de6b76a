"""Every kind of entry, in one vocabulary: the interchange format's (section 4), and the first of its next version."""

from sightline.record.kinds import (
    contact,
    decision,
    emergency,
    harm,
    help,
    legal,
    meeting,
    particulars,
    place,
    pregnancy,
    recommendation,
    review,
    review_finding,
    review_people,
    review_report,
    standard,
)
from sightline.record.kinds.registry import KINDS, Body, Family, hints, kind

__all__ = [
    "KINDS", "Body", "Family", "contact", "decision", "emergency", "harm", "help", "hints", "kind", "legal",
    "meeting", "particulars", "place", "pregnancy", "recommendation", "review", "review_finding", "review_people",
    "review_report", "standard",
]  # fmt: skip
