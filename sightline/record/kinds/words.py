"""The words that bodies of entries are made of: references and closed lists (interchange format, section 4)."""

from __future__ import annotations

from typing import Literal, NewType

Person = NewType("Person", str)
Agency = NewType("Agency", str)
Area = NewType("Area", str)
EntryRef = NewType("EntryRef", str)
DecisionRef = NewType("DecisionRef", str)

AgencyType = Literal[
    "midwifery", "health_visiting", "gp", "out_of_hours_gp", "hospital", "urgent_care", "ambulance",
    "adult_mental_health", "learning_disability", "substance_misuse", "leaving_care", "front_door",
    "children_social_care", "other_local_authority", "emergency_duty", "early_help", "childrens_centre",
    "nursery", "school", "school_nursing", "education_service", "camhs", "youth_justice", "voluntary_service",
    "police", "fostering", "foster_carer", "housing", "refuge", "domestic_abuse_service", "legal", "court",
    "guardian", "probation", "community",
]  # fmt: skip

ReviewType = Literal["partnership", "learning_review", "review_participant"]
WITHIN_REVIEW = ("learning_review", "review_participant")
"""Whose own entries are said within a review."""
KnowerType = Literal[AgencyType, ReviewType]
"""What a team of the directory is: an agency, or the partnership, a review of it, or somebody who takes part in one.
A case file has agencies only (docs/adr/0026)."""

Role = Literal[
    "child", "unborn", "sibling", "mother", "father", "partner", "grandparent", "relative", "foster_carer",
    "other_adult", "family_friend",
]  # fmt: skip

Topic = Literal[
    "learning_need", "special_educational_need", "retention_of_information", "parenting_capacity",
    "preparation_for_birth", "handling", "feeding", "crying_response", "parental_stress", "emotional_warmth",
    "child_presentation", "child_development", "mobility", "home_conditions", "housing_instability",
    "engagement_good", "engagement_poor", "mental_health", "trauma_history", "substance_use",
    "domestic_abuse", "offending", "violence", "care_leaver", "childhood_care_history",
    "childhood_social_care_history", "young_parent", "previous_child_injured", "previous_child_removed",
    "court_finding", "physical_harm", "neglect", "unexplained_mark", "delay_seeking_help",
    "concealed_pregnancy", "relationship_change", "relevant_history", "unknown_adult", "relatives_caring",
    "anger_control", "medical_family_history", "supervision_level", "wider_family_concerns", "no_supplies",
    "sexual_abuse", "harmful_sexual_behaviour", "exploitation", "missing", "self_harm", "suicidal_thoughts",
    "emotional_abuse", "school_attendance", "school_exclusion", "home_education", "bullying", "online_harm",
    "young_carer", "disability", "perplexing_presentation", "hunger", "child_disclosure", "physical_health",
    "honour_based_harm",
]  # fmt: skip

LegalBasis = Literal["public_task", "legal_obligation", "vital_interests", "consent"]
"""Of sharing personal data about a child's safety: UK GDPR article 6(1), points (e), (c), (d) and (a)."""

Mobility = Literal["non_mobile", "rolling", "crawling", "cruising", "walking"]
