"""Where the child is, who watches, who lives there."""

from __future__ import annotations

from typing import Literal

from sightline.record.kinds.registry import kind
from sightline.record.kinds.words import Agency, Area, Person


@kind("placement", "help")
class Placement:
    """Where the child (and parent) is placed by or with the agreement of the local authority."""

    type: (
        Literal[
            "parent_and_child_foster", "foster", "relatives", "family_friend", "hospital",
            "residential_parent_and_child", "adoptive", "with_parents",
        ]
        | None
    ) = None  # fmt: skip
    status: Literal["agreed", "started", "ended"] | None = None
    area: Area | None = None
    legal_basis: str | None = None
    preplacement_meeting: bool | None = None
    information_to_carers: Literal["full", "limited", "none"] | None = None


@kind("supervision", "concern")
class Supervision:
    """The actual level of supervision of a parent with the child, as agreed, described or believed."""

    of: tuple[Person, ...] | None = None
    by: Agency | None = None
    level: (
        Literal[
            "continuous", "frequent_checks", "partial_monitoring", "unsupervised_periods", "unsupervised",
            "unspecified", "believed_continuous",
        ]
        | None
    ) = None  # fmt: skip
    written: bool | None = None
    agreed_with: tuple[Agency, ...] | None = None


@kind("move", "background")
class Move:
    """Change of address or area."""

    from_area: Area | None = None
    to_area: Area | None = None
    type: (
        Literal[
            "address", "new_local_authority", "refuge", "with_relatives", "with_partner", "no_fixed_address"
        ]
        | None
    ) = None


@kind("household", "background")
class Household:
    """An adult (or child) joins, leaves, stays with or is found in the household."""

    change: Literal["joins", "leaves", "staying", "found_present", "mentioned"] | None = None
    person: Person | None = None
    checked: bool | None = None
