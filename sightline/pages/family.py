"""What a team may see of some people, as the pages about one contact or one decision need it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sightline.pages.opened import names_of
from sightline.pages.words import Names
from sightline.people.models import Team
from sightline.record import cases, store
from sightline.record.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Family:
    """What is known of some people, what they are called, and the last entry that the team was told of them."""

    known: Knowledge
    names: Names
    latest: UUID | Literal["nothing"]


def family(team: Team, people: Iterable[str]) -> Family:
    """This will read what a team may see of some people."""
    who = [UUID(person) for person in people]
    known = store.may_see(team, people=who)
    mine = [row.entry for row in known.tellings() if row.knower == str(team.pk)]
    return Family(known, names_of(cases.who(team, who)), UUID(mine[-1]) if mine else "nothing")
