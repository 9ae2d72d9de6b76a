"""Meetings and strategy discussions."""

from __future__ import annotations

from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Agency, Person


@kind("meeting", "meeting")
class Meeting:
    """A planned meeting (strategy discussions have their own kind)."""

    type: (
        Literal[
            "initial_cp_conference", "review_cp_conference", "transfer_in_conference", "core_group",
            "child_in_care_review", "discharge_planning", "prebirth_planning", "placement_planning",
            "professionals", "family", "family_group_conference", "legal_planning", "team_around_family",
            "domestic_abuse_panel", "supervision", "introduction",
        ]
        | None
    ) = None  # fmt: skip
    mode: Literal["in_person", "virtual", "mixed"] | None = None
    attended: tuple[Agency, ...] | None = None
    invited_absent: tuple[Agency, ...] | None = None
    not_invited: tuple[Agency, ...] | None = None
    family_present: tuple[Person, ...] | None = None
    outcome: str | None = None


@kind("strategy_discussion", "meeting")
class StrategyDiscussion:
    """Strategy discussion under section 47 of the Children Act 1989."""

    attended: tuple[Agency, ...] | None = None
    outcome: Literal["section47_joint", "section47_single", "no_section47", "reconvene"] | None = None
    medical_agreed: bool | None = None
    safety_plan: str | None = None
