"""Who answers for a front door, to which sector: said by its organisation's administrator, never changed, the latest stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections, router

from sightline.people.models import Contact, Post, Team

SECTORS: Mapping[str, str] = {
    "health": "Health",
    "education": "Schools and education",
    "police": "The police",
    "other": "Everybody else",
}


class Conflict(Exception):
    """Somebody else answers than the page showed, or the form's id has been used for something else."""


@dataclass(frozen=True, slots=True)
class Said:
    """Who answers: empty texts where nobody does any more."""

    name: str = ""
    role: str = ""
    telephone: str = ""
    hours: str = ""

    @classmethod
    def of(cls, contact: Contact) -> Said:
        """This will give what a row says."""
        return cls(contact.name, contact.role, contact.telephone, contact.hours)


def standing(teams: Iterable[Any]) -> dict[UUID, dict[str, Contact]]:
    """This will give who answers now for each of these teams (by id), by sector; nobody where that was withdrawn."""
    latest = Contact.objects.filter(team__in=list(teams)).order_by("team_id", "sector", "-stored", "-id")
    found: dict[UUID, dict[str, Contact]] = defaultdict(dict)
    for one in latest.distinct("team_id", "sector"):
        if not one.withdrawn:
            found[one.team_id][one.sector] = one
    return dict(found)


def history(team: Team, sector: str) -> list[Contact]:
    """This will give all that was ever said of a team and sector, the latest first. Each stood until the one before it here."""
    return list(
        Contact.objects.filter(team=team, sector=sector).select_related("by").order_by("-stored", "-id")
    )


def say(*, by: Post, key: UUID, team: Team, sector: str, said: Said, expects: UUID | None) -> None:
    """This will say who answers for a team's sector from now on; nobody, where `said` names none.

    With the administrator's team in force, in one transaction. `key` is the form's own id; `expects` the row that its page
    showed to stand (None: none was ever said). Raises Conflict.
    """
    with connections[
        router.db_for_write(Contact)
    ].cursor() as cursor:  # of two at once the second sees what the first did
        cursor.execute("select pg_advisory_xact_lock(hashtext('contacts'))")
    before = Contact.objects.filter(pk=key).first()
    if before is not None:
        if (before.team_id, before.sector, Said.of(before)) != (team.pk, sector, said):
            raise Conflict
        return
    last = next(iter(history(team, sector)), None)
    if (last.pk if last else None) != expects:
        raise Conflict
    Contact(
        id=key, team=team, sector=sector, name=said.name, role=said.role, telephone=said.telephone, hours=said.hours,
        withdrawn=not said.name, by=by,
    ).save(force_insert=True)  # fmt: skip
