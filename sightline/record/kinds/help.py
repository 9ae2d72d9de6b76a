"""Help offered, workers, assessments and plans."""

from __future__ import annotations

from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Agency, EntryRef, Person


@kind("service", "help")
class Service:
    """A help or treatment episode for a child or adult is asked for, starts, changes or ends."""

    service: str | None = None
    for_person: Person | None = None
    level: Literal["universal", "early_help", "targeted", "specialist", "statutory"] | None = None
    status: Literal["requested", "unavailable", "refused", "started", "reviewed", "ended"] | None = None
    reason: str | None = None


@kind("worker_change", "help")
class WorkerChange:
    """A named worker is allocated, absent, returns, leaves or hands over."""

    role: str | None = None
    status: Literal["allocated", "absent", "returned", "left", "handed_over"] | None = None
    experience: Literal["newly_qualified", "inexperienced", "experienced", "agency", "unknown"] | None = None
    cover: bool | None = None
    oversight: Literal["clear", "unclear"] | None = None


@kind("assessment", "meeting")
class Assessment:
    """A formal assessment starts, is updated, finishes or is abandoned."""

    type: (
        Literal[
            "early_help", "prebirth", "child_and_family", "parenting", "cognitive", "risk", "section47", "health_needs",
        ]
        | None
    ) = None  # fmt: skip
    status: Literal["started", "updated", "completed", "not_completed"] | None = None
    covers: tuple[Person, ...] | None = None
    agencies_consulted: tuple[Agency, ...] | None = None
    main_evidence: Literal["observation", "parent_report", "records", "mixed"] | None = None
    outcome: str | None = None


@kind("plan", "help")
class Plan:
    """A written plan for the child starts, changes or ends."""

    type: (
        Literal[
            "early_help", "child_in_need", "child_protection", "care", "birth", "safety", "placement",
            "reunification", "pre_proceedings",
        ]
        | None
    ) = None  # fmt: skip
    status: Literal["started", "changed", "ended"] | None = None
    terms: str | None = None


@kind("ending", "record", since=2)
class Ending:
    """Something that lasted is over: the entry named ended on the day this happened."""

    of: EntryRef
