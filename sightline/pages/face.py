"""The face of a front door: who answers there for the reader's own sector, on what concerns the two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sightline.pathways.referral import holder
from sightline.people.models import Contact, Team
from sightline.record.entry import Entry
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision, DecisionOutcome


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody to ring at a front door."""

    door: Team
    contact: Contact


def face(team: Team, entry: Entry[Any]) -> Face | None:
    """This will give whom a team rings about a referral that it made, or a decision that it was told.

    None about anything else, and where nobody is published as answering there.
    """
    to = _door(str(team.pk), entry)
    door = Team.objects.filter(pk=UUID(to), type="front_door").first() if to else None
    contact = holder(door, team) if door else None
    return Face(door, contact) if door and contact else None


def _door(me: str, entry: Entry[Any]) -> str | None:
    if isinstance(entry.body, Referral) and entry.author == me:
        return entry.body.to
    return entry.author if isinstance(entry.body, Decision | DecisionOutcome) and entry.author != me else None
