"""Decisions, and challenge to them."""

from __future__ import annotations

from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Agency, DecisionRef, EntryRef

DecisionType = Literal[
    "referral_outcome", "assessment_outcome", "close", "step_up", "step_down", "pre_proceedings", "placement",
    "return_home", "supervision_change", "medical_route", "protection_response", "prosecution", "court_order",
]  # fmt: skip


@kind("decision", "decision")
class Decision:
    """Who decided what, on what information, in what forum, and why (interchange format, section 5)."""

    type: DecisionType
    outcome: str
    forum: Literal["single_practitioner", "single_agency", "multi_agency", "court"] | None = None
    responds_to: EntryRef | None = None
    on_information: tuple[EntryRef, ...] | None = None
    checks_made: tuple[Agency, ...] | None = None
    rationale: str | None = None


@kind("decision_outcome", "decision", since=2)
class DecisionOutcome:
    """Only what was decided, as told to somebody who was not given the reasons."""

    decision: DecisionRef
    type: DecisionType
    outcome: str


@kind("escalation", "decision")
class Escalation:
    """A formal professional challenge under the local resolution policy; pending until an outcome is recorded."""

    about_decision: DecisionRef | None = None
    stage: Literal["practitioner", "manager", "named_professional", "partnership"] | None = None


@kind("escalation_outcome", "decision", since=2)
class EscalationOutcome:
    """How a challenge was settled."""

    escalation: EntryRef
    outcome: Literal["pending", "decision_changed", "upheld_with_reasons"] | None = None
