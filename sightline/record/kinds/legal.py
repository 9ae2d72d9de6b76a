"""Legal steps and police records."""

from __future__ import annotations

from typing import Literal

from sightline.record.kinds.registry import kind


@kind("legal", "decision")
class Legal:
    """A legal step."""

    step: (
        Literal[
            "pre_proceedings", "section20", "police_protection", "emergency_protection_order",
            "interim_care_order", "care_order", "supervision_order", "care_proceedings_issued", "hearing",
            "bail", "finding_of_fact",
        ]
        | None
    ) = None  # fmt: skip
    status: Literal["requested", "advised", "granted", "refused", "ended", "held"] | None = None
    detail: str | None = None


@kind("police", "contact")
class Police:
    """Police record or action."""

    event: (
        Literal[
            "domestic_incident", "incident", "arrest", "bail", "enquiry_opened", "enquiry_paused",
            "enquiry_closed", "welfare_check", "intelligence",
        ]
        | None
    ) = None  # fmt: skip
    outcome: str | None = None
