"""Contacts between agencies, and with families: who asked, told, referred, visited."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Agency, DecisionRef, EntryRef, LegalBasis, Person, Topic


@kind("appointment", "contact")
class Appointment:
    """A booked contact with a child or adult, attended or not."""

    service: str | None = None
    for_person: Person | None = None
    outcome: (
        Literal[
            "attended",
            "did_not_attend",
            "was_not_brought",
            "cancelled_by_family",
            "cancelled_by_service",
            "rearranged",
        ]
        | None
    ) = None
    follow_up: Literal["rebooked", "contacted", "discharged", "none"] | None = None
    next_on: dt.date | None = None


@kind("visit", "contact")
class Visit:
    """A professional goes to see (or tries to see) the child or family."""

    purpose: (
        Literal[
            "statutory_cp", "statutory_child_in_care", "assessment", "new_birth", "antenatal", "routine",
            "early_help", "welfare_check",
        ]
        | None
    ) = None  # fmt: skip
    mode: Literal["face_to_face", "doorstep", "video", "phone"] | None = None
    access: Literal["seen", "child_not_seen", "refused", "no_reply", "family_absent"] | None = None
    seen: tuple[Person, ...] | None = None
    announced: bool | None = None


@kind("check", "contact", version=2, added=("purpose", "legal_basis", "answer_by"))
class Check:
    """One agency asks another (or searches its own system) for background information, for a purpose and on a basis."""

    asked: Agency | None = None
    of_people: tuple[Person, ...] | None = None
    purpose: str | None = None
    legal_basis: LegalBasis | None = None
    answer_by: dt.date | None = None


@kind("check_answer", "contact", since=2)
class CheckAnswer:
    """The answer to a check; without one, the check is still waiting."""

    check: EntryRef
    result: Literal["nothing_found", "information_found", "partial", "no_response"] | None = None


@kind("check_refused", "contact", since=2)
class CheckRefused:
    """The asked agency does not answer a check, and says why."""

    check: EntryRef
    reason: str


@kind("information_sharing", "contact")
class InformationSharing:
    """One agency tells another something. What it holds is what was said; `what` names the records it came from."""

    to: tuple[Agency, ...] | None = None
    what: tuple[EntryRef, ...] | None = None
    content: Literal["full", "summary", "partial"] | None = None
    mode: Literal["meeting", "phone", "email", "letter", "system"] | None = None


@kind(
    "referral", "contact", version=2,
    added=("working_well", "wanted", "family_told", "why_not_told", "father", "contact_name", "contact_telephone",
           "decide_by"),
)  # fmt: skip
class Referral:
    """A contact or referral asking another agency (usually the front door) to act. The worry itself is its summary.

    `father` says whether the referrer knows of the father or a partner, does not, or has not asked: three different things.
    """

    to: Agency | None = None
    sequence: int | None = None
    topics: tuple[Topic, ...] | None = None
    source_type: Literal["professional", "family", "public", "anonymous", "self"] | None = None
    alleges_harm: bool | None = None
    working_well: str | None = None
    wanted: str | None = None
    family_told: bool | None = None
    why_not_told: str | None = None
    father: Literal["known", "not_known", "not_asked"] | None = None
    contact_name: str | None = None
    contact_telephone: str | None = None
    decide_by: dt.date | None = None


@kind("allocation", "contact", since=2)
class Allocation:
    """The receiving team gives a referral to one of its own, with how urgent it is and by when it is to be decided."""

    referral: EntryRef
    to_post: str | None = None
    priority: str | None = None
    decide_by: dt.date | None = None


@kind("feedback", "contact")
class Feedback:
    """The receiving agency tells a referrer what was decided."""

    to: Agency | None = None
    about_decision: DecisionRef | None = None
    content: Literal["outcome_and_reason", "outcome_only"] | None = None


@kind("handover", "contact")
class Handover:
    """Case responsibility or records pass from one team or area to another."""

    to: Agency | None = None
    content: Literal["full", "brief", "address_only", "none"] | None = None
    verbal: bool | None = None


@kind("acknowledgement", "contact", since=2)
class Acknowledgement:
    """The receiver confirms that what was handed over has arrived."""

    of: EntryRef
