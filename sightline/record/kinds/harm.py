"""What was seen, worried about, injured, examined."""

from __future__ import annotations

from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import DecisionRef, Mobility, Person, Topic


@kind("observation", "concern")
class Observation:
    """Something a worker or carer saw or was told and wrote down (good, bad or neutral)."""

    topics: tuple[Topic, ...] | None = None
    direction: Literal["concern", "neutral", "positive"] | None = None
    rests_on: Literal["seen", "parent_report", "other_report"] | None = None
    child_mobility: Mobility | None = None


@kind("concern", "concern")
class Concern:
    """A recorded professional worry or disagreement that is not (yet) a referral."""

    topics: tuple[Topic, ...] | None = None
    level: Literal["low", "medium", "high"] | None = None
    about_decision: DecisionRef | None = None
    action_taken: str | None = None


@kind("background", "background")
class Background:
    """A fact about a person already sitting in one agency's record; it happened when that agency came to hold it."""

    topics: tuple[Topic, ...] | None = None
    of_person: Person | None = None


@kind("injury", "injury")
class Injury:
    """A bruise, mark, bleeding or other injury is seen or reported."""

    type: (
        Literal[
            "bruise", "mark", "oral_injury", "bleeding", "swelling", "burn", "fracture", "abrasion", "head_injury", "multiple",
        ]
        | None
    ) = None  # fmt: skip
    site: str | None = None
    child_mobility: (
        Literal["non_mobile", "rolling", "crawling", "cruising", "walking", "not_recorded"] | None
    ) = None
    seen_or_reported: Literal["seen", "reported"] | None = None
    explanation: str | None = None
    documented_cause: (
        Literal["none", "birth_mark", "birth_trauma", "immunisation", "medical", "witnessed_accident"] | None
    ) = None
    action: (
        Literal[
            "recorded_only", "advice_given", "gp_appointment", "same_day_paediatric", "referred_to_social_care", "ambulance",
        ]
        | None
    ) = None  # fmt: skip


@kind("medical", "health")
class Medical:
    """A clinical examination or opinion."""

    type: (
        Literal[
            "gp_consultation", "out_of_hours_gp", "paediatric_review", "child_protection_medical", "imaging",
            "postnatal_check", "development_review", "immunisation",
        ]
        | None
    ) = None  # fmt: skip
    finding: str | None = None
    opinion: (
        Literal[
            "accidental", "non_accidental", "inconclusive", "medical_cause", "birth_mark", "normal", "not_stated",
            "examination_not_completed",
        ]
        | None
    ) = None  # fmt: skip
    explicit: bool | None = None
    information_given_to_clinician: Literal["full", "partial", "none"] | None = None


@kind("hospital", "health")
class Hospital:
    """Hospital or urgent-care attendance, admission, discharge."""

    stage: Literal["attended", "admitted", "discharged"] | None = None
    reason: str | None = None
    discharge_to: str | None = None
    discharge_planning_meeting: (
        Literal["held", "held_without_key_people", "not_held", "not_needed"] | None
    ) = None
