"""Decisions, and challenge to them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Agency, AgencyType, DecisionRef, EntryRef, Person

WhyNot = Literal[
    "did_not_know_how", "no_time", "expected_no_change", "working_relationship", "advised_not_to", "settled_by_talking",
    "other",
]  # fmt: skip
DecisionType = Literal[
    "referral_outcome", "assessment_outcome", "close", "step_up", "step_down", "pre_proceedings", "placement",
    "return_home", "supervision_change", "medical_route", "protection_response", "prosecution", "court_order",
]  # fmt: skip
TOGETHER = ("multi_agency", "court")
"""The forums in which agencies decide together, or a court does."""


@kind(
    "decision", "decision", version=2,
    added=("level", "thresholds", "held_by", "telephone", "next_step", "next_on"),
)  # fmt: skip
class Decision:
    """Who decided what, on what information, in what forum, and why (interchange format, section 5).

    As a reply it also says at which `level` of which version of the `thresholds`, who holds it now and on what number,
    and what happens next and by when.
    """

    type: DecisionType
    outcome: str
    forum: Literal["single_practitioner", "single_agency", "multi_agency", "court"] | None = None
    responds_to: EntryRef | None = None
    on_information: tuple[EntryRef, ...] | None = None
    checks_made: tuple[Agency, ...] | None = None
    rationale: str | None = None
    level: str | None = None
    thresholds: str | None = None
    held_by: str | None = None
    telephone: str | None = None
    next_step: str | None = None
    next_on: dt.date | None = None


@kind("decided_without", "decision", since=2)
class DecidedWithout:
    """A check that a decision did without, as it stood then, and why it was safe to decide without the answer."""

    decision: DecisionRef
    person: Person
    service: AgencyType
    stood: Literal["not_asked", "waiting", "no_answer", "refused"]
    why: str


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


@kind("disagreement", "decision", since=2)
class Disagreement:
    """That somebody disagreed with a decision and did not challenge it, and why not."""

    about_decision: DecisionRef
    why_not: WhyNot
