"""Knowers within the partnership: a learning review that it opens, and whoever takes part in one.

The directory publishes them like any other, so their names say nothing of whom a review is about (docs/adr/0026).
"""

from __future__ import annotations

from uuid import UUID

from django.db import connections, router

from sightline.people.models import Team


def found(id: UUID, name: str) -> Team:
    """This will begin a knower within the team in force, or give the one begun before by that id.

    A partnership begins a review, and a review somebody who takes part; the database refuses anybody else.
    """
    before = Team.objects.filter(pk=id).first()
    if before is None:
        with connections[router.db_for_write(Team)].cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('within'))")
            cursor.execute("select sightline_found_team(%s, %s)", [id, name])
    return before or Team.objects.get(pk=id)


def within(team: Team) -> list[Team]:
    """This will give the knowers within a team, the first begun first by their names."""
    return sorted(Team.objects.filter(within=team), key=lambda one: (len(one.name), one.name))
